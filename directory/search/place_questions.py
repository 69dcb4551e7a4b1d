"""What is to be said or asked about a place that somebody typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.search.place_choice import Reading, place_label

if TYPE_CHECKING:
    from directory.search.place_choice import PlaceChoice

UNFOLDED_AT_MOST = 3
"""So many other places stand open; more would keep the first result of a phone out of sight."""


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """What is unsure about the place, and the places it could be, as (value, label)."""

    title: str
    text: str
    options: tuple[tuple[str, str], ...] = ()
    folded: str = ""
    """What many options are called together, where they are folded; empty where they are few."""


def place_question(choice: PlaceChoice | None) -> PlaceQuestion | None:
    """What is to be said or asked about the place, if anything."""
    if choice is None:
        return None
    options = tuple((place_label(other), place_label(other)) for other in choice.others)
    match choice.reading:
        case Reading.SEVERAL:
            return PlaceQuestion(
                _("We took %(place)s", place=choice.label),
                _("There are several places of that name. Did you mean another?"),
                options,
                _folded(choice),
            )
        case Reading.CORRECTED:
            return PlaceQuestion(
                _("We took %(place)s", place=choice.label),
                _("We know no place called “%(typed)s”. Did you mean another?", typed=choice.typed)
                if options
                else _("We know no place called “%(typed)s”.", typed=choice.typed),
                options,
            )
        case Reading.ASK:
            return PlaceQuestion(
                _("Where are you?"),
                _("We do not look up where you are. Give a town or ZIP code to see who is near."),
            )
        case Reading.UNKNOWN:
            return PlaceQuestion(
                _("We know no place called “%(typed)s”", typed=choice.typed),
                _("Check the spelling, or give a ZIP code. The list below is for everywhere."),
            )
        case _:
            return None


def _folded(choice: PlaceChoice) -> str:
    number = len(choice.others)
    if number <= UNFOLDED_AT_MOST:
        return ""
    return ngettext(
        "%(num)s other place called %(name)s",
        "%(num)s other places called %(name)s",
        number,
        name=choice.others[0].city or choice.typed,
    )
