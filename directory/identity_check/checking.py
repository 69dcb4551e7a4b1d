"""The identity check itself: one text, or all the texts of one form together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.identity_check.combinations import combination_findings
from directory.identity_check.findings import Finding, FindingKind
from directory.identity_check.mechanical import mechanical_findings
from directory.identity_check.names import name_findings, named_words, repeated_findings
from directory.identity_check.roles import role_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from directory.identity_check.words import IdentityWords

_BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class IdentityChecker:
    """Knows the word lists, and what may be named.

    `is_town` tells whether a word with a capital is a town. `allowed` are the names of people
    who may be named: the practitioners themselves.
    """

    words: IdentityWords
    is_town: Callable[[str], bool] | None = None
    allowed: Collection[str] = ()

    def check(self, text: str) -> tuple[Finding, ...]:
        """What one text gives away, in the order of the text; never two over each other."""
        return self.check_form({"": text}).get("", ())

    def check_form(
        self, texts: Mapping[str, str], names: Iterable[str] = ()
    ) -> dict[str, tuple[Finding, ...]]:
        """What each text of one form gives away, by field; fields with nothing are left out.

        Combinations count over the whole form, and a name in one field is found in the others;
        `names` are further names of the client that were typed on the same form.
        """
        named = self._named(texts, names)
        together = self._combinations(texts)
        found = {}
        for field, text in texts.items():
            findings = _apart(
                (
                    *mechanical_findings(text),
                    *name_findings(text, self.words.first_names, self._may_be_named()),
                    *repeated_findings(text, named),
                    *role_findings(text, self._may_be_named()),
                    *together.get(field, ()),
                )
            )
            if findings:
                found[field] = findings
        return found

    def _may_be_named(self) -> frozenset[str]:
        return frozenset(word.casefold() for name in self.allowed for word in name.split())

    def _named(self, texts: Mapping[str, str], names: Iterable[str]) -> frozenset[str]:
        words = {word.casefold() for name in names for word in name.split() if len(word) > 1}
        for text in texts.values():
            words |= named_words(text, self.words.first_names)
        return frozenset(words) - self._may_be_named()

    def _combinations(self, texts: Mapping[str, str]) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        whole = _BETWEEN.join(texts.values())
        starts, at = {}, 0
        for field, text in texts.items():
            starts[field] = at
            at += len(text) + len(_BETWEEN)
        for one in combination_findings(whole, self.words, self.is_town):
            field = max(
                (name for name in texts if starts[name] <= one.start), key=starts.__getitem__
            )
            start = starts[field]
            shifted = Finding(one.kind, one.start - start, one.end - start, one.words)
            found.setdefault(field, []).append(shifted)
        return found


def _apart(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    # A combination yields to what is already an identifier alone; of the rest the longer stands.
    kept: list[Finding] = []
    for one in sorted(findings, key=_weight):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _weight(finding: Finding) -> tuple[bool, int, int]:
    return (
        finding.kind is FindingKind.COMBINATION,
        finding.start - finding.end,
        finding.start,
    )
