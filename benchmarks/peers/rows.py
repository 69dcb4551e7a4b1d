"""The same network as flat tables: what an engineer would work out beforehand for a database.

Kinship of issues and evidence of methods are resolved into `cover`, licences into `practice` and
`online`, stated facts into `fact`; so a query only joins, filters and adds up. Persons only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.matching import criteria
from directory.matching.columns.bits import Lists
from directory.matching.columns.listings import WORTHS
from directory.matching.columns.plan import LEVEL_VALUES
from directory.matching.columns.posts import FACET_BIT
from directory.matching.cover import HAS_A_METHOD, KNOWS_THE_ISSUE, NO_EVIDENCE
from directory.matching.eligibility import AGES, GROUPS_SEEN, sees
from directory.matching.listing import CapacityStatus
from directory.matching.need import Kind, Need

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy.typing as npt

    from directory.matching.columns.bits import Spread
    from directory.matching.columns.visits import Ways
    from directory.matching.index import Index
    from directory.matching.listing import ListingFacts

REFUSED = -1.0
SEEN = tuple(sorted(AGES | GROUPS_SEEN))
"""The position of each is its bit in `listing.sees`."""

SCHEMA = {
    "listing": "id integer primary key, handle text, name text, shown integer, "
    "confirmed integer, status integer, wait integer, load double precision, "
    "collaboration double precision, fee double precision, sliding_min double precision, "
    "superbill integer, joined integer, checked integer, sees integer, "
    "silent double precision, profession text, for_clients double precision",
    "office": "id integer primary key, listing integer, region integer, city text, "
    "latitude double precision, longitude double precision, uncertainty double precision, "
    "home_km double precision, north double precision, east double precision, "
    "cosine double precision",
    "practice": "listing integer, region integer, variant integer",
    "online": "region integer, listing integer, variant integer",
    "scope": "variant integer, facet integer, base double precision",
    "cover": "issue integer, facet integer, variant integer, value double precision",
    "offers": "method integer, variant integer, value double precision",
    "family": "family text, variant integer",
    "speaks": "code text, listing integer, value double precision",
    "wish": "name text, listing integer, value double precision",
    "fact": "listing integer, filter integer, yes integer",
    "refuses": "word text, listing integer",
}
"""Columns of each table; `refuses` is what somebody would rather not take, `north` and `east` are
radians."""


@dataclass(frozen=True)
class Flat:
    """Rows of each table of SCHEMA, and the numbers that stand for words."""

    rows: dict[str, Sequence[tuple[Any, ...]]]
    regions: dict[str | None, int]
    issues: dict[str, int]
    methods: dict[str, int]
    filters: tuple[str, ...]
    handles: tuple[str, ...]

    def row_of(self, handle: str) -> int:
        """The number of a listing."""
        return self._row_of[handle]

    _row_of: dict[str, int] = field(default_factory=dict)


def flat(index: Index, ways: Ways, for_clients: npt.NDArray[np.float64]) -> Flat:
    """The tables of an index; `for_clients` is what clients see of each row's trust."""
    columns = index.columns
    people = [
        (row, house.own) for row, house in enumerate(index.houses) if house.own.kind is Kind.PERSON
    ]
    variants = _Variants(index, ways)
    practice, online = variants.practice(), variants.online()
    return Flat(
        rows={
            "listing": [_listing(row, one, index, for_clients) for row, one in people],
            "office": list(_offices(ways, columns.is_center)),
            "practice": practice,
            "online": online,
            "scope": variants.scopes(),
            "cover": variants.covers(),
            "offers": variants.offers(),
            "family": variants.families(),
            "speaks": [
                (code, row, criteria.LANGUAGE[level])
                for row, one in people
                for code, level in one.languages.items()
            ],
            "wish": [(name, row, value) for row, one in people for name, value in _wishes(one)],
            "fact": list(_facts(index, people)),
            "refuses": [(word, row) for row, one in people for word in sorted(one.prefers_not)],
        },
        regions=dict(ways.regions),
        issues={slug: number for number, slug in enumerate(index.lexicon.vocabulary.issues)},
        methods=dict(index.tables.methods),
        filters=index.counting.names,
        handles=tuple(columns.ids),
        _row_of=dict(columns.row_of),
    )


