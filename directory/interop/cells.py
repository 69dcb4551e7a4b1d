"""How a cell of each kind is read; every function raises CellError with cause and remedy."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from flask_babel import gettext as _

from directory.interop.problems import CellError
from directory.profiles.listing import WeeklyTime

if TYPE_CHECKING:
    from collections.abc import Callable

Value = TypeVar("Value")

LONGEST_WORD = 80
LONGEST_NAME = 200
LONGEST_LINE = 300
LONGEST_TEXT = 6_000
LARGEST_MONEY = 10_000
SHORTEST_SESSION = 5
LONGEST_SESSION = 600
LONGEST_POSTAL_CODE = 12
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HANDLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MONEY = re.compile(r"([0-9]{1,6})(?:\.00?)?")
_TIME = re.compile(r"([a-z]{3})[a-z]* +([0-9]{1,2}):([0-9]{2}) *[-\u2013] *([0-9]{1,2}):([0-9]{2})")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_MINUTES_OF_A_DAY = 24 * 60


def listed(cell: str, read: Callable[[str], Value]) -> tuple[Value, ...]:
    """The items of a cell, which stand with | between them; what is named twice counts once."""
    items = (item.strip() for item in cell.split("|"))
    return tuple(dict.fromkeys(read(item) for item in items if item))


def handle(cell: str) -> str:
    """A listing's handle: small letters, digits and single hyphens."""
    if not _HANDLE.fullmatch(cell) or len(cell) > LONGEST_WORD:
        raise CellError(
            _("“%(cell)s” cannot be a handle.", cell=cell),
            _("Use small letters and digits with hyphens between, such as maya-castellanos."),
        )
    return cell


def handle_of_name(name: str) -> str:
    """A handle made from a name. Raises CellError where no letter of it is left."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    made = re.sub(r"[^a-z0-9]+", "-", kept).strip("-")[:LONGEST_WORD].strip("-")
    if not made:
        raise CellError(
            _("No handle can be made from “%(name)s”.", name=name),
            _("Give one in a column named handle."),
        )
    return made


def word(cell: str) -> str:
    """A few letters of the owner's own."""
    return _at_most(cell, LONGEST_WORD)


def name(cell: str) -> str:
    """The name of a person, a center or a school."""
    return _at_most(cell, LONGEST_NAME)


def line(cell: str) -> str:
    """A line of text."""
    return _at_most(" ".join(cell.split()), LONGEST_LINE)


def text(cell: str) -> str:
    """What somebody wrote in their own words, with its line breaks."""
    return _at_most(cell, LONGEST_TEXT)


def yes_or_no(cell: str) -> bool:
    """`yes` or `no`; an empty cell says neither, and never comes here."""
    answers = {"yes": True, "no": False, "true": True, "false": False, "y": True, "n": False}
    try:
        return answers[cell.lower()]
    except KeyError:
        raise CellError(
            _("“%(cell)s” is neither yes nor no.", cell=cell), _("Write yes, no, or nothing.")
        ) from None


def day(cell: str) -> date:
    """A date as 2026-04-30."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            raise CellError(
                _("There is no day %(cell)s.", cell=cell), _("Check the month and the day.")
            ) from None
    raise CellError(
        _("“%(cell)s” is no date.", cell=cell), _("Write year, month and day, such as 2026-04-30.")
    )


def whole_number(cell: str) -> int:
    """A count, such as 12."""
    if not re.fullmatch(r"[0-9]{1,7}", cell):
        raise CellError(
            _("“%(cell)s” is no whole number.", cell=cell), _("Write digits only, such as 12.")
        )
    return int(cell)


def minutes(cell: str) -> int:
    """The length of a session, from 5 to 600 minutes."""
    length = whole_number(cell)
    if not SHORTEST_SESSION <= length <= LONGEST_SESSION:
        raise CellError(
            _("A session of %(length)s minutes is not likely.", length=length), _("Write minutes.")
        )
    return length


def postal_code(cell: str) -> str:
    """A postal code of any country; whether it exists is another question."""
    return _at_most(" ".join(cell.upper().split()), LONGEST_POSTAL_CODE)


def number(cell: str) -> float:
    """A number that may have decimals after a point."""
    if not re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,3})?", cell):
        raise CellError(
            _("“%(cell)s” is no number.", cell=cell), _("Write digits, such as 12 or 12.5.")
        )
    return float(cell)


def money(cell: str) -> float:
    """An amount in whole units, without a sign for the currency."""
    found = _MONEY.fullmatch(cell)
    if not found or int(found[1]) > LARGEST_MONEY:
        raise CellError(
            _("“%(cell)s” is no amount in whole units.", cell=cell),
            _("Write digits only, such as 140; the currency has its own column."),
        )
    return float(found[1])


def currency(cell: str) -> str:
    """A currency's three letters, such as USD."""
    if not re.fullmatch(r"[A-Za-z]{3}", cell):
        raise CellError(
            _("“%(cell)s” is no currency.", cell=cell),
            _("Write three letters, such as USD or CAD."),
        )
    return cell.upper()


def country(cell: str) -> str:
    """A country's two letters, such as US."""
    if not re.fullmatch(r"[A-Za-z]{2}", cell):
        raise CellError(
            _("“%(cell)s” is no country code.", cell=cell),
            _("Write two letters, such as US or CA."),
        )
    return cell.upper()


def email(cell: str) -> str:
    """An address that mail could reach."""
    if not _EMAIL.fullmatch(cell):
        raise CellError(
            _("“%(cell)s” is no e-mail address.", cell=cell),
            _("Write one, such as maya@example.org."),
        )
    return _at_most(cell, LONGEST_LINE)


def web_address(cell: str) -> str:
    """The address of a page on the web."""
    if not _WEB_ADDRESS.fullmatch(cell):
        raise CellError(
            _("“%(cell)s” is no web address.", cell=cell),
            _("Write it whole, such as https://example.org."),
        )
    return _at_most(cell, LONGEST_LINE)


def weekly_time(cell: str) -> WeeklyTime:
    """A weekly time such as `thu 09:00-11:00`."""
    found = _TIME.fullmatch(cell.lower())
    if not found or found[1] not in WEEKDAYS:
        raise CellError(
            _("“%(cell)s” is no weekly time.", cell=cell), _("Write it like thu 09:00-11:00.")
        )
    start = int(found[2]) * 60 + int(found[3])
    end = int(found[4]) * 60 + int(found[5])
    if not start < end <= _MINUTES_OF_A_DAY:
        raise CellError(
            _("“%(cell)s” ends before it begins.", cell=cell), _("Write it like thu 09:00-11:00.")
        )
    return WeeklyTime(WEEKDAYS.index(found[1]), start, end)


def pair(cell: str) -> tuple[str, str]:
    """A word and what stands after its colon, such as `emdr:certified`; the second may be empty."""
    first, _colon, second = cell.partition(":")
    return first.strip(), second.strip()


def _at_most(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise CellError(
            _("The text has %(count)s letters.", count=f"{len(cell):,}"),
            _("Shorten it to %(longest)s at most.", longest=f"{longest:,}"),
        )
    return cell
