"""The numbers of ranking as data: what counts how much, for whom, and within which bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.need import Asker

if TYPE_CHECKING:
    from collections.abc import Mapping


class Component(StrEnum):
    """What is weighed; the names also stand in answers and on the page about the order."""

    ISSUE = "issue"
    MODALITY = "modality"
    PROXIMITY = "proximity"
    PAY = "pay"
    LANGUAGE = "language"
    PREFERENCE = "preference"
    TRUST = "trust"
    AVAILABILITY = "availability"
    COLLABORATION = "collaboration"
    OUTCOMES = "outcomes"


@dataclass(frozen=True, slots=True)
class Weight:
    """One component's weight for each kind of asker, how far a network may move it, and why."""

    component: Component
    client: float
    referrer: float
    lowest: float
    highest: float
    why: str


WEIGHTS: tuple[Weight, ...] = (
    Weight(
        Component.ISSUE,
        client=0.34,
        referrer=0.30,
        lowest=0.20,
        highest=0.60,
        why="How well focus, training and methods cover the parts of the need they may serve.",
    ),
    Weight(
        Component.MODALITY,
        client=0.12,
        referrer=0.10,
        lowest=0.0,
        highest=0.20,
        why="Whether they offer the methods that were asked for, and how well they know them.",
    ),
    Weight(
        Component.PROXIMITY,
        client=0.14,
        referrer=0.12,
        lowest=0.0,
        highest=0.25,
        why="How near they are. Far places cost visits, so closeness fades smoothly.",
    ),
    Weight(
        Component.PAY,
        client=0.12,
        referrer=0.10,
        lowest=0.0,
        highest=0.25,
        why="Whether they take the coverage that was named, or charge no more than the budget.",
    ),
    Weight(
        Component.LANGUAGE,
        client=0.05,
        referrer=0.04,
        lowest=0.0,
        highest=0.15,
        why="How well they speak the languages that were asked for.",
    ),
    Weight(
        Component.PREFERENCE,
        client=0.09,
        referrer=0.07,
        lowest=0.0,
        highest=0.20,
        why="How many of the stated wishes about the person and the place they meet.",
    ),
    Weight(
        Component.TRUST,
        client=0.06,
        referrer=0.17,
        lowest=0.0,
        highest=0.20,
        why="Vouches by colleagues: a referrer's own circle, or members in good standing.",
    ),
    Weight(
        Component.AVAILABILITY,
        client=0.08,
        referrer=0.06,
        lowest=0.02,
        highest=0.20,
        why="How soon they have openings, and how recently they confirmed it.",
    ),
    Weight(
        Component.COLLABORATION,
        client=0.0,
        referrer=0.04,
        lowest=0.0,
        highest=0.10,
        why="How often they reported back on what colleagues sent them.",
    ),
    Weight(
        Component.OUTCOMES,
        client=0.0,
        referrer=0.0,
        lowest=0.0,
        highest=0.0,
        why="Measured results are off: too few cases per person to be fair.",
    ),
)
"""The table of MATCHING.md section 3.3; the public page about the order prints it."""


ROUNDING = 1e-9
"""Sums of the same parts may differ in their last digits; a threshold gives way by this much."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The other numbers of the model, each with its place in MATCHING.md."""

    full_fit: float = 0.35
    """Below this issue fit the whole score shrinks in proportion (3.3)."""
    least_fit: float = 0.12
    """Below this issue fit somebody is not shown (3.2)."""
    helpful_only: float = 0.6
    """Issue fit of somebody who serves only what would help but was not asked for (3.2)."""
    prefers_not: float = 0.8
    """Score of somebody who would rather not take this work (3.3)."""
    hold: float = 0.85
    """Score where other care has to come first (3.3)."""
    adapt: float = 0.7
    """Score where all of somebody's methods would need adapting (3.6, rule 6)."""
    good: float = 0.40
    """A result of this score is a good one (3.5)."""
    enough: int = 3
    """With fewer good results the search widens (3.5)."""
    widest_km: float = 80.0
    """No widening goes further (3.5)."""
    load: float = 0.06
    """What a full practice gives up in a near tie; a network may choose 0 to 0.10 (3.4)."""
    stale_days: int = 120
    """Availability that was confirmed longer ago is out unless asked for (3.5)."""

    def __post_init__(self) -> None:
        for name, (lowest, highest) in THRESHOLD_BOUNDS.items():
            _check_within(name, getattr(self, name), lowest, highest)


THRESHOLD_BOUNDS: Mapping[str, tuple[float, float]] = {
    "full_fit": (0.05, 1.0),
    "least_fit": (0.0, 0.35),
    "helpful_only": (0.0, 1.0),
    "prefers_not": (0.0, 1.0),
    "hold": (0.0, 1.0),
    "adapt": (0.0, 1.0),
    "good": (0.0, 1.0),
    "enough": (0, 20),
    "widest_km": (1.0, 160.0),
    "load": (0.0, 0.10),
    "stale_days": (30, 180),
}
"""How far a network may move each number: a factor never lifts, fairness stays a near tie."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights in force; `ValueError` names the one that is missing or leaves its bounds."""

    client: Mapping[Component, float] = field(
        default_factory=lambda: {weight.component: weight.client for weight in WEIGHTS}
    )
    referrer: Mapping[Component, float] = field(
        default_factory=lambda: {weight.component: weight.referrer for weight in WEIGHTS}
    )
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __post_init__(self) -> None:
        for table in (self.client, self.referrer):
            for weight in WEIGHTS:
                if weight.component not in table:
                    raise ValueError(f"The weight of {weight.component} is missing; give a number.")
                _check(weight, table[weight.component])

    def for_asker(self, asker: Asker) -> Mapping[Component, float]:
        """The weights that count for a client or for a referring colleague."""
        return self.client if asker is Asker.CLIENT else self.referrer


def _check(weight: Weight, value: float) -> None:
    _check_within(f"weight of {weight.component}", value, weight.lowest, weight.highest)


def _check_within(name: str, value: float, lowest: float, highest: float) -> None:
    # Written so that what is no number is refused too.
    if not lowest <= value <= highest:
        raise ValueError(f"The {name} is {value}; choose {lowest:g} to {highest:g}.")


def renormalised(
    weights: Mapping[Component, float], asked: frozenset[Component]
) -> dict[Component, float]:
    """The weights of what a need asks for, scaled so that they add up to one.

    What nobody asked for drops out; what is asked and unknown of somebody stays, at its default.
    """
    present = {
        component: weight
        for component, weight in weights.items()
        if component in asked and weight > 0
    }
    total = math.fsum(present.values())
    return {component: weight / total for component, weight in present.items()}


DEFAULT_WEIGHTS = Weights()
