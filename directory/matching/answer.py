"""What ranking answers: matches with their parts, the gap, the notices, the counts and the team.

Words are not made here: reasons are `Clause` values (a message key and its facts), which
`directory.matching.explanation` turns into sentences with the translator that is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from directory.matching.need import Cell, Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a score; points = weight x value x the product of the factors."""

    name: str
    value: float
    weight: float
    """Renormalised over the components that the need asks for."""
    points: float


@dataclass(frozen=True, slots=True)
class Factor:
    """A multiplier of the whole score: fit-gate, hold or prefers-not."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence to be: the key of its template and the stored facts that fill it."""

    key: str
    facts: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShownCaution:
    """A caution that bears on this match, with words for the clinician and for the client."""

    id: str
    severity: str
    text_for_clinician: str
    text_for_client: str
    cleared_by: str


@dataclass(frozen=True, slots=True)
class TrustView:
    """Trust from the viewer: its value before the floor, the strongest path, its routes.

    `basis` names what each step of the path may be shown as; a private basis counts in the
    value and is never named.
    """

    value: float = 0.0
    path: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    routes: int = 0
    """Direct contacts through whom a path leads here."""
    named: tuple[str, ...] = ()
    """Issues and modalities that the last vouch of the path names, private ones left out."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one match besides its place: coverage, cautions, trust and clauses."""

    covers: tuple[Cell, ...] = ()
    staff: Mapping[Cell, str] = field(default_factory=dict)
    """For a center: who covers which cell."""
    cautions: tuple[ShownCaution, ...] = ()
    trust: TrustView | None = None
    why: tuple[Clause, ...] = ()
    """Up to three reasons, at least one."""
    missing: tuple[Clause, ...] = ()
    """At most one unmet wish."""
    not_known: tuple[Clause, ...] = ()
    why_not_higher: tuple[Clause, ...] = ()
    """What would change the place: at most one clause, none for the first."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How a score came about: its parts, and the factors on the whole."""

    parts: tuple[Part, ...] = ()
    factors: tuple[Factor, ...] = ()


def _nothing() -> Told:
    return Told()


@dataclass(frozen=True)
class Match:
    """One ranked person or center; what is told of it is worked out when it is first asked for."""

    id: str
    kind: Kind
    rank: int
    score: float
    moved: str | None = None
    """"load" or "newcomer" where a near-tie rule changed the order, never the score."""
    relaxed: str | None = None
    """distance, telehealth or payer where this match came by widening."""
    distance_km: float | None = None
    office: int | None = None
    """Which of the listing's offices was judged; None for video or a home visit."""
    by_video: bool = False
    also_at: tuple[str, ...] = ()
    """For a person: the centers that would serve this need through them alone."""
    weigher: Callable[[], Weighed] = field(default=Weighed, compare=False, repr=False)
    teller: Callable[[], Told] = field(default=_nothing, compare=False, repr=False)

    @cached_property
    def weighed(self) -> Weighed:
        """How the score came about."""
        return self.weigher()

    @cached_property
    def told(self) -> Told:
        """What is told of this match."""
        return self.teller()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The components of the score; their points add up to it."""
        return self.weighed.parts

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The multipliers of the score that act here."""
        return self.weighed.factors

    @property
    def covers(self) -> tuple[Cell, ...]:
        """The cells that are covered."""
        return self.told.covers

    @property
    def staff(self) -> Mapping[Cell, str]:
        """For a center: who covers which cell."""
        return self.told.staff

    @property
    def cautions(self) -> tuple[ShownCaution, ...]:
        """The cautions that bear on this match, the strongest first."""
        return self.told.cautions

    @property
    def trust(self) -> TrustView | None:
        """The viewer's trust, its path and its routes."""
        return self.told.trust

    @property
    def why(self) -> tuple[Clause, ...]:
        """Up to three reasons, at least one."""
        return self.told.why

    @property
    def missing(self) -> tuple[Clause, ...]:
        """At most one unmet wish."""
        return self.told.missing

    @property
    def not_known(self) -> tuple[Clause, ...]:
        """What was asked and nobody stated."""
        return self.told.not_known

    @property
    def why_not_higher(self) -> tuple[Clause, ...]:
        """What would change the place."""
        return self.told.why_not_higher


@dataclass(frozen=True, slots=True)
class Gap:
    """The need split at the referrer's scope."""

    inside: tuple[Cell, ...] = ()
    outside: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreeValuedCount:
    """How many of those who could be shown say yes, say no, and did not say."""

    yes: int = 0
    no: int = 0
    not_stated: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a care team's plan: who, for what, and who clears it first."""

    member: str
    cells: tuple[Cell, ...]
    cleared_by: str | None = None
    why: tuple[Clause, ...] = ()
    consent: tuple[Clause, ...] = ()
    """What the client has to agree to before this step."""


@dataclass(frozen=True, slots=True)
class Team:
    """A small set of people, or one center, that covers a need together."""

    members: tuple[str, ...]
    steps: tuple[Step, ...]
    missing: tuple[Cell, ...]
    joint_feasible: bool | None
    """None where unstated hours leave a joint session possible, neither feasible nor not."""
    why: tuple[Clause, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that one search answers."""

    matches: Sequence[Match]
    """In order; each is made when it is first looked at."""
    notices: tuple[str, ...] = ()
    """crisis:<key>, emergency:medical, urgent:medical, resource:<key>, relaxed:<what>, empty."""
    gap: Gap | None = None
    excluded: Mapping[str, str] = field(default_factory=dict)
    """Why a listing is out, by handle; private exclusions never stand here."""
    professions: Mapping[str, int] = field(default_factory=dict)
    filters: Mapping[str, ThreeValuedCount] = field(default_factory=dict)
    team: Team | None = None
    pairs: Sequence[Team] = ()
    """For issues of mind and body alike: two people each, then one roof; sought when read."""
    total: int = 0
    """How many could be shown before the limit."""
