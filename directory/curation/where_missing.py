"""What the page about missing help shows: the map, counters, exposure, rings; and its CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import ReferenceType, ref

from flask_babel import gettext as _

from directory.curation.exposure import Exposure, exposure
from directory.curation.gap_map import Cell, Helper, State, Tallies, gap_map, missing, tally
from directory.curation.rings import Ring, vouch_rings
from directory.interop.export_tables import safe_cell
from directory.matching.fairness import is_newcomer
from directory.matching.need import Kind
from directory.network import unmet
from directory.network.closed_sets import Unmet
from directory.places.counties import counties
from directory.search.centers_page import family_label
from directory.trust.queries import standing_vouches
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from directory.profiles.listing import PublicPlace, PublishedListing
    from directory.search.snapshot import Snapshot
    from directory.vocabulary.terms import Vocabulary

DISCIPLINES = ("talk", "bodywork", "rehab", "nutrition", "medical", "mind-body")
OPENINGS = {"open": True, "waitlist": False, "closed": False}
MOST_AREAS = 60
MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class MapRow:
    """An issue with its cells, and how long its bar is: disciplines in which help is missing."""

    slug: str
    label: str
    has_parts: bool
    cells: tuple[Cell, ...]

    @property
    def missing(self) -> int:
        """In how many disciplines something is missing."""
        return sum(cell.state is not State.SOMEBODY for cell in self.cells)


@dataclass(frozen=True, slots=True)
class MissingPage:
    """Everything on the page."""

    area: str
    areas: tuple[str, ...]
    group: str
    disciplines: tuple[str, ...]
    rows: tuple[MapRow, ...]
    everywhere: tuple[tuple[str, tuple[MapRow, ...]], ...]
    """The rows of each area, where they were asked for."""
    counts: tuple[tuple[str, int], ...]
    """In how many cells of the table what is missing."""
    unmet: tuple[tuple[str, ...], ...]
    exposure: Exposure
    never_asked: tuple[tuple[str, str], ...]
    """Handle and name of the first of those whom nobody asked yet."""
    rings: tuple[tuple[tuple[tuple[str, str], ...], float], ...]
    """Handles and names of each ring, and the share of its vouches from inside."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """What is counted once for a network as it stands, because it walks through everybody."""

    tallies: Tallies
    exposure: Exposure
    rings: tuple[Ring, ...]


_newest: dict[str, tuple[ReferenceType[Snapshot], _Counted]] = {}
"""What was counted of the last snapshot: one entry, gone with the next."""


def missing_page(
    session: Session, snapshot: Snapshot, *, area: str, group: str, with_areas: bool = False
) -> MissingPage:
    """The page for an area and a group of issues; unknown ones count as none chosen."""
    vocabulary, network = snapshot.vocabulary, _counted(session, snapshot)
    areas = network.tallies.areas[:MOST_AREAS]
    area = area if area in areas else ""
    rows = _rows(network, vocabulary, area=area, group=group)
    lacking = missing(row.cells for row in rows)
    return MissingPage(
        area=area,
        areas=areas,
        group=group if group in vocabulary.issue_children else "",
        disciplines=tuple(family_label(one) for one in DISCIPLINES),
        rows=rows,
        counts=tuple(
            (state_words(state), lacking[state]) for state in State if state is not State.SOMEBODY
        ),
        everywhere=tuple((one, _rows(network, vocabulary, area=one, group=group)) for one in areas)
        if with_areas
        else (),
        unmet=tuple(_unmet_rows(session, vocabulary)),
        exposure=network.exposure,
        never_asked=tuple(
            (handle, _name(snapshot, handle))
            for handle in network.exposure.never_asked[:MOST_NAMES]
        ),
        rings=tuple(
            (tuple((who, _name(snapshot, who)) for who in ring.members), ring.inward)
            for ring in network.rings
        ),
    )


def as_csv(page: MissingPage) -> str:
    """The map as CSV, each area that the page was made with; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("area", "issue", "discipline", "state", "people", "not_said_if_open"))
    for area, rows in ((page.area or "everywhere", page.rows), *page.everywhere):
        for row in rows:
            for cell in row.cells:
                line = (area, row.label, cell.discipline, cell.state.value)
                writer.writerow((*map(safe_cell, line), cell.people, cell.not_said))
    return out.getvalue()


