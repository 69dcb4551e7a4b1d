"""What the identity check finds: where it stands, what kind it is, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class FindingKind(StrEnum):
    """What somebody could be recognized by."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    DATE = "date"
    AGE = "age"
    ADDRESS = "address"
    POSTAL_CODE = "postal-code"
    NUMBER = "number"
    NAME = "name"
    WORKPLACE = "workplace"
    ROLE = "role"
    COMBINATION = "combination"


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch of a text, from `start` to before `end` in characters."""

    kind: FindingKind
    start: int
    end: int
    words: str


def N_(text: str) -> str:  # noqa: N802 - the name that marks a text for translation
    """Mark a text for translation; the layer above translates it."""
    return text


WHY: Mapping[FindingKind, str] = {
    FindingKind.PHONE: N_("A phone number leads to one person. Take it out."),
    FindingKind.EMAIL: N_("An e-mail address leads to one person. Take it out."),
    FindingKind.LINK: N_("A link or a user name can lead to one person. Take it out."),
    FindingKind.DATE: N_("A date can be looked up. Write how long ago it was instead."),
    FindingKind.AGE: N_("Few people are this old. Write “over 89” instead."),
    FindingKind.ADDRESS: N_("An address leads to one home. Take it out."),
    FindingKind.POSTAL_CODE: N_("A postal code narrows it to a few streets. Take it out."),
    FindingKind.NUMBER: N_("A long number can be a record or policy. Take it out."),
    FindingKind.NAME: N_("This looks like a name. Write “the client” or your own code instead."),
    FindingKind.WORKPLACE: N_("A workplace has few people. Write what kind of work it is."),
    FindingKind.ROLE: N_("A town may have one of these. Leave it out."),
    FindingKind.COMBINATION: N_(
        "Each of these is harmless alone. Together they may point to one person. "
        "Leave out at least one."
    ),
}
"""Why each kind matters and what to do, as templates for translation."""
