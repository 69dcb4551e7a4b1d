"""The steps of a center's page, in the order in which they are asked."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from directory.desk.center.forms import HOURS, ROOMS, WHO
from directory.desk.forms.access import ACCESS
from directory.desk.forms.availability import AVAILABILITY
from directory.desk.forms.contact import CONTACT
from directory.desk.forms.fees import FEES
from directory.desk.forms.places import PLACES
from directory.desk.forms.programs import PROGRAMS
from directory.desk.steps import Step

CENTERS = "/desk/centers"

STEPS: tuple[Step, ...] = (
    Step("who", _("Name and approach"), _("The first thing a client reads."), WHO),
    Step("places", _("Places"), _("You decide what the public sees of each."), PLACES),
    Step("rooms", _("Rooms"), _("What somebody meets behind the door."), ROOMS),
    Step("access", _("Access"), _("Who can get in, and feel at ease inside."), ACCESS),
    Step("hours", _("Opening hours"), _("When the door is open."), HOURS),
    Step("programs", _("Groups and programs"), _("Some people heal in company."), PROGRAMS),
    Step("fees", _("Fees and coverage"), _("Cost is why many give up looking."), FEES),
    Step("contact", _("Ways to reach you"), _("You decide who sees each."), CONTACT),
    Step(
        "availability",
        _("Availability"),
        _("Where you are silent, the openings of your people are shown."),
        AVAILABILITY,
    ),
)
"""Beside these there are pages of their own: people, services, integration, managers."""


def step_of(slug: str) -> Step | None:
    """The step with this address, or None."""
    return next((step for step in STEPS if step.slug == slug), None)


def next_address(handle: str, step: Step) -> str:
    """Where to go after this step: the next one, or back to the list."""
    position = STEPS.index(step) + 1
    base = f"{CENTERS}/{handle}"
    return f"{base}/{STEPS[position].slug}" if position < len(STEPS) else base
