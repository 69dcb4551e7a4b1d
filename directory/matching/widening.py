"""Widen a search that finds too little, in a fixed order, and say so (MATCHING.md section 3.5).

Distance first (twice as far, at most 80 km), then video where somebody is licensed, then payer.
Licence, scope, touch, musts and cautions are never relaxed.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.need import Mode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.matching.need import Need
    from directory.matching.visits import Reach

TWICE = 2.0
WIDEST_KM = 80.0


class Relaxation(StrEnum):
    """What a step of widening gives up; the values end in notices ("relaxed:distance")."""

    DISTANCE = "distance"
    TELEHEALTH = "telehealth"
    PAYER = "payer"


def widened(need: Need, strict: Reach) -> Iterator[tuple[Relaxation, Reach]]:
    """The steps of widening that a need leaves open, each on top of the one before."""
    reach = strict
    if strict.in_person and need.place is not None and strict.max_km < WIDEST_KM:
        reach = replace(reach, max_km=min(TWICE * strict.max_km, WIDEST_KM))
        yield Relaxation.DISTANCE, reach
    if need.mode is Mode.IN_PERSON:
        reach = replace(reach, by_video=True)
        yield Relaxation.TELEHEALTH, reach
    if need.payer_must and need.payers:
        yield Relaxation.PAYER, replace(reach, payer_must=False)
