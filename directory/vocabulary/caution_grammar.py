"""Read when a caution is triggered and to whom it applies, as small typed expressions.

Trigger: alternatives separated by `;`, each one or more conditions joined by `&`, each
`flag:a|b`, `issue:a|b` (with the groups `trauma-family` and `any-mental`), or a bare special
(`sensitive-area`, `professional-boundary`). Applies to: alternatives separated by `|`, a kind
holding until the next: `any`, `any-therapist`, `any-non-medical`, `bodywork-only`, `touch:yes`,
`modality:a|b`, `profession:a|b`, `family:a|b` (a family of professions or of modalities).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.vocabulary.terms import Facet, Strength, Touch

if TYPE_CHECKING:
    from collections.abc import Collection

    from directory.vocabulary.terms import Caution, Vocabulary

TRAUMA_FAMILY = "trauma-family"
ANY_MENTAL = "any-mental"
TRAUMA_ROOTS = ("trauma", "dissociation")


class Circumstance(StrEnum):
    """A special trigger that no flag or issue states; the caller knows whether it holds."""

    SENSITIVE_AREA = "sensitive-area"
    PROFESSIONAL_BOUNDARY = "professional-boundary"


class Group(StrEnum):
    """Whom a rule means without naming a modality or profession."""

    ANY = "any"
    ANY_THERAPIST = "any-therapist"
    ANY_NON_MEDICAL = "any-non-medical"
    BODYWORK_ONLY = "bodywork-only"


@dataclass(frozen=True, slots=True)
class Condition:
    """True where any of the flags, issues or circumstances is present."""

    flags: frozenset[str] = frozenset()
    issues: frozenset[str] = frozenset()
    circumstances: frozenset[Circumstance] = frozenset()

    def holds(
        self,
        *,
        issues: Collection[str],
        flags: Collection[str],
        circumstances: Collection[Circumstance] = (),
    ) -> bool:
        """Whether the need shows at least one of them."""
        return not (
            self.flags.isdisjoint(flags)
            and self.issues.isdisjoint(issues)
            and self.circumstances.isdisjoint(circumstances)
        )


@dataclass(frozen=True, slots=True)
class Trigger:
    """Alternatives, each a set of conditions that must hold together."""

    alternatives: tuple[tuple[Condition, ...], ...]

    def holds(
        self,
        *,
        issues: Collection[str],
        flags: Collection[str],
        circumstances: Collection[Circumstance] = (),
    ) -> bool:
        """Whether one alternative holds in full; groups are already spelled out as issues."""
        return any(
            all(
                condition.holds(issues=issues, flags=flags, circumstances=circumstances)
                for condition in together
            )
            for together in self.alternatives
        )


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Whom a rule concerns: any of the groups, touch work, modalities or professions.

    `touch` says that every modality that works by touch is meant, and every profession whose
    work is hands-on (`may_touch` yes or feet-hands).
    """

    groups: frozenset[Group] = frozenset()
    touch: bool = False
    modalities: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CautionRule:
    """A caution with its trigger and its reach parsed."""

    caution: Caution
    trigger: Trigger
    applies_to: AppliesTo


def parse_rules(vocabulary: Vocabulary) -> tuple[CautionRule, ...]:
    """Every caution of a vocabulary with its grammar parsed, in file order."""
    return tuple(
        CautionRule(
            caution,
            parse_trigger(caution.trigger, vocabulary),
            parse_applies_to(caution.applies_to, vocabulary),
        )
        for caution in vocabulary.cautions.values()
    )


def parse_trigger(text: str, vocabulary: Vocabulary) -> Trigger:
    """The trigger that a text states; ValueError says which word is unknown."""
    return Trigger(
        tuple(
            tuple(_condition(part.strip(), vocabulary) for part in alternative.split("&"))
            for alternative in text.split(";")
        )
    )


