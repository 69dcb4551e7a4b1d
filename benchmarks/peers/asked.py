"""A question as a statement's shape and parameters; what is planned here is free for the peers."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from benchmarks.peers.rows import SEEN
from benchmarks.peers.statement import Shape
from directory.matching.columns.posts import FACET_BIT
from directory.matching.criteria import VIDEO_ACCEPTED, VIDEO_WISHED, wishes
from directory.matching.need import Mode
from directory.matching.situation import situation
from directory.matching.visits import client_region, strict_reach
from directory.matching.widening import widened

if TYPE_CHECKING:
    from datetime import date

    from benchmarks.peers.rows import Flat
    from benchmarks.queries import Question
    from directory.matching.lexicon import Lexicon
    from directory.matching.situation import Situation
    from directory.matching.visits import Reach

HOME_KM = 45.0
"""No home visit goes farther."""
UNSURE_KM = 6.0
KM_PER_DEGREE = 111.19


@dataclass(frozen=True)
class Cell:
    """An asked cell in numbers."""

    issue: int
    facet: int
    weight: float
    important: int


@dataclass(frozen=True)
class Asked:
    """A question made ready for SQL."""

    question: Question
    shape: Shape
    parameters: dict[str, Any]
    cells: tuple[Cell, ...]
    words: tuple[str, ...]
    reaches: tuple[Reach, ...]
    """Strict first, then each step of widening."""

    def step(
        self, reach: Reach, *, half: float | None, shown: list[int]
    ) -> tuple[Shape, dict[str, Any]]:
        """Shape and parameters of one step."""
        shape = replace(
            self.shape,
            in_person=reach.in_person,
            by_video=reach.by_video,
            payer_must=reach.payer_must and self.shape.payer,
            half_given=half is not None,
            shown=bool(shown),
        )
        found = {**self.parameters, "half": half, "max_km": reach.max_km}
        return shape, found | self._box("near", reach.max_km + UNSURE_KM) | self._box(
            "home", HOME_KM + UNSURE_KM
        )

    def _box(self, name: str, km: float) -> dict[str, float]:
        place = self.question.need.place
        if place is None or place.point is None:
            return {}
        km += place.uncertainty_km
        north = km / KM_PER_DEGREE
        latitude, longitude = place.point.latitude, place.point.longitude
        east = north / math.cos(math.radians(min(89.0, abs(latitude) + north)))
        return {
            f"{name}_south": latitude - north,
            f"{name}_north": latitude + north,
            f"{name}_west": longitude - east,
            f"{name}_east": longitude + east,
            f"{name}_metres": 1010.0 * km,
            "latitude": latitude,
            "longitude": longitude,
        }


def asked(question: Question, flat: Flat, lexicon: Lexicon, today: date) -> Asked:
    """A question in numbers of the flat tables."""
    need = question.need
    asking = situation(need, lexicon=lexicon, today=today)
    reach = strict_reach(need)
    wished = wishes(need)
    shape = Shape(
        in_person=reach.in_person,
        by_video=reach.by_video,
        half_given=False,
        is_client=question.viewer is None,
        population=need.population in SEEN,
        payer=bool(need.payers),
        payer_must=reach.payer_must and bool(need.payers),
        budget=need.max_fee is not None,
        language=bool(need.languages_prefer),
        method=bool(need.modalities_prefer),
        wishes=len(wished),
    )
    words = {w for one in need.issues for w in lexicon.with_ancestors(one.slug)}
    words |= {*need.modalities_prefer, need.population or ""}
    return Asked(
        question,
        shape,
        _parameters(question, asking, flat)
        | {f"wish{n}": f"{kind}:{slug}" for n, (kind, slug) in enumerate(wished)},
        tuple(
            Cell(
                flat.issues[one.cell.issue],
                FACET_BIT[one.cell.facet],
                one.weight,
                int(one.is_core or one.is_named),
            )
            for one in asking.question.asked
        ),
        tuple(sorted(words)),
        (reach, *(wider for _, wider in widened(need, reach))),
    )


def _parameters(question: Question, asking: Situation, flat: Flat) -> dict[str, Any]:
    need = question.need
    found: dict[str, Any] = {f"w_{one.value}": weight for one, weight in asking.weights.items()}
    found.setdefault("w_proximity", 0.0)
    found["today"] = asking.today.toordinal()
    found["region"] = flat.regions.get(client_region(need), -1)
    found["video"] = VIDEO_WISHED if need.mode is Mode.TELEHEALTH else VIDEO_ACCEPTED
    if question.viewer is not None:
        found["viewer"] = flat.row_of(question.viewer)
    if need.place is not None and need.place.point is not None:
        point = need.place.point
        found["city"] = (need.place.city or "").casefold()
        found["north"], found["east"] = math.radians(point.latitude), math.radians(point.longitude)
        found["cosine"] = math.cos(found["north"])
        found["own"] = need.place.uncertainty_km
    if need.population in SEEN:
        found["population"] = 1 << SEEN.index(need.population)
    if need.payers:
        found["payer"] = flat.filters.index(f"payer:{need.payers[0]}")
    if need.max_fee is not None:
        found["budget"] = need.max_fee
    if need.languages_prefer:
        found["language"] = need.languages_prefer[0]
    if need.modalities_prefer:
        method = need.modalities_prefer[0]
        found["method"] = flat.methods[method]
        found["family"] = asking.vocabulary.modalities[method].family
    return found