def _listing(
    row: int, one: ListingFacts, index: Index, for_clients: npt.NDArray[np.float64]
) -> tuple[Any, ...]:
    capacity = one.capacity
    confirmed, joined = capacity.confirmed_on, one.joined_on
    return (
        row,
        one.id,
        one.name,
        int(index.columns.may_be_shown[row]),
        None if confirmed is None else confirmed.toordinal(),
        list(CapacityStatus).index(capacity.status),
        capacity.wait_days,
        float(index.columns.openings.load[row]),
        float(index.columns.collaboration.at(np.array([row]))[0]),
        one.fee,
        one.sliding_min,
        None if one.superbill is None else int(one.superbill),
        None if joined is None else joined.toordinal(),
        int(one.licence_checked),
        sum(1 << bit for bit, group in enumerate(SEEN) if sees(one, Need(population=group))),
        0.0 if one.languages else criteria.LANGUAGE_UNKNOWN,
        one.professions[0],
        float(for_clients[row]),
    )


def _offices(ways: Ways, is_center: npt.NDArray[np.bool_]) -> Iterator[tuple[Any, ...]]:
    offices = ways.offices
    towns = {number: name for (name, _region), number in offices.towns.items()}
    x, y, z = offices.spot
    north, east = np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)
    latitude, longitude = np.degrees(north), np.degrees(east)
    for at in range(len(offices)):
        row = int(offices.row[at])
        if is_center[row]:
            continue
        has_point = at < offices.with_point
        home = float(offices.home_km.table[offices.home_km.codes[at]])
        yield (
            at,
            row,
            int(offices.region[at]),
            towns.get(int(offices.town[at])),
            float(latitude[at]) if has_point else None,
            float(longitude[at]) if has_point else None,
            float(offices.uncertainty.table[offices.uncertainty.codes[at]]),
            home if home >= 0 else None,
            float(north[at]) if has_point else None,
            float(east[at]) if has_point else None,
            math.cos(north[at]) if has_point else None,
        )


def _wishes(one: ListingFacts) -> Iterator[tuple[str, float]]:
    yield from ((f"preference:{slug}", 1.0) for slug in sorted(one.preferences))
    yield from ((f"preference:{slug}", 0.0) for slug in sorted(one.preferences_no))
    yield from ((f"access:{slug}", 1.0) for slug in sorted(criteria.stated_access(one)))
    yield from ((f"access:{slug}", 0.0) for slug in sorted(one.access_no))
    seen = one.populations or frozenset()
    for slug in sorted(one.populations_focus):
        yield f"population:{slug}", 1.0
    for slug in sorted(seen - one.populations_focus):
        yield f"population:{slug}", criteria.POPULATION_SEEN


def _facts(
    index: Index, people: Sequence[tuple[int, ListingFacts]]
) -> Iterator[tuple[int, int, int]]:
    numbers = index.counting.numbers
    for row, one in people:
        stated = (
            ("payer", one.payers, one.payers_no),
            ("access", criteria.stated_access(one), one.access_no),
            ("preference", one.preferences, one.preferences_no),
            ("population", one.populations or frozenset(), one.populations_no),
        )
        for kind, yes, no in stated:
            yield from ((row, numbers[f"{kind}:{slug}"], 1) for slug in sorted(yes))
            yield from ((row, numbers[f"{kind}:{slug}"], 0) for slug in sorted(no))