def _condition(text: str, vocabulary: Vocabulary) -> Condition:
    kind, colon, names = text.partition(":")
    if not colon:
        return Condition(circumstances=frozenset({_circumstance(kind)}))
    slugs = tuple(name.strip() for name in names.split("|"))
    if kind == "flag":
        return Condition(flags=_known(slugs, vocabulary.flags, "flag"))
    if kind == "issue":
        return Condition(issues=_issues(slugs, vocabulary))
    raise ValueError(f"The trigger has the kind {kind!r}; only flag and issue exist.")


def _circumstance(name: str) -> Circumstance:
    try:
        return Circumstance(name)
    except ValueError:
        raise ValueError(f"The trigger has {name!r}, which is not known.") from None


def _issues(slugs: tuple[str, ...], vocabulary: Vocabulary) -> frozenset[str]:
    groups = {TRAUMA_FAMILY: trauma_family, ANY_MENTAL: mental_issues}
    found: set[str] = set()
    for slug in slugs:
        found |= (
            groups[slug](vocabulary)
            if slug in groups
            else _known((slug,), vocabulary.issues, "issue")
        )
    return frozenset(found)


def trauma_family(vocabulary: Vocabulary) -> frozenset[str]:
    """Trauma, dissociation and every issue below them."""
    roots = set(TRAUMA_ROOTS)
    return frozenset(
        slug
        for slug in vocabulary.issues
        if slug in roots or roots.intersection(vocabulary.issue_ancestors(slug))
    )


def mental_issues(vocabulary: Vocabulary) -> frozenset[str]:
    """Every issue for which the mind is a core facet of care."""
    return frozenset(
        issue.slug
        for issue in vocabulary.issues.values()
        if not issue.is_group
        and Facet.MIND in {need.facet for need in issue.facets if need.strength is Strength.CORE}
    )


def parse_applies_to(text: str, vocabulary: Vocabulary) -> AppliesTo:
    """Whom a rule concerns; ValueError says which word is unknown."""
    found: dict[str, set[str]] = {"group": set(), "touch": set(), "modality": set()}
    found |= {"profession": set(), "family": set()}
    kind = "group"
    for part in text.split("|"):
        head, colon, tail = part.strip().partition(":")
        kind, name = (head, tail) if colon else (kind, head)
        if kind not in found:
            raise ValueError(f"applies_to has the kind {kind!r}, which is not known.")
        found[kind].add(name)
    modalities, professions = _families(found["family"], vocabulary)
    return AppliesTo(
        groups=_groups(found["group"]),
        touch=_touch(found["touch"]),
        modalities=modalities | _known(found["modality"], vocabulary.modalities, "modality"),
        professions=professions | _known(found["profession"], vocabulary.professions, "profession"),
    )


def _groups(names: set[str]) -> frozenset[Group]:
    try:
        return frozenset(map(Group, names))
    except ValueError as problem:
        raise ValueError(f"applies_to is not known: {problem}.") from None


def _touch(names: set[str]) -> bool:
    if not names <= {Touch.YES}:
        raise ValueError("applies_to may only say touch:yes.")
    return bool(names)


def _families(names: set[str], vocabulary: Vocabulary) -> tuple[frozenset[str], frozenset[str]]:
    modalities = frozenset(m.slug for m in vocabulary.modalities.values() if m.family in names)
    professions = frozenset(p.slug for p in vocabulary.professions.values() if p.family in names)
    families = {m.family for m in vocabulary.modalities.values()}
    families |= {p.family for p in vocabulary.professions.values()}
    if unknown := names - families:
        raise ValueError(f"applies_to names the family {min(unknown)!r}, which does not exist.")
    return modalities, professions


def _known(names: Collection[str], slugs: Collection[str], kind: str) -> frozenset[str]:
    if unknown := sorted(set(names).difference(slugs)):
        raise ValueError(f"It names the {kind} {unknown[0]!r}, which does not exist.")
    return frozenset(names)
