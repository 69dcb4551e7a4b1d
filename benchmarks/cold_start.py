"""How long a cold start takes from the file of the network: `python -m benchmarks.cold_start`.

The network is the invented one of the other benchmarks, as published listings. It is written as
a server writes it, and read by a process of its own, which then answers one search with the
reasons of its twenty results. The database is not part of it: it adds five small queries.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.synthetic import TODAY, network
from directory import resources
from directory.keys.ring import KeyRing
from directory.matching.lexicon import Lexicon
from directory.matching.need import Need, NeedIssue, Place, Point
from directory.matching.search import build_index, rank
from directory.matching.trust.vouches import VouchFact
from directory.profiles.listing import (
    Affiliate,
    PublicAvailability,
    PublicCredential,
    PublicFees,
    PublicModality,
    PublicPlace,
    PublicSpecialty,
    PublishedListing,
    Visibility,
    WeeklyTime,
)
from directory.search.facts import all_facts
from directory.search.fitting import fits
from directory.search.keeping import kept, parts
from directory.search.network_file import NetworkFile
from directory.search.outlines import outline
from directory.search.snapshot import Snapshot, at_rest
from directory.trust.network import PublicVouchers, TrustNetwork
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.matching.listing import ListingFacts, Office
    from directory.matching.trust.graph import TrustGraph

KEYS = KeyRing("only for an invented network of a benchmark")
ABOUT = "I work slowly and with care, and we look together at what helps and what does not. " * 8
"""As long as people write about themselves."""


def main() -> None:
    """Write a file and measure its reading, or (`--read`) read one; prints one JSON document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--read", type=Path)
    chosen = parser.parse_args()
    if chosen.read:
        print(json.dumps(_read(chosen.read)))
        return
    with tempfile.TemporaryDirectory() as place:
        written = _write(chosen.listings, Path(place))
        command = [sys.executable, "-m", "benchmarks.cold_start", "--read", place]
        runs = [
            json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)  # noqa: S603
            for _ in range(3)
        ]
    print(json.dumps({**written, "runs": runs}, indent=2))


def _write(count: int, folder: Path) -> dict[str, float]:
    snapshot, build_s = published_network(count)
    file = NetworkFile(folder, KEYS)
    start = time.process_time()
    sealed, pages = parts(snapshot)
    file.write(sealed, pages, fits(snapshot.vocabulary))
    write_s = time.process_time() - start
    size = file.path.stat().st_size
    return {"listings": count, "build_s": build_s, "write_s": write_s, "megabytes": size / 1e6}


def _read(folder: Path) -> dict[str, float]:
    start, own = time.perf_counter(), time.process_time()
    times: dict[str, float] = {}

    def note(what: str) -> None:
        times[what] = time.process_time() - own - sum(times.values())

    vocabulary = load_vocabulary(resources.seed_data() / "vocabulary")
    note("vocabulary_s")
    fitting = fits(vocabulary)
    note("fingerprints_s")
    with at_rest():
        found = NetworkFile(folder, KEYS).read(fitting)
        if found is None:
            raise SystemExit("The file does not fit.")
        note("file_s")
        network_kept = kept(*found, Lexicon(vocabulary))
        note("index_s")
    note("collector_s")
    trust = network_kept.trust.seen_by_clients()
    need = Need(
        issues=(NeedIssue("anxiety"),) if "anxiety" in vocabulary.issues else (),
        place=Place("Denver", "US-CO", point=Point(39.7392, -104.9847)),
    )
    answer = rank(network_kept.index, need, today=TODAY, trust=trust)
    for match in answer.matches:
        _ = match.why, network_kept.listings[match.id]
    note("first_search_s")
    ready_own, ready_wall = time.process_time() - own, time.perf_counter() - start
    network_kept.index.compile()
    note("compiled_beside_s")
    beside = times.pop("compiled_beside_s")
    return {
        **{what: round(took, 3) for what, took in times.items()},
        "ready_own_s": round(ready_own, 3),
        "ready_wall_s": round(ready_wall, 3),
        "compiled_beside_s": round(beside, 3),
        "matches": len(answer.matches),
    }