class _Variants:
    """What people may do: one variant for each different scope and set of methods of somebody."""

    def __init__(self, index: Index, ways: Ways) -> None:
        self._index, self._ways = index, ways
        self._known: dict[tuple[int, int, tuple[int, ...]], int] = {}
        self._facets: list[int] = []
        self._row: list[int] = []
        self._methods: list[list[tuple[int, float]]] = []

    def practice(self) -> list[tuple[int, int, int]]:
        """(listing, region, variant) of every post, as in person."""
        held = self._ways.posts
        return [
            (int(held.row[post]), int(held.region[post]), self._variant(post, by_video=False))
            for post in range(len(held.row))
            if not self._index.columns.is_center[held.row[post]]
        ]

    def online(self) -> list[tuple[int, int, int]]:
        """(region, listing, variant) of everybody who offers video."""
        screens, found = self._ways.screens, []
        for region, rows in screens.rows.items():
            lists = screens.posts[region]
            for at, row in enumerate(rows.tolist()):
                posts = lists.values[lists.start[at] : lists.start[at + 1]].tolist()
                if posts and not self._index.columns.is_center[row]:
                    found.append((region, row, self._variant(posts[0], by_video=True)))
        return found

    def _variant(self, post: int, *, by_video: bool) -> int:
        held = self._ways.posts
        row = int(held.row[post])
        facets = int((held.facets_hands_off if by_video else held.facets)[post])
        allowed = self._index.tables.all_methods
        if by_video:
            allowed = allowed & ~self._index.tables.touch_yes
        used = self._used(post, allowed)
        key = row, facets, tuple(method for method, _ in used)
        if key not in self._known:
            self._known[key] = len(self._known)
            self._facets.append(facets)
            self._row.append(row)
            self._methods.append(used)
        return self._known[key]

    def _used(self, post: int, allowed: npt.NDArray[np.bool_]) -> list[tuple[int, float]]:
        held = self._ways.posts
        span = slice(int(held.methods.start[post]), int(held.methods.start[post + 1]))
        methods, levels = held.methods.values[span].tolist(), held.method_level[span].tolist()
        return [
            (method, float(LEVEL_VALUES[level]))
            for method, level in zip(methods, levels, strict=True)
            if allowed[method]
        ]

    def scopes(self) -> list[tuple[int, int, float]]:
        """(variant, facet, cover of an issue about which nothing more is known)."""
        return [
            (variant, bit, float(HAS_A_METHOD * base[variant]))
            for bit, base in ((bit, self._support(None, bit)) for bit in FACET_BIT.values())
            for variant in np.flatnonzero(np.array(self._facets) & bit).tolist()
        ]

    def covers(self) -> list[tuple[int, int, int, float]]:
        """(issue, facet, variant, cover) wherever it is more than the base, or refused."""
        row, facets = np.array(self._row), np.array(self._facets)
        bases = {bit: HAS_A_METHOD * self._support(None, bit) for bit in FACET_BIT.values()}
        found: list[tuple[int, int, int, float]] = []
        for number, issue in enumerate(self._index.lexicon.vocabulary.issues):
            knows = KNOWS_THE_ISSUE * self._expertise(issue)[row]
            refused = self._refused(issue)[row]
            for bit, base in bases.items():
                value = knows + HAS_A_METHOD * self._support(issue, bit)
                value = np.where(refused, REFUSED, value)
                told = np.flatnonzero(((value > base) | refused) & ((facets & bit) != 0))
                found += [
                    (number, bit, variant, one)
                    for variant, one in zip(told.tolist(), value[told].tolist(), strict=True)
                ]
        return found

    def _expertise(self, issue: str) -> npt.NDArray[np.float64]:
        columns = self._index.columns
        listed = columns.issues.spread(np.arange(len(columns)))
        kin = self._index.tables.kin(issue)[columns.issues.values[listed.at]]
        return listed.most(WORTHS[columns.issue_worth[listed.at]] * kin)

    def _refused(self, issue: str) -> npt.NDArray[np.bool_]:
        lists = self._index.columns.refers_on_for
        named = lists.spread(np.arange(len(self._index.columns)))
        return named.most(self._index.tables.above(issue)[lists.values[named.at]]) > 0

    def _support(self, issue: str | None, facet: int) -> npt.NDArray[np.float64]:
        """Support of every variant; without an issue the least that any method there gives."""
        tables = self._index.tables
        least = np.full(len(tables.methods), NO_EVIDENCE)
        evidence = least if issue is None else tables.evidence(issue)
        serves = (tables.method_facets & facet) != 0
        spread, method, level = self._offered
        return spread.most(level * np.where(serves, evidence, 0.0)[method])

    @cached_property
    def _offered(
        self,
    ) -> tuple[Spread, npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        """The methods of all variants end to end, with their level; asked once all are known."""
        lists = Lists.of([[method for method, _ in one] for one in self._methods])
        level = np.array([value for one in self._methods for _, value in one])
        return lists.spread(np.arange(len(self._methods))), lists.values, level

    def offers(self) -> list[tuple[int, int, float]]:
        """(method, variant, how well it is known)."""
        return [
            (method, variant, value)
            for variant, offered in enumerate(self._methods)
            for method, value in offered
        ]

    def families(self) -> list[tuple[str, int]]:
        """(family of methods, variant) wherever somebody offers one of it."""
        family = [one.family for one in self._index.lexicon.vocabulary.modalities.values()]
        return [
            (name, variant)
            for variant, offered in enumerate(self._methods)
            for name in sorted({family[method] for method, _ in offered})
        ]
