"""Compile the loops before somebody waits for them, by a search that nobody asked for."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from directory.matching.columns.judging import judged
from directory.matching.columns.placing import tier_of
from directory.matching.need import Need, NeedIssue, Place, Point
from directory.matching.situation import situation

if TYPE_CHECKING:
    from datetime import date

    from directory.matching.columns.compiled import Loops
    from directory.matching.index import Index

SOMEWHERE = Point(39.7, -105.0)


def warm_up(index: Index, loops: Loops, today: date) -> None:
    """Search once, in person and by video, at an office and at home, with every loop."""
    trial = copy(index)
    trial.__dict__["loops"] = loops
    region = next((name for name in trial.ways(today).regions if name is not None), None)
    issue = next(iter(index.lexicon.vocabulary.issues))
    need = Need(issues=(NeedIssue(issue),), place=Place(region=region, point=SOMEWHERE))
    asking = situation(need, lexicon=index.lexicon, today=today)
    found = judged(trial, asking)
    tier_of(found.steps[0].scored, trial.columns, asking, loops)
    trial.count(found)
