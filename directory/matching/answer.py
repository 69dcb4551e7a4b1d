"""What ranking answers: matches with their parts, the gap, the notices, the counts and the team.

Words are not made here: reasons are `Clause` values (a message key and its facts), which
`directory.matching.explanation` turns into sentences with the translator that is handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.matching.need import Cell, Kind
    from collections.abc import Mapping


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
class Match:
    """One ranked person or center."""

    id: str
    kind: Kind
    rank: int
    score: float
    parts: tuple[Part, ...]
    factors: tuple[Factor, ...] = ()
    moved: str | None = None
    """"load" or "newcomer" where a near-tie rule changed the order, never the score."""
    relaxed: str | None = None
    """distance, telehealth or payer where this match came by widening."""
    distance_km: float | None = None
    office: int | None = None
    """Which of the listing's offices was judged; None for video or a home visit."""
    by_video: bool = False
    covers: tuple[Cell, ...] = ()
    staff: Mapping[Cell, str] = field(default_factory=dict)
    """For a center: who covers which cell."""
    cautions: tuple[ShownCaution, ...] = ()
    trust: TrustView | None = None
    why: tuple[Clause, ...] = ()
    missing: tuple[Clause, ...] = ()
    not_known: tuple[Clause, ...] = ()


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

    matches: tuple[Match, ...]
    notices: tuple[str, ...] = ()
    """crisis:<key>, emergency:medical, urgent:medical, resource:<key>, relaxed:<what>, empty."""
    gap: Gap | None = None
    excluded: Mapping[str, str] = field(default_factory=dict)
    """Why a listing is out, by handle; private exclusions never stand here."""
    professions: Mapping[str, int] = field(default_factory=dict)
    filters: Mapping[str, ThreeValuedCount] = field(default_factory=dict)
    team: Team | None = None
    total: int = 0
    """How many could be shown before the limit."""