def state_words(state: State) -> str:
    """A state in words, short enough for a cell."""
    words = {
        State.NO_ONE: _("no one"),
        State.NO_ONE_OPEN: _("no one open"),
        State.NOBODY_TRUSTED: _("nobody vouched for"),
        State.SOMEBODY: "",
    }
    return words[state]


def _counted(session: Session, snapshot: Snapshot) -> _Counted:
    of, found = _newest.get("", (None, None))
    if of is None or found is None or of() is not snapshot:
        vouches = ((one.voucher, one.practitioner) for one in standing_vouches(session))
        found = _Counted(tally(_helpers(snapshot)), _exposure(snapshot), vouch_rings(vouches))
        _newest[""] = (ref(snapshot), found)
    return found


def _name(snapshot: Snapshot, handle: str) -> str:
    listing = snapshot.listings.get(handle)
    return listing.name if listing is not None else handle


def _rows(
    network: _Counted, vocabulary: Vocabulary, *, area: str, group: str
) -> tuple[MapRow, ...]:
    issues = _issues(vocabulary, group)
    cells = gap_map(network.tallies, issues=issues, disciplines=DISCIPLINES, area=area)
    return tuple(
        MapRow(slug, vocabulary.issues[slug].label, slug in vocabulary.issue_children, row)
        for slug, row in zip(issues, cells, strict=True)
    )


def _helpers(snapshot: Snapshot) -> Iterator[Helper]:
    trust = snapshot.trust.seen_by_clients()
    for handle, listing in snapshot.listings.items():
        if listing.kind == Kind.PERSON:
            yield _helper(listing, snapshot.vocabulary, is_trusted=trust.value_of(handle) > 0)


def _helper(listing: PublishedListing, vocabulary: Vocabulary, *, is_trusted: bool) -> Helper:
    issues = [one.issue for one in listing.specialties]
    above = {parent for issue in issues for parent in vocabulary.issue_ancestors(issue)}
    families = {vocabulary.professions[one].family for one in listing.professions}
    return Helper(
        disciplines=families,
        issues=above | set(issues),
        areas=_areas(listing.places) | set(listing.online_regions),
        is_open=OPENINGS.get(listing.availability.status),
        is_trusted=is_trusted,
    )


def _areas(places: Iterable[PublicPlace]) -> set[str]:
    """The towns, counties and regions of places, from nothing but what anybody may read."""
    known = counties()
    found = {
        area
        for place in places
        for area in (
            place.city,
            known.of(region=place.region, town=place.city, code=place.postal_code),
            place.region,
        )
    }
    return found - {""}


def _issues(vocabulary: Vocabulary, group: str) -> Sequence[str]:
    wanted = vocabulary.issue_children.get(group) or tuple(
        slug for slug, issue in vocabulary.issues.items() if issue.parent is None
    )
    return [slug for slug in wanted if (TermKind.ISSUE, slug) not in vocabulary.hidden]


def _unmet_rows(session: Session, vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    kinds = {
        Unmet.SEARCH: _("Searches that found nobody"),
        Unmet.PARTNER_SEARCH: _("Colleagues who found nobody"),
        Unmet.REFERRAL: _("Referrals that nobody answered"),
    }
    for one in unmet.shown(session):
        issue = vocabulary.issues.get(one.need.issue)
        discipline = vocabulary.professions.get(one.need.discipline)
        yield (
            kinds[one.need.what],
            issue.label if issue else _("not said"),
            discipline.label if discipline else _("not said"),
            one.need.region,
            one.quarter,
            str(one.times),
        )


def _exposure(snapshot: Snapshot) -> Exposure:
    people = {h: one for h, one in snapshot.listings.items() if one.kind == Kind.PERSON}
    asked = {
        handle: snapshot.private[handle].referrals_asked if handle in snapshot.private else 0
        for handle in people
    }
    newcomers = frozenset(
        handle
        for handle, one in people.items()
        if is_newcomer(
            one.joined_on,
            snapshot.today,
            licence_checked=any(item.checked_on is not None for item in one.credentials),
        )
    )
    return exposure(asked, newcomers)