def published_network(count: int) -> tuple[Snapshot, float]:
    """The invented network as a server holds it, and the seconds that building its index took."""
    invented = network(count)
    names = {one.id: one.name for one in invented.listings}
    published = {one.id: _published(one, names) for one in invented.listings}
    facts = all_facts(published.values(), private={})
    graph = invented.trust
    _ = graph.clients
    said = _said(graph)
    gc.collect()
    start = time.process_time()
    index = build_index(facts, invented.vocabulary, revision=1, today=TODAY)
    build_s = time.process_time() - start
    bases = invented.vocabulary.vouch_bases
    snapshot = Snapshot(
        revision=1,
        today=TODAY,
        vocabulary=invented.vocabulary,
        published=published,
        private={},
        listings=published,
        outlines={handle: outline(one) for handle, one in published.items()},
        index=index,
        trust=TrustNetwork(graph, PublicVouchers(said, graph, bases)),
    )
    return snapshot, build_s


def _said(graph: TrustGraph) -> dict[str, tuple[VouchFact, ...]]:
    """Every vouch as the one who received it is told of it."""
    columns, ids, slugs = graph.day.columns, graph.ids, graph.day.table.slugs
    found: dict[str, list[VouchFact]] = {}
    rows = columns.rows
    for voucher in range(len(columns.first) - 1):
        for at in range(int(columns.first[voucher]), int(columns.first[voucher + 1])):
            practitioner = ids[rows.practitioner[at]]
            given_on = date.fromordinal(int(rows.day[at]))
            vouch = VouchFact(ids[voucher], practitioner, slugs[rows.basis[at]], given_on)
            found.setdefault(practitioner, []).append(vouch)
    return {practitioner: tuple(vouches) for practitioner, vouches in found.items()}


def _published(one: ListingFacts, names: Mapping[str, str]) -> PublishedListing:
    """The listing of which these are the facts, with as much text as people write."""
    specialties = [PublicSpecialty(issue, is_focus=True) for issue in one.specialties]
    specialties += [PublicSpecialty(issue, is_focus=False) for issue in one.also_treats]
    return PublishedListing(
        handle=one.id,
        kind=one.kind,
        name=one.name,
        is_invented=True,
        professions=one.professions,
        credentials=tuple(
            PublicCredential(
                held.profession or "", held.region, held.title, held.level, held.status,
                expires_on=held.expires_on, checked_on=held.checked_on,
            )
            for held in one.licenses
        ),
        specialties=tuple(specialties),
        modalities=tuple(PublicModality(name, level) for name, level in one.modalities.items()),
        places=tuple(_place(office) for office in one.offices),
        online_regions=tuple(sorted(one.telehealth_regions)),
        home_visit_km=one.home_visit_km,
        availability=PublicAvailability(
            one.capacity.status, one.capacity.wait_days, confirmed_on=one.capacity.confirmed_on
        ),
        weekly_times=tuple(
            WeeklyTime(slot.weekday, slot.start_minute, slot.end_minute)
            for slot in one.weekly_slots
        ),
        payers_yes=tuple(sorted(one.payers)),
        payers_no=tuple(sorted(one.payers_no)),
        fees=PublicFees(one.fee, one.currency, sliding_min=one.sliding_min),
        languages=tuple((code, level) for code, level in one.languages.items()),
        populations=None if one.populations is None else tuple(sorted(one.populations)),
        preferences_yes=tuple(sorted(one.preferences)),
        preferences_no=tuple(sorted(one.preferences_no)),
        access_yes=tuple(sorted(one.access)),
        access_no=tuple(sorted(one.access_no)),
        about=ABOUT,
        staff=tuple(Affiliate(handle, names[handle]) for handle in one.staff),
        joined_on=one.joined_on,
    )  # fmt: skip


def _place(office: Office) -> PublicPlace:
    place = office.place
    return PublicPlace(
        label="",
        city=place.city or "",
        region=place.region or "",
        country="US",
        visibility=Visibility.AREA if office.is_area else Visibility.EXACT,
        postal_code=place.postal_code,
        latitude=None if place.point is None else place.point.latitude,
        longitude=None if place.point is None else place.point.longitude,
        uncertainty_km=place.uncertainty_km,
    )


if __name__ == "__main__":
    main()
