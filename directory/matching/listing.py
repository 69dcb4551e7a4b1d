"""The facts of one listing that ranking may see; a hidden address never stands among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.need import Kind, Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class ModalityLevel(StrEnum):
    """How well somebody knows a modality, by their own statement and what backs it."""

    CERTIFIED = "certified"
    TRAINED = "trained"
    SOME = "some"


class LanguageLevel(StrEnum):
    """How well a language is spoken in sessions."""

    NATIVE = "native"
    FLUENT = "fluent"
    CONVERSATIONAL = "conversational"
    INTERPRETER = "interpreter"


class CapacityStatus(StrEnum):
    """Whether new clients are taken; not stated is its own answer."""

    OPEN = "open"
    WAITLIST = "waitlist"
    CLOSED = "closed"
    NOT_STATED = "not-stated"


class LicenseStatus(StrEnum):
    """The standing of a licence as it was last recorded."""

    ACTIVE = "active"
    PROBATION = "probation"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class License:
    """A licence, registration or certificate to practise in one jurisdiction."""

    region: str
    status: LicenseStatus = LicenseStatus.ACTIVE
    level: str = "independent"
    """independent, supervised, voluntary, association, unlicensed-listed, unregulated, none."""
    profession: str | None = None
    """None stands for the listing's first profession."""
    title: str = ""
    expires_on: date | None = None
    checked_on: date | None = None
    supervisor: str | None = None


@dataclass(frozen=True, slots=True)
class Capacity:
    """Openings as last confirmed; wait in days, weekly openings, referrals taken in 30 days."""

    status: CapacityStatus = CapacityStatus.NOT_STATED
    wait_days: int | None = None
    confirmed_on: date | None = None
    weekly_new: float = 1.0
    recent_30d: float = 0.0


@dataclass(frozen=True, slots=True)
class Office:
    """A place of work as it may be shown: its public point, and whether that is the door."""

    place: Place
    is_area: bool = False
    """True where the address is hidden: the point is the town's or ZIP's, never the door's."""
    center: str | None = None
    """The center whose rooms these are, or the shared room that both sides declared."""


@dataclass(frozen=True, slots=True)
class WeeklySlot:
    """A weekly time for joint sessions: weekday 0 is Monday, minutes are from midnight."""

    weekday: int
    start_minute: int
    end_minute: int


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Referrals asked, accepted and closed with an answer to the referrer."""

    asked: int = 0
    accepted: int = 0
    closed_loop: int = 0


@dataclass(frozen=True, slots=True)
class ListingFacts:
    """One practitioner or center as the index holds it.

    Three-valued facts keep their third value: a payer, an access feature or a preference that
    is in neither the yes nor the no set was not stated. `populations` None means not stated.
    """

    id: str
    """The handle; also what ties between equal scores are broken by."""
    kind: Kind = Kind.PERSON
    name: str = ""
    professions: tuple[str, ...] = ()
    licenses: tuple[License, ...] = ()
    compact_regions: frozenset[str] = frozenset()
    specialties: tuple[str, ...] = ()
    also_treats: tuple[str, ...] = ()
    trained_in: tuple[str, ...] = ()
    """Issues for which a training or certification is recorded, not only stated."""
    modalities: Mapping[str, ModalityLevel] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    telehealth_regions: frozenset[str] = frozenset()
    home_visit_km: float | None = None
    payers: frozenset[str] = frozenset()
    payers_no: frozenset[str] = frozenset()
    fee: float | None = None
    currency: str = "USD"
    sliding_min: float | None = None
    superbill: bool | None = None
    languages: Mapping[str, LanguageLevel] = field(default_factory=dict)
    populations: frozenset[str] | None = None
    populations_no: frozenset[str] = frozenset()
    populations_focus: frozenset[str] = frozenset()
    preferences: frozenset[str] = frozenset()
    preferences_no: frozenset[str] = frozenset()
    access: frozenset[str] = frozenset()
    access_no: frozenset[str] = frozenset()
    capacity: Capacity = Capacity()
    joint_sessions: bool | None = None
    weekly_slots: tuple[WeeklySlot, ...] = ()
    joined_on: date | None = None
    licence_checked: bool = False
    """Whether somebody of the network checked a licence, or a named proof where none exists."""
    listed: bool = True
    staff: tuple[str, ...] = ()
    """Handles of a center's current people."""
    acceptance: Acceptance = Acceptance()
    prefers_not: frozenset[str] = frozenset()
    """Issues, modalities or populations that the practitioner would rather not take."""
    refers_on_for: frozenset[str] = frozenset()
    does_not_match_with: frozenset[str] = frozenset()
    """Private: nobody may infer it from the outside."""
    conversion_practice: bool = False
