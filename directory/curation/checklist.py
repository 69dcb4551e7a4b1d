"""What to look up where, before a credential is called checked: by profession and jurisdiction.

The lines come from credentials.csv: who regulates the title there, what it permits, how sure
that is, and where the same letters mean something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.interop.credentials import CHECKED, rule_of
from directory.matching.licences import Requirement, licence_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.profiles.listing import PublicCredential
    from directory.vocabulary.terms import CredentialRule, Vocabulary

SUPERVISED = "supervised"
SOURCE = "credentials.csv"


@dataclass(frozen=True, slots=True)
class Checklist:
    """Where to look, what to compare, and what our vocabulary says of the title."""

    where: str
    needs_licence: bool
    steps: tuple[str, ...]
    known: tuple[str, ...]


def checklist(item: PublicCredential, region_name: str, vocabulary: Vocabulary) -> Checklist:
    """The checklist of one credential; `region_name` is the jurisdiction in words."""
    rule = rule_of(vocabulary, item)
    requirement = licence_rules(vocabulary).requirement(item.profession, item.jurisdiction)
    body = item.body or (rule.regulator if rule else "")
    where = ", ".join(part for part in (body, region_name) if part)
    return Checklist(
        where=where,
        needs_licence=requirement is Requirement.NEEDED,
        steps=tuple(_steps(item, where, requirement)),
        known=tuple(_known(item, rule, vocabulary)),
    )


def _steps(item: PublicCredential, where: str, requirement: Requirement) -> Iterator[str]:
    if requirement is Requirement.NEEDED or item.number:
        yield _("Open the register of: %(where)s. Type its address yourself.", where=where)
        yield _("The name there is the name of this listing, or a former one you know of.")
        yield _("The title there is exactly “%(title)s”.", title=item.title)
    else:
        yield _(
            "No licence is asked for here. See a named proof: a certificate with name and school."
        )
        yield _("The name and the title “%(title)s” stand on it.", title=item.title)
    if item.number:
        yield _("The number there is %(number)s.", number=item.number)
    yield _("It is active, and no discipline or restriction is noted.")
    yield _("Write down the day on which it runs out.")
    if item.level == SUPERVISED:
        yield _(
            "%(name)s supervises, and has said so to us.",
            name=item.supervisor_name or _("A named supervisor"),
        )


def _known(
    item: PublicCredential, rule: CredentialRule | None, vocabulary: Vocabulary
) -> Iterator[str]:
    if rule is None:
        yield _("Our vocabulary does not know this title here. Ask the body what it permits.")
        return
    yield _("Our vocabulary says: %(level)s, given by %(body)s.", level=rule.level,
            body=rule.regulator or _("nobody named"))  # fmt: skip
    if rule.note:
        yield _("Note: %(note)s.", note=rule.note.rstrip("."))
    others = sorted(
        {
            f"{other.jurisdiction} ({other.level})"
            for other in vocabulary.credential_rules
            if other.title.casefold() == item.title.casefold() and other.level != rule.level
        }
    )
    if others:
        yield _("The same letters mean something else in: %(places)s.", places=", ".join(others))
    yield (
        _("Source: %(file)s, opened and compared.", file=SOURCE)
        if rule.confidence == CHECKED
        else _("Source: %(file)s, general knowledge. Verify it with the board.", file=SOURCE)
    )
