"""Whether new clients are taken: status, wait, weekly openings and times, with today's date."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Around, Form, Group, Option, Values, radios, short, text
from directory.interop import cells
from directory.profiles.listing import PublicAvailability, WeeklyTime

if TYPE_CHECKING:
    from datetime import date

    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft

STATUSES = ("open", "waitlist", "closed")
OPENINGS_AT_MOST = 60
WAIT_AT_MOST = 730


def statuses() -> tuple[Option, ...]:
    """The answers to whether new clients are taken."""
    return (
        Option("open", _("I take new clients")),
        Option("waitlist", _("I have a waiting list")),
        Option("closed", _("I take nobody new now")),
    )


def _groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            note=_("Saving sets the date to today. Clients see how old it is."),
            questions=(
                radios("status", _("Do you take new clients?"), statuses()),
                short("wait_days", _("Wait in days"), hint=_("About. Leave empty if unsure.")),
                short("weekly_openings", _("New clients you can take in a week")),
                text(
                    "weekly_times",
                    _("Weekly times that are open"),
                    hint=_("One a line, such as: thu 09:00-11:00"),
                ),
            ),
        ),
    )


def _fill(draft: ListingDraft, _around: Around) -> Values:
    stated = draft.availability
    return {
        "status": [stated.status],
        "wait_days": [_number(stated.wait_days)],
        "weekly_openings": [_number(stated.weekly_openings)],
        "weekly_times": ["\n".join(_time(time) for time in draft.weekly_times)],
    }


def _read(typed: Typed, draft: ListingDraft, around: Around) -> ListingDraft:
    status = typed.one_of("status", STATUSES)
    wait = typed.read("wait_days", cells.whole_number)
    openings = typed.read("weekly_openings", cells.whole_number)
    times = typed.read("weekly_times", _times)
    _check(typed, status, wait, openings)
    return with_availability(
        replace(draft, weekly_times=times or ()),
        PublicAvailability(status=status or "not-stated", wait_days=wait, weekly_openings=openings),
        around.today,
    )


def with_availability(draft: ListingDraft, stated: PublicAvailability, today: date) -> ListingDraft:
    """The draft with this availability, confirmed today."""
    return replace(draft, availability=replace(stated, confirmed_on=today))


def _check(typed: Typed, status: str, wait: int | None, openings: int | None) -> None:
    if not status:
        typed.refuse("status", _("Say whether you take new clients."))
    if status == "closed" and wait is not None:
        typed.refuse("wait_days", _("You take nobody new, so there is no wait. Empty this."))
    if wait is not None and wait > WAIT_AT_MOST:
        typed.refuse("wait_days", _("That is more than two years. Check the number of days."))
    if openings is not None and openings > OPENINGS_AT_MOST:
        typed.refuse("weekly_openings", _("That is very many for one week. Check the number."))


def _times(typed: str) -> tuple[WeeklyTime, ...]:
    return tuple(cells.weekly_time(line.strip()) for line in typed.splitlines() if line.strip())


def _time(time: WeeklyTime) -> str:
    start, end = divmod(time.start_minute, 60), divmod(time.end_minute, 60)
    day = cells.WEEKDAYS[time.weekday]
    return f"{day} {start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


AVAILABILITY = Form(groups=_groups, fill=_fill, read=_read)
