"""The one shape in which a profile leaves the building: what a person hid is not in it.

Pages, search, exports, the API and print all take a `PublishedListing`. Facts that age carry the
day on which somebody confirmed them; None stands for "not stated" and is never read as no.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Visibility(StrEnum):
    """How much of a place its owner shows."""

    EXACT = "exact"
    AREA = "area"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A place of work as it may be shown; the point of a hidden place is its town's or ZIP's.

    `street` and `postal_code` are None unless the visibility is exact; with `none`, `label` and
    `city` are empty too: the town serves to be found by, and stands on no page. `uncertainty_km`
    is how far the shown point may be from the door: 0 only where the door itself was located.
    """

    label: str
    city: str
    region: str
    country: str
    visibility: Visibility
    street: str | None = None
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    uncertainty_km: float = 0.0
    center: str | None = None
    """Handle of the center whose rooms these are, or of a shared room both sides declared."""


@dataclass(frozen=True, slots=True)
class PublicCredential:
    """A licence, registration or certificate with its exact protected title."""

    profession: str
    jurisdiction: str
    title: str
    level: str
    status: str
    body: str = ""
    number: str | None = None
    expires_on: date | None = None
    checked_on: date | None = None
    checked_where: str | None = None
    supervisor_name: str | None = None
    supervisor_confirmed: bool | None = None
    is_compact_privilege: bool = False


@dataclass(frozen=True, slots=True)
class PublicTraining:
    """A training, apart from any licence; it never widens a scope of practice."""

    what: str
    school: str = ""
    country: str = ""
    year: int | None = None
    hours: int | None = None
    level: str = ""
    instructor: str = ""
    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicSpecialty:
    """An issue somebody works with, whether it is a focus, and what backs that."""

    issue: str
    is_focus: bool
    backing: str = "self-stated"
    """training, certification, years, supervision, lived-experience or self-stated."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublicModality:
    """A modality with its level: certified, trained or some."""

    modality: str
    level: str


@dataclass(frozen=True, slots=True)
class PublicAvailability:
    """Whether new clients are taken, as last confirmed."""

    status: str = "not-stated"
    """open, waitlist, closed or not-stated."""
    wait_days: int | None = None
    weekly_openings: int | None = None
    confirmed_on: date | None = None
    said_full_on: date | None = None
    """When they answered a real referral with “full” later; then it is closed."""
    is_reported: bool = False
    """Whether somebody reported it, nobody put it right, and it is being checked."""


@dataclass(frozen=True, slots=True)
class PublicFees:
    """Fees in whole units of the currency, for a session of so many minutes."""

    fee: float | None = None
    currency: str = "USD"
    session_minutes: int | None = None
    sliding_min: float | None = None
    superbill: bool | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PublicCommitment:
    """A commitment such as trauma-informed, with what backs it ("none stated" when empty)."""

    commitment: str
    backing: str = ""


@dataclass(frozen=True, slots=True)
class PublicPractice:
    """A kind of practice: medical, sports or spa, with what backs it ("none stated" when empty)."""

    practice: str
    backing: str = ""


@dataclass(frozen=True, slots=True)
class PublicProgram:
    """Something that several people come to together."""

    title: str
    kind: str = "group"
    """group, program, class or workshop."""
    for_whom: str = ""
    schedule: str = ""
    price: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PublicContact:
    """A way to reach somebody that its owner shows to everybody, beside the relay."""

    kind: str
    """phone, website or booking."""
    value: str


@dataclass(frozen=True, slots=True)
class PublicPhoto:
    """A photograph that we drew anew: its made-up name, and what it shows."""

    name: str
    alternative: str


@dataclass(frozen=True, slots=True)
class WeeklyTime:
    """A weekly time, weekday 0 being Monday, in minutes from midnight at the place."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Affiliate:
    """Somebody who works at a center now, as both sides state it."""

    handle: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicService:
    """What somebody does at a center, by the credential that permits it; both agreed to it."""

    person: str
    """The handle of whoever does it."""
    person_name: str
    modality: str
    title: str
    """The exact title of the credential that permits it."""
    jurisdiction: str
    expires_on: date | None = None
    """When that credential runs out, and the service with it."""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PublishedListing:
    """A published practitioner or center: everything that may be shown, and nothing else."""

    handle: str
    kind: str
    """person or center."""
    name: str
    pronouns: str | None = None
    is_invented: bool = False
    professions: tuple[str, ...] = ()
    credentials: tuple[PublicCredential, ...] = ()
    trainings: tuple[PublicTraining, ...] = ()
    specialties: tuple[PublicSpecialty, ...] = ()
    modalities: tuple[PublicModality, ...] = ()
    places: tuple[PublicPlace, ...] = ()
    online_regions: tuple[str, ...] = ()
    home_visit_km: float | None = None
    availability: PublicAvailability = PublicAvailability()
    weekly_times: tuple[WeeklyTime, ...] = ()
    payers_yes: tuple[str, ...] = ()
    payers_no: tuple[str, ...] = ()
    payers_confirmed_on: date | None = None
    fees: PublicFees = PublicFees()
    languages: tuple[tuple[str, str], ...] = ()
    """Pairs of CLDR code and level (native, fluent, conversational, interpreter)."""
    populations: tuple[str, ...] | None = None
    populations_no: tuple[str, ...] = ()
    populations_focus: tuple[str, ...] = ()
    preferences_yes: tuple[str, ...] = ()
    preferences_no: tuple[str, ...] = ()
    access_yes: tuple[str, ...] = ()
    access_no: tuple[str, ...] = ()
    session_lengths: tuple[int, ...] = ()
    """Minutes."""
    pressure_from: str | None = None
    pressure_to: str | None = None
    setting: str = ""
    strong_emotion: str = ""
    """How this person is prepared for strong emotion in a session, in their own words."""
    about: str = ""
    approach: str = ""
    provides: str = ""
    does_not_provide: str = ""
    refers_on_for: tuple[str, ...] = ()
    first_visit: str = ""
    boundaries: str = ""
    friends_and_family: str = ""
    commitments: tuple[PublicCommitment, ...] = ()
    practices: tuple[PublicPractice, ...] = ()
    programs: tuple[PublicProgram, ...] = ()
    contacts: tuple[PublicContact, ...] = ()
    """What everybody may see; what only professionals may see is asked for by itself."""
    photo: PublicPhoto | None = None
    collaboration_yes: tuple[str, ...] = ()
    """referrals, joint-sessions, shared-plans, updates, introductory-session."""
    collaboration_no: tuple[str, ...] = ()
    integration: tuple[str, ...] = ()
    """For a center, how integrated it is: same-roof, shared-plan, joint-sessions."""
    integration_backings: tuple[tuple[str, str], ...] = ()
    """Pairs of a way of working together and what backs it."""
    services: tuple[PublicService, ...] = ()
    """For a center, what its current, listed people do there."""
    staff: tuple[Affiliate, ...] = ()
    centers: tuple[Affiliate, ...] = ()
    joined_on: date | None = None
    confirmed_on: date | None = None
    """The day on which the owner last went through the whole listing."""
    reported: tuple[str, ...] = ()
    """What was reported and is being checked: telephone-reported, presence-reported."""
