"""How referrals spread over a network: a simulation of the near-tie rule (MATCHING.md 3.4).

Run: python -m benchmarks.exposure [--people N] [--weeks N] [--seeds N] [--requests N] [--json]

Invented practitioners answer invented requests. Each request scores everybody anew around how
well they usually fit, the product's own order decides who stands first, and the first is asked;
a practice whose openings of four weeks are used up is asked in vain.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from statistics import fmean

import numpy as np

from directory.matching.fairness import Contender, Rotation, in_order, load
from directory.matching.listing import Capacity

LOAD_WEIGHTS = (0.0, 0.06, 0.10)
FIRST_MONDAY = date(2026, 1, 5)
WEEKS_REMEMBERED = 4


@dataclass(frozen=True)
class World:
    """The size of a simulation, and how much people and requests differ.

    `talent` is the spread of how well people usually fit, `fortune` how much it varies from one
    request to the next (standard deviations of scores).
    """

    people: int = 60
    weeks: int = 26
    requests_a_week: int = 36
    talent: float = 0.055
    fortune: float = 0.07


@dataclass(frozen=True)
class Spread:
    """What one simulation shows; scores given up are differences at the first place."""

    gini: float
    busiest_tenth: float
    requests_to_full: float
    score_given_up_mean: float
    score_given_up_worst: float
    never_first: float


def simulate(world: World, load_weight: float, seed: int) -> Spread:
    """One network over half a year."""
    rng = np.random.default_rng(seed)
    usual = rng.normal(0.62, world.talent, world.people)
    openings = rng.choice((1.0, 2.0, 3.0), world.people)
    asked = np.zeros((world.weeks, world.people))
    full, given_up = 0, []
    for week in range(world.weeks):
        for request in range(world.requests_a_week):
            recent = asked[max(0, week + 1 - WEEKS_REMEMBERED) : week + 1].sum(axis=0)
            loads = [
                load(Capacity(weekly_new=float(room), recent_30d=float(taken)))
                for room, taken in zip(openings, recent, strict=True)
            ]
            scores = np.clip(rng.normal(usual, world.fortune), 0.05, 0.99)
            chosen = _first(scores, loads, (week, request), load_weight)
            asked[week, chosen] += 1
            full += loads[chosen] >= 1
            given_up.append(float(scores.max() - scores[chosen]))
    return _spread(asked.sum(axis=0), full, given_up)


def _first(
    scores: np.ndarray, loads: list[float], request: tuple[int, int], load_weight: float
) -> int:
    contenders = [
        Contender(str(number), float(score), issue_fit=float(score), load=loads[number])
        for number, score in enumerate(scores)
    ]
    year, week, _ = (FIRST_MONDAY + timedelta(weeks=request[0])).isocalendar()
    rotation = Rotation(year, week, str(request[1]))
    return int(in_order(contenders, rotation, load_weight)[0].contender.id)


def _spread(asked: np.ndarray, full: int, given_up: list[float]) -> Spread:
    busiest = np.sort(asked)[::-1][: max(1, len(asked) // 10)]
    return Spread(
        gini=gini(asked),
        busiest_tenth=float(busiest.sum() / asked.sum()),
        requests_to_full=float(full),
        score_given_up_mean=fmean(given_up),
        score_given_up_worst=max(given_up),
        never_first=float((asked == 0).mean()),
    )


def gini(counts: np.ndarray) -> float:
    """The Gini coefficient: 0 where all get the same, near 1 where one gets everything."""
    ordered = np.sort(counts)
    places = np.arange(1, len(ordered) + 1)
    return float((2 * places - len(ordered) - 1) @ ordered / (len(ordered) * ordered.sum()))


def averaged(world: World, load_weight: float, seeds: int) -> Spread:
    """The mean over several simulations; of the scores given up the worst of all."""
    spreads = [simulate(world, load_weight, seed) for seed in range(seeds)]
    means = {
        field.name: fmean(getattr(spread, field.name) for spread in spreads)
        for field in fields(Spread)
    }
    means["score_given_up_worst"] = max(spread.score_given_up_worst for spread in spreads)
    return Spread(**means)


def main(arguments: list[str] | None = None) -> int:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=World.people)
    parser.add_argument("--weeks", type=int, default=World.weeks)
    parser.add_argument("--requests", type=int, default=World.requests_a_week)
    parser.add_argument("--seeds", type=int, default=8)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    world = World(people=chosen.people, weeks=chosen.weeks, requests_a_week=chosen.requests)
    rows = {weight: averaged(world, weight, chosen.seeds) for weight in LOAD_WEIGHTS}
    if chosen.json:
        rows_as_data = [{"load_weight": weight, **asdict(row)} for weight, row in rows.items()]
        report = {"world": asdict(world), "seeds": chosen.seeds, "rows": rows_as_data}
        sys.stdout.write(json.dumps(report) + "\n")
        return 0
    sys.stdout.write("load   gini  busiest tenth  to full  given up: mean   worst  never first\n")
    for weight, row in rows.items():
        sys.stdout.write(
            f"{weight:4.2f}  {row.gini:5.2f}  {row.busiest_tenth:13.0%}  "
            f"{row.requests_to_full:7.0f}  {row.score_given_up_mean:14.3f}  "
            f"{row.score_given_up_worst:6.3f}  {row.never_first:11.0%}\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
