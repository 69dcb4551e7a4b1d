"""What only a center is asked: its name and approach, its rooms, hours, how integrated it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.desk.questions import Form, Group, Option, checks, line, text
from directory.interop import cells

if TYPE_CHECKING:
    from directory.desk.questions import Around, Values
    from directory.desk.typed import Typed
    from directory.profiles.draft import ListingDraft
    from directory.profiles.listing import WeeklyTime

BACKING = "backing-"


def ways() -> tuple[Option, ...]:
    """The ways in which disciplines work together, the loosest first."""
    return (
        Option(
            "same-roof", _("Under one roof"), _("The same building, each with their own files.")
        ),
        Option(
            "shared-plan",
            _("One shared plan"),
            _("For each client who wants it, written and reviewed together."),
        ),
        Option("joint-sessions", _("Joint sessions"), _("Two of you in the room with one client.")),
    )


def _who_groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            questions=(
                line("name", _("Name of the center"), at_most=200),
                text("about", _("About the center, for a client"), hint=_("Plain words.")),
                text(
                    "approach",
                    _("Your approach"),
                    hint=_(
                        "A blank line begins a paragraph; a line with - is a point; *so* stresses."
                    ),
                    rows=8,
                ),
            )
        ),
    )


def _who_fill(draft: ListingDraft, _around: Around) -> Values:
    return {
        "name": [draft.name],
        "about": [draft.texts.about],
        "approach": [draft.texts.approach],
    }


def _who_read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    name = typed.line("name", cells.name)
    if not name and not typed.errors:
        typed.refuse("name", _("Enter the name, so that clients know where they go."))
    texts = replace(draft.texts, about=typed.text("about"), approach=typed.text("approach"))
    return replace(draft, name=name, texts=texts)


def _room_groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    return (
        Group(
            questions=(
                text("setting", _("The rooms"), hint=_("Light, sound, waiting, who hears what.")),
                text("first_visit", _("A first visit"), hint=_("From the door to the way home.")),
            )
        ),
    )


def _room_fill(draft: ListingDraft, _around: Around) -> Values:
    return {"setting": [draft.texts.setting], "first_visit": [draft.texts.first_visit]}


def _room_read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    texts = replace(
        draft.texts, setting=typed.text("setting"), first_visit=typed.text("first_visit")
    )
    return replace(draft, texts=texts)


def _hour_groups(_draft: ListingDraft, _around: Around) -> tuple[Group, ...]:
    question = text(
        "weekly_times", _("Opening hours"), hint=_("One a line, such as: thu 09:00-17:00"), rows=7
    )
    return (Group(questions=(question,)),)


def _hour_fill(draft: ListingDraft, _around: Around) -> Values:
    return {"weekly_times": ["\n".join(_hours(time) for time in draft.weekly_times)]}


def _hour_read(typed: Typed, draft: ListingDraft, _around: Around) -> ListingDraft:
    return replace(draft, weekly_times=typed.read("weekly_times", _times) or ())


def _times(typed: str) -> tuple[WeeklyTime, ...]:
    return tuple(cells.weekly_time(line.strip()) for line in typed.splitlines() if line.strip())


def _hours(time: WeeklyTime) -> str:
    start, end = divmod(time.start_minute, 60), divmod(time.end_minute, 60)
    day = cells.WEEKDAYS[time.weekday]
    return f"{day} {start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}"


def integration_groups() -> tuple[Group, ...]:
    """How integrated it really is, and what backs each claim."""
    return tuple(
        Group(
            questions=(
                checks(way.value, way.label, (Option("yes", _("So it is here"), way.hint),)),
                line(
                    f"{BACKING}{way.value}",
                    _("What backs it"),
                    hint=_("Such as: a plan meeting each Tuesday since 2021. Clients read it."),
                ),
            ),
        )
        for way in ways()
    )


def integration_fill(draft: ListingDraft, backings: dict[str, str]) -> Values:
    """What stands in the form of integration."""
    values: Values = {way: ["yes"] for way in draft.integration}
    return values | {f"{BACKING}{way}": [backing] for way, backing in backings.items()}


def integration_read(typed: Typed) -> dict[str, str]:
    """The ways that were ticked, with what backs each; both or neither."""
    found = {}
    for way in ways():
        backing = typed.line(f"{BACKING}{way.value}", cells.line)
        is_ticked = typed.one(way.value) == "yes"
        if is_ticked and not backing:
            typed.refuse(f"{BACKING}{way.value}", _("Say what backs it, or do not tick it."))
        elif backing and not is_ticked:
            typed.refuse(way.value, _("You wrote what backs it. Tick it too, or empty the line."))
        if is_ticked:
            found[way.value] = backing
    return found


WHO = Form(groups=_who_groups, fill=_who_fill, read=_who_read)
ROOMS = Form(groups=_room_groups, fill=_room_fill, read=_room_read)
HOURS = Form(groups=_hour_groups, fill=_hour_fill, read=_hour_read)
