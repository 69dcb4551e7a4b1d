"""What is asked of an invented network: the same mix for every engine.

Each question stands in one class. Half of them come from a client, half from a practitioner
whose own circle counts. Only issues that trigger no caution acting on the order are asked in
the compared classes, as no SQL states the grammar of cautions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.towns import FEW_PEOPLE, LARGEST, MIDDLE, towns
from directory.matching.cautions import acts_on_rank, triggered
from directory.matching.lexicon import Lexicon
from directory.matching.need import (
    FURTHER_ISSUE_WEIGHT,
    Kind,
    Mode,
    Need,
    NeedIssue,
    Place,
    Point,
    Referrer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.synthetic import Network

COMMON = 25
"""So many issues count as common, so many at the end as rare."""
RARE = 60
PEOPLE = frozenset({Kind.PERSON})


class QueryClass(StrEnum):
    """The classes of the mix; the first four are compared with the peers."""

    DENSE = "dense"
    """One of the thirty largest cities, 25 km, one to three common issues, in person."""
    MIDDLE = "mid-city"
    """A town of middle size, 40 km, any one issue, in person."""
    RURAL = "rural"
    """A place of few people, 160 km, a rare issue, in person."""
    ONLINE = "online"
    """By video in a state, one or two common issues."""
    DEFAULT = "as-searched"
    """As the form asks: a city, people and centers, in person or by video."""


COMPARED = (QueryClass.DENSE, QueryClass.MIDDLE, QueryClass.RURAL, QueryClass.ONLINE)


@dataclass(frozen=True)
class Question:
    """One need of a class; `viewer` is whose circle counts, None for a client."""

    kind: QueryClass
    need: Need
    viewer: str | None


def questions(network: Network, each: int, seed: int = 11) -> tuple[Question, ...]:
    """So many questions of each class, the same for the same network and seed."""
    asking = _Asking(network, np.random.default_rng(seed))
    return tuple(asking.question(kind, number) for kind in QueryClass for number in range(each))


class _Asking:
    def __init__(self, network: Network, rng: np.random.Generator) -> None:
        self._network = network
        self._rng = rng
        self._people = [one for one in network.listings if one.kind is Kind.PERSON]
        self._issues = _issues_by_frequency(network)
        self._methods = _by_frequency(method for one in self._people for method in one.modalities)

    def question(self, kind: QueryClass, number: int) -> Question:
        need = self._need(kind)
        if number % 2 == 0:
            return Question(kind, need, None)
        viewer = self._people[int(self._rng.integers(0, len(self._people)))]
        referrer = Referrer(viewer.id, viewer.professions)
        # What is outside a referrer's scope may be nothing at all; they ask for the whole need.
        return Question(kind, replace(need, referrer=referrer, complement=False), viewer.id)

    def _need(self, kind: QueryClass) -> Need:
        common, rare = self._issues[:COMMON], self._issues[-RARE:]
        match kind:
            case QueryClass.DENSE:
                need = self._wishing(Need(issues=self._some(common, 3), mode=Mode.IN_PERSON))
                return replace(
                    need, place=self._place(slice(0, LARGEST)), max_km=25.0, kinds=PEOPLE
                )
            case QueryClass.MIDDLE:
                need = self._wishing(Need(issues=self._some(self._issues, 1), mode=Mode.IN_PERSON))
                return replace(need, place=self._place(MIDDLE), kinds=PEOPLE)
            case QueryClass.RURAL:
                need = Need(issues=self._some(rare, 1), mode=Mode.IN_PERSON)
                return replace(need, place=self._rural(), max_km=160.0, kinds=PEOPLE)
            case QueryClass.ONLINE:
                need = self._wishing(Need(issues=self._some(common, 2), mode=Mode.TELEHEALTH))
                return replace(need, region=self._region(), kinds=PEOPLE)
            case QueryClass.DEFAULT:
                need = self._wishing(Need(issues=self._some(common, 2)))
                return replace(need, place=self._place(slice(0, 300)))

    def _some(self, issues: tuple[str, ...], most: int) -> tuple[NeedIssue, ...]:
        count = int(self._rng.integers(1, most + 1))
        chosen = self._rng.choice(len(issues), count, replace=False).tolist()
        first, *others = (issues[at] for at in chosen)
        return (NeedIssue(first), *(NeedIssue(one, FURTHER_ISSUE_WEIGHT) for one in others))

    def _wishing(self, need: Need) -> Need:
        """A need with what people add: who it is for, how they pay, a language, a wish."""
        rng = self._rng
        if rng.random() < 0.6:
            need = replace(need, population=("adults", "teens")[int(rng.random() < 0.25)])
        if rng.random() < 0.5:
            payer = ("aetna", "anthem-bcbs", "medicaid", "medicare")[int(rng.integers(0, 4))]
            need = replace(need, payers=(payer,), payer_must=bool(rng.random() < 0.3))
        if rng.random() < 0.25:
            need = replace(need, modalities_prefer=(self._methods[int(rng.integers(0, 12))],))
        if rng.random() < 0.15:
            need = replace(need, languages_prefer=("es",))
        if rng.random() < 0.3:
            need = replace(need, preferences_prefer=("practitioner-woman",))
        if rng.random() < 0.2:
            need = replace(need, access_prefer=("evening",), max_fee=120.0)
        return need

    def _place(self, ranks: slice) -> Place:
        everywhere = towns()
        numbers = np.arange(len(everywhere))[ranks]
        return self._at(int(self._rng.choice(numbers)))

    def _rural(self) -> Place:
        everywhere = towns()
        small = np.flatnonzero(everywhere.population <= FEW_PEOPLE)
        return self._at(int(self._rng.choice(small)))

    def _at(self, town: int) -> Place:
        everywhere = towns()
        point = Point(float(everywhere.latitude[town]), float(everywhere.longitude[town]))
        return Place(city=everywhere.names[town], region=everywhere.regions[town], point=point)

    def _region(self) -> str:
        everywhere = towns()
        return everywhere.regions[int(self._rng.choice(len(everywhere), p=everywhere.share))]


def _issues_by_frequency(network: Network) -> tuple[str, ...]:
    """The issues that people list, commonest first, without those that trigger a caution."""
    lexicon = Lexicon(network.vocabulary)
    listed = _by_frequency(
        issue for one in network.listings for issue in (*one.specialties, *one.also_treats)
    )
    return tuple(issue for issue in listed if not _triggers(issue, lexicon))


def _by_frequency(words: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(words)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def _triggers(issue: str, lexicon: Lexicon) -> bool:
    need = Need(issues=(NeedIssue(issue),))
    return any(acts_on_rank(rule) for rule in triggered(need, lexicon))
