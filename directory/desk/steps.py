"""The steps of a practitioner's profile, in the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from directory.desk.forms.access import ACCESS
from directory.desk.forms.availability import AVAILABILITY
from directory.desk.forms.clients import CLIENTS
from directory.desk.forms.compacts import COMPACTS
from directory.desk.forms.contact import CONTACT
from directory.desk.forms.credentials import CREDENTIALS
from directory.desk.forms.fees import FEES
from directory.desk.forms.issues import ISSUES
from directory.desk.forms.modalities import MODALITIES
from directory.desk.forms.places import ONLINE, PLACES
from directory.desk.forms.practice import PRACTICES
from directory.desk.forms.professions import PROFESSIONS
from directory.desk.forms.programs import PROGRAMS
from directory.desk.forms.rather_not import RATHER_NOT
from directory.desk.forms.sessions import SESSIONS
from directory.desk.forms.together import BOUNDARIES, COLLABORATION
from directory.desk.forms.training import TRAINING
from directory.desk.forms.who import WHO

if TYPE_CHECKING:
    from flask_babel import LazyString

    from directory.desk.questions import Form, ItemForm


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its address, its name, what it is for, and its form."""

    slug: str
    title: LazyString
    why: LazyString
    form: Form | ItemForm


STEPS: tuple[Step, ...] = (
    Step("who", _("Who I am"), _("The first thing a client reads."), WHO),
    Step(
        "professions",
        _("Profession and scope"),
        _("What you provide, what you do not, and what you refer on for."),
        PROFESSIONS,
    ),
    Step(
        "credentials",
        _("Credentials"),
        _("The exact title you hold, where you hold it, and its number."),
        CREDENTIALS,
    ),
    Step(
        "compacts",
        _("Compact privileges"),
        _("PSYPACT and the like: where else your licence lets you work."),
        COMPACTS,
    ),
    Step(
        "training",
        _("Training"),
        _("Shown apart from credentials: it says what you learned, not what you may do."),
        TRAINING,
    ),
    Step("issues", _("What I help with"), _("People search by what troubles them."), ISSUES),
    Step("modalities", _("Methods"), _("How you work, and how well you know it."), MODALITIES),
    Step(
        "practice",
        _("Kind of practice"),
        _("Medical, sports or spa: each with what backs it."),
        PRACTICES,
    ),
    Step("sessions", _("Sessions"), _("So that nobody comes unprepared, you included."), SESSIONS),
    Step(
        "programs",
        _("Groups and programs"),
        _("Some people heal in company, and a group may have a place sooner."),
        PROGRAMS,
    ),
    Step(
        "clients",
        _("People and languages"),
        _("Three answers each. Not stated is never read as no."),
        CLIENTS,
    ),
    Step("access", _("Access"), _("Who can get in, and feel at ease inside."), ACCESS),
    Step("fees", _("Fees and payers"), _("Cost is why many give up looking."), FEES),
    Step(
        "availability",
        _("Availability"),
        _("People in need stop asking after two closed doors."),
        AVAILABILITY,
    ),
    Step(
        "places",
        _("Places"),
        _("You decide what the public sees. A hidden address is in no search and no map."),
        PLACES,
    ),
    Step("reach", _("Online and home visits"), _("Where else people can meet you."), ONLINE),
    Step(
        "contact",
        _("Ways to reach me"),
        _("You decide who sees your telephone, website and booking page."),
        CONTACT,
    ),
    Step(
        "boundaries",
        _("Boundaries and commitments"),
        _("Clear rules protect both sides."),
        BOUNDARIES,
    ),
    Step(
        "collaboration",
        _("Working with colleagues"),
        _("It decides which partners find you."),
        COLLABORATION,
    ),
    Step(
        "rather-not",
        _("What I would rather not take"),
        _("Private. It lowers your place for these, and says so to nobody."),
        RATHER_NOT,
    ),
)


def step_of(slug: str) -> Step | None:
    """The step with this address, or None."""
    return next((step for step in STEPS if step.slug == slug), None)


def next_address(step: Step) -> str:
    """Where to go after this step: the next one, or back to the list."""
    position = STEPS.index(step) + 1
    return f"/desk/profile/{STEPS[position].slug}" if position < len(STEPS) else "/desk/profile"
