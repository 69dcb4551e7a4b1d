"""What an owner states about a listing, as a value: compared, changed and saved as a whole.

A draft knows what is private, the address too. What may leave is `PublishedListing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory.matching.listing import LicenseStatus, ModalityLevel
from directory.matching.need import Kind
from directory.profiles.closed_sets import Audience, CredentialLevel, Topic
from directory.profiles.listing import (
    PublicAvailability,
    PublicCommitment,
    PublicFees,
    PublicPractice,
    PublicProgram,
    PublicSpecialty,
    PublicTraining,
    Visibility,
    WeeklyTime,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

CredentialKey = tuple[str, str, str]
"""Profession, jurisdiction and title: what makes two credentials of one listing the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialDraft:
    """A licence, registration or certificate as it was stated or checked."""

    profession: str
    jurisdiction: str
    title: str
    level: CredentialLevel = CredentialLevel.INDEPENDENT
    status: LicenseStatus = LicenseStatus.NOT_CHECKED
    body: str = ""
    number: str | None = None
    expires_on: date | None = None
    checked_on: date | None = None
    checked_where: str = ""
    supervisor: str | None = None
    """Handle of a supervisor who is in the network."""
    supervisor_name: str = ""
    is_compact_privilege: bool = False

    @property
    def key(self) -> CredentialKey:
        """What this credential is recognised by in its listing."""
        return (self.profession, self.jurisdiction, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityDraft:
    """A modality, how well it is known, and the credential that permits it where it needs one."""

    modality: str
    level: ModalityLevel = ModalityLevel.SOME
    credential: CredentialKey | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDraft:
    """A place of work with its address; `label` tells the places of one listing apart."""

    label: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = "US"
    visibility: Visibility = Visibility.AREA
    center: str | None = None
    """Handle of the center whose rooms these are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The terms of one topic that were answered; what is in neither was not stated."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()
    """The yeses that are a focus; only for populations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDraft:
    """Routes beside the relay: private until the owner says otherwise; the e-mail always."""

    email: str = ""
    phone: str = ""
    phone_for: Audience = Audience.NOBODY
    website: str = ""
    website_for: Audience = Audience.NOBODY
    booking: str = ""
    booking_for: Audience = Audience.NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralCountsDraft:
    """Referrals asked, accepted and closed; recent is the number accepted in 30 days."""

    asked: int = 0
    accepted: int = 0
    closed: int = 0
    recent_30d: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """What somebody wrote in their own words."""

    setting: str = ""
    strong_emotion: str = ""
    about: str = ""
    approach: str = ""
    provides: str = ""
    does_not_provide: str = ""
    first_visit: str = ""
    boundaries: str = ""
    friends_and_family: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDraft:
    """Everything that is stated about one practitioner or center."""

    handle: str
    kind: Kind = Kind.PERSON
    name: str = ""
    pronouns: str | None = None
    is_invented: bool = False
    professions: tuple[str, ...] = ()
    credentials: tuple[CredentialDraft, ...] = ()
    trainings: tuple[PublicTraining, ...] = ()
    specialties: tuple[PublicSpecialty, ...] = ()
    modalities: tuple[ModalityDraft, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    online_regions: tuple[str, ...] = ()
    home_visit_km: float | None = None
    availability: PublicAvailability = field(default_factory=PublicAvailability)
    weekly_times: tuple[WeeklyTime, ...] = ()
    answers: Mapping[Topic, Answers] = field(default_factory=dict)
    payers_confirmed_on: date | None = None
    fees: PublicFees = field(default_factory=PublicFees)
    session_lengths: tuple[int, ...] = ()
    languages: tuple[tuple[str, str], ...] = ()
    pressure_from: str | None = None
    pressure_to: str | None = None
    texts: Texts = field(default_factory=Texts)
    refers_on_for: tuple[str, ...] = ()
    prefers_not: tuple[str, ...] = ()
    integration: tuple[str, ...] = ()
    commitments: tuple[PublicCommitment, ...] = ()
    practices: tuple[PublicPractice, ...] = ()
    programs: tuple[PublicProgram, ...] = ()
    contact: ContactDraft = field(default_factory=ContactDraft)
    referral_counts: ReferralCountsDraft = field(default_factory=ReferralCountsDraft)
    is_conversion_practice: bool = False
    joined_on: date | None = None
    confirmed_on: date | None = None
    needs_review: tuple[str, ...] = ()
    """What a curator should look at before this is published."""


def canonical(draft: ListingDraft) -> ListingDraft:
    """The draft with everything in the order in which it is stored, so that drafts compare.

    Terms that are named twice count once, and weekly times that overlap or touch are one; a focus
    population is a yes; a topic with neither a yes nor a no falls away.
    """
    answers = {
        topic: _canonical_answers(draft.answers[topic]) for topic in Topic if topic in draft.answers
    }
    return replace(
        draft,
        professions=_once(draft.professions),
        online_regions=tuple(sorted(set(draft.online_regions))),
        session_lengths=tuple(sorted(set(draft.session_lengths))),
        weekly_times=_merged(draft.weekly_times),
        answers={topic: stated for topic, stated in answers.items() if stated.yes or stated.no},
        refers_on_for=_once(draft.refers_on_for),
        prefers_not=_once(draft.prefers_not),
        integration=_once(draft.integration),
        needs_review=_once(draft.needs_review),
        contact=_canonical_contact(draft.contact),
    )


def _canonical_contact(contact: ContactDraft) -> ContactDraft:
    """A route that is not there is for nobody."""
    return replace(
        contact,
        phone_for=contact.phone_for if contact.phone else Audience.NOBODY,
        website_for=contact.website_for if contact.website else Audience.NOBODY,
        booking_for=contact.booking_for if contact.booking else Audience.NOBODY,
    )


def _canonical_answers(answers: Answers) -> Answers:
    yes = _once((*answers.yes, *answers.focus))
    return Answers(
        yes=yes, no=_once(answers.no), focus=tuple(term for term in yes if term in answers.focus)
    )


def _once(terms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(terms))


def _merged(times: tuple[WeeklyTime, ...]) -> tuple[WeeklyTime, ...]:
    merged: list[WeeklyTime] = []
    for time in sorted(times, key=lambda time: (time.weekday, time.start_minute)):
        last = merged[-1] if merged else None
        if last and last.weekday == time.weekday and time.start_minute <= last.end_minute:
            merged[-1] = replace(last, end_minute=max(last.end_minute, time.end_minute))
        else:
            merged.append(time)
    return tuple(merged)
