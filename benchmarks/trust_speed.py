"""How long one viewer's trust takes, cold, in a large invented network.

Run: python -m benchmarks.trust_speed [--members N] [--vouches N] [--viewers N] [--json]
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from directory import resources
from directory.matching.trust import compiled
from directory.matching.trust.columns import BasisTable, VouchColumns, VouchRows
from directory.matching.trust.edges import Day
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.members import Members, Numbering
from directory.matching.trust.vouches import DEFAULT_RULES, VouchFact
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    import numpy.typing as npt

TODAY = date(2026, 3, 2)
SHARES = {
    "co-treated": 0.12,
    "referred-good": 0.18,
    "trained-with": 0.1,
    "consults-with": 0.2,
    "received-care": 0.05,
    "colleague": 0.15,
    "met": 0.15,
    "knows-of": 0.05,
}


@dataclass(frozen=True)
class Figures:
    """Milliseconds unless the name says otherwise."""

    members: int
    vouches: int
    with_standing: int
    bytes_per_member: float
    build_s: float
    clients_s: float
    view_p50: float
    view_p99: float
    again_p50: float
    reached_p50: float
    with_twenty_paths_p50: float
    change_p50: float
    change_p99: float
    seen_at_next_view: bool


def large_network(members: int, vouches: int, seed: int = 1) -> TrustGraph:
    """A network whose members stand in order of place.

    65 % of the vouches go to somebody near, 20 % within the region, 15 % to the popular.
    """
    rng = np.random.default_rng(seed)
    voucher = np.sort(rng.integers(0, members, vouches)).astype(np.int32)
    kind = rng.random(vouches)
    near = voucher + rng.integers(1, 60, vouches) * rng.choice((-1, 1), vouches)
    region = voucher + rng.integers(-10_000, 10_000, vouches)
    popular = (members * rng.power(0.3, vouches)).astype(np.int64)
    practitioner = np.where(kind < 0.65, near, np.where(kind < 0.85, region, popular)) % members
    # A vouch for oneself becomes one for the neighbor.
    practitioner = np.where(practitioner == voucher, (voucher + 1) % members, practitioner)
    bases = load_vocabulary(resources.seed_data() / "vocabulary").vouch_bases
    shares = np.array([SHARES.get(slug, 0.0) for slug in bases])
    basis = rng.choice(len(bases), vouches, p=shares / shares.sum()).astype(np.uint8)
    rows = VouchRows(
        practitioner.astype(np.int32),
        (TODAY.toordinal() - rng.integers(0, 1500, vouches)).astype(np.int32),
        basis,
        np.zeros(vouches, dtype=np.bool_),
    )
    numbering = Numbering(f"m{number:07d}" for number in range(members))
    day = Day(VouchColumns.of(voucher, rows, members), BasisTable.of(bases), TODAY, DEFAULT_RULES)
    ids = np.array(numbering.ids)
    checked = frozenset(ids[rng.random(members) < 0.95].tolist())
    founding = frozenset(ids[rng.choice(members, max(12, members // 200))].tolist())
    return TrustGraph.from_columns(numbering, day, Members(checked=checked, founding=founding))


def measure(members: int, vouches: int, viewers: int) -> Figures:
    """Build a network, ask for many viewers once each, then change it."""
    start = time.perf_counter()
    graph = large_network(members, vouches)
    build_s = time.perf_counter() - start
    gc.collect()
    gc.freeze()
    compiled.load()
    names = [graph.ids[number] for number in _chosen(graph, viewers)]
    cold, reached = _timed_views(graph, names)
    again, _ = _timed_views(graph, names)
    start = time.perf_counter()
    _ = graph.clients
    clients_s = time.perf_counter() - start
    paths = [_timed_paths(graph, name) for name in names]
    changes, seen = _timed_changes(graph, names[:200])
    return Figures(
        members=members,
        vouches=len(graph.day.columns.rows),
        with_standing=int((graph.levels > 0).sum()),
        bytes_per_member=_bytes(graph) / members,
        build_s=build_s,
        clients_s=clients_s,
        view_p50=_percentile(cold, 50),
        view_p99=_percentile(cold, 99),
        again_p50=_percentile(again, 50),
        reached_p50=_percentile(reached, 50),
        with_twenty_paths_p50=_percentile(paths, 50),
        change_p50=_percentile(changes, 50),
        change_p99=_percentile(changes, 99),
        seen_at_next_view=seen,
    )


def _bytes(graph: TrustGraph) -> int:
    rows, columns, roll = graph.day.columns.rows, graph.day.columns, graph.roll
    vouches = rows.practitioner.nbytes + rows.day.nbytes + rows.basis.nbytes + rows.hidden.nbytes
    lists = columns.first.nbytes + columns.first_into.nbytes + columns.voucher_into.nbytes
    masks = roll.may_have_standing.nbytes + roll.founding.nbytes + roll.silent.nbytes
    return vouches + lists + masks + graph.levels.nbytes + graph.lends.nbytes + graph.clients.nbytes


def _chosen(graph: TrustGraph, viewers: int) -> npt.NDArray[np.int64]:
    return np.random.default_rng(7).choice(len(graph.ids), viewers, replace=False)


def _timed_views(graph: TrustGraph, names: list[str]) -> tuple[list[float], list[float]]:
    times, reached = [], []
    graph.view("nobody")
    for name in names:
        start = time.perf_counter()
        table = graph.view(name)
        times.append((time.perf_counter() - start) * 1000)
        reached.append(float(len(table)))
    return times, reached


def _timed_paths(graph: TrustGraph, name: str) -> float:
    start = time.perf_counter()
    table = graph.view(name)
    for other in [other for other, _ in table.items()][:20]:
        table.get(other)
    return (time.perf_counter() - start) * 1000


def _timed_changes(graph: TrustGraph, names: list[str]) -> tuple[list[float], bool]:
    """A new vouch, then all vouches withdrawn; each with the question that must see it."""
    times, seen = [], True
    for name in names:
        other, own = "new-" + name, _own_vouches(graph, name)
        new = VouchFact(name, other, "co-treated", TODAY - timedelta(days=1))
        start = time.perf_counter()
        graph = graph.with_vouches_of(name, [*own, new])
        added = graph.view(name).value_of(other)
        between = time.perf_counter()
        graph = graph.with_vouches_of(name, [])
        withdrawn = graph.view(name).value_of(other)
        times += [(between - start) * 1000, (time.perf_counter() - between) * 1000]
        seen = seen and added > 0 and withdrawn == 0
    return times, seen


def _own_vouches(graph: TrustGraph, name: str) -> list[VouchFact]:
    number = graph.roll.numbering.numbers[name]
    _, rows = graph.day.columns.of_vouchers(np.array([number]))
    people = sorted(set(rows.practitioner.tolist()))
    return [
        vouch
        for person in people
        for vouch in graph.day.table.facts(
            name, graph.ids[person], graph.day.columns.between(number, person)
        )
    ]


def _percentile(values: list[float], share: float) -> float:
    return float(np.percentile(values, share))


def main(arguments: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=1_000_000)
    parser.add_argument("--vouches", type=int, default=8_000_000)
    parser.add_argument("--viewers", type=int, default=2_000)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    figures = asdict(measure(chosen.members, chosen.vouches, chosen.viewers))
    if chosen.json:
        sys.stdout.write(json.dumps(figures) + "\n")
        return 0
    for name, value in figures.items():
        shown = f"{value:,.3f}" if isinstance(value, float) else f"{value:,}"
        sys.stdout.write(f"{name:>22}  {shown}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
