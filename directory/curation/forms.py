"""What curators type: a reason with a decision, what they found in a register, an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory import clock
from directory.accounts.forms import FieldError
from directory.interop import cells
from directory.interop.problems import CellError
from directory.profiles.closed_sets import CheckOutcome
from directory.profiles.licence_checks import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REASON_AT_MOST = 2000
LINE_AT_MOST = 300

REASON_IS_MISSING = _l("Write the reason. The person it is about reads it.")

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class CheckForm:
    """What was typed about a check: the finding where it can be read, and what is wrong."""

    found: Found | None
    errors: tuple[FieldError, ...]


class _Reading:
    """Fields read one by one; every complaint is kept with its field."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self._form = form
        self.errors: list[FieldError] = []

    def line(self, name: str, at_most: int = LINE_AT_MOST) -> str:
        return " ".join(self._form.get(name, "").split())[:at_most]

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        typed = self.line(name)
        if not typed:
            return None
        try:
            return reader(typed)
        except CellError as problem:
            self.errors.append(FieldError(name, f"{problem.cause} {problem.remedy}".strip()))
            return None

    def refuse(self, name: str, message: str) -> None:
        self.errors.append(FieldError(name, message))


def read_reason(form: Mapping[str, str]) -> tuple[str, tuple[FieldError, ...]]:
    """The reason of a decision; the person whom it is about reads it."""
    reason = form.get("reason", "").strip()[:REASON_AT_MOST]
    if reason:
        return reason, ()
    return "", (FieldError("reason", str(REASON_IS_MISSING)),)


def read_check(form: Mapping[str, str]) -> CheckForm:
    """What was found about a credential, and where and when."""
    reading = _Reading(form)
    chosen = reading.line("outcome")
    if chosen not in set(CheckOutcome):
        reading.refuse("outcome", _("Choose what you found."))
    looked_at = reading.line("looked_at")
    if not looked_at:
        reading.refuse("looked_at", _("Write where you looked, so that others can look again."))
    checked_on = reading.read("checked_on", cells.day) or clock.today()
    confirmed_on = reading.read("supervisor_confirmed_on", cells.day)
    expires_on = reading.read("expires_on", cells.day)
    for name, day in (("checked_on", checked_on), ("supervisor_confirmed_on", confirmed_on)):
        if day is not None and day > clock.today():
            reading.refuse(name, _("This day is still to come. Write the day on which it was."))
    if chosen in {CheckOutcome.GOOD_STANDING, CheckOutcome.PROOF_SEEN} and (
        expires_on is not None and expires_on < checked_on
    ):
        reading.refuse("expires_on", _("This date is past. Choose “run out”, or correct the date."))
    if reading.errors:
        return CheckForm(None, tuple(reading.errors))
    found = Found(
        outcome=CheckOutcome(chosen),
        looked_at=looked_at,
        checked_on=checked_on,
        number=reading.line("number", 80) or None,
        expires_on=expires_on,
        supervisor_confirmed_on=confirmed_on,
        note=form.get("note", "").strip()[:REASON_AT_MOST],
    )
    return CheckForm(found, ())
