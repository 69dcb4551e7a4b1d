"""A need as a value: what is asked for, where, by whom, and what must not happen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.vocabulary.terms import Facet, FacetNeed

FIRST_ISSUE_WEIGHT = 1.0
FURTHER_ISSUE_WEIGHT = 0.7


class Mode(StrEnum):
    """How the visit is wished to happen."""

    IN_PERSON = "in-person"
    TELEHEALTH = "telehealth"
    EITHER = "either"


class Kind(StrEnum):
    """Whether a listing is one person or an organization with its people."""

    PERSON = "person"
    CENTER = "center"


class Asker(StrEnum):
    """For whom the answer is worded and weighed."""

    CLIENT = "client"
    REFERRER = "referrer"


@dataclass(frozen=True, slots=True)
class Point:
    """A point on the sphere in degrees, WGS 84; only ever a public point in this package."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is: a town and region (ISO 3166-2), and how unsure its point is, in km."""

    city: str | None = None
    region: str | None = None
    postal_code: str | None = None
    point: Point | None = None
    uncertainty_km: float = 0.0


@dataclass(frozen=True, slots=True)
class NeedIssue:
    """One issue of a need; `facets` replaces the vocabulary's when the asker chose them."""

    slug: str
    weight: float = FIRST_ISSUE_WEIGHT
    facets: tuple[FacetNeed, ...] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One issue crossed with one facet of care: the unit in which need and scope are compared."""

    issue: str
    facet: Facet


@dataclass(frozen=True, slots=True)
class Referrer:
    """The practitioner (or center) who asks, and what is already in their own hands.

    `does_facets` and `does_modalities` are what the referrer states to do in this case; where
    both are None the scope of `professions` and the own `modalities` are subtracted.
    """

    id: str
    professions: tuple[str, ...]
    modalities: frozenset[str] = frozenset()
    place: Place | None = None
    blocked: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    """The own people of a center that refers; they are not offered unless it asks."""
    does_facets: frozenset[Facet] | None = None
    does_modalities: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Everything that ranking may know about what is asked; no name and no diagnosis of a client.

    Money is in whole units of `currency`; distances are km; `region` is the jurisdiction where
    the client is during a visit by video. Empty tuples and None mean that nothing was asked.
    """

    issues: tuple[NeedIssue, ...] = ()
    ask_facets: frozenset[Facet] | None = None
    complement: bool = True
    """With a referrer, ask only for the part outside the referrer's own hands."""
    modalities_must: tuple[str, ...] = ()
    modalities_prefer: tuple[str, ...] = ()
    modalities_avoid: tuple[str, ...] = ()
    professions_must: tuple[str, ...] = ()
    professions_prefer: tuple[str, ...] = ()
    professions_avoid: tuple[str, ...] = ()
    place: Place | None = None
    region: str | None = None
    mode: Mode = Mode.EITHER
    max_km: float = 40.0
    comfortable_km: float = 5.0
    says_how_far: bool = False
    """Whether `comfortable_km` is the asker's own word: only then is more a wish not met."""
    half_km: float | None = None
    """Distance over which closeness halves; None adapts it to how dense the area is."""
    payers: tuple[str, ...] = ()
    payer_must: bool = False
    payers_avoid: tuple[str, ...] = ()
    max_fee: float | None = None
    currency: str = "USD"
    languages_must: tuple[str, ...] = ()
    languages_prefer: tuple[str, ...] = ()
    preferences_must: tuple[str, ...] = ()
    preferences_prefer: tuple[str, ...] = ()
    access_must: tuple[str, ...] = ()
    access_prefer: tuple[str, ...] = ()
    population: str | None = None
    """The age group of the client (adults, teens, children, infants, older-adults)."""
    populations_prefer: tuple[str, ...] = ()
    no_touch: bool = False
    joint_sessions: bool = False
    flags: frozenset[str] = frozenset()
    urgency_days: int = 14
    says_how_soon: bool = False
    """Whether `urgency_days` is the asker's own word."""
    exclude: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset({Kind.PERSON, Kind.CENTER})
    want_team: bool = False
    include_unconfirmed: bool = False
    """Whether availability older than 120 days may be shown."""
    referrer: Referrer | None = None

    @property
    def asker(self) -> Asker:
        """A need with a referrer is weighed and worded for a colleague, else for a client."""
        return Asker.CLIENT if self.referrer is None else Asker.REFERRER
