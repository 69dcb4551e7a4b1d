"""What the page about missing help shows: the map, counters, exposure, rings; and its CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.curation.exposure import Exposure, exposure
from directory.curation.gap_map import Cell, Helper, State, areas_of, gap_map
from directory.curation.rings import Ring, vouch_rings
from directory.interop.export_tables import safe_cell
from directory.matching.fairness import is_newcomer
from directory.matching.need import Kind
from directory.network import unmet
from directory.network.closed_sets import Unmet
from directory.search.centers_page import family_label
from directory.trust.queries import standing_vouches
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from directory.profiles.listing import PublishedListing
    from directory.search.snapshot import Snapshot
    from directory.vocabulary.terms import Vocabulary

DISCIPLINES = ("talk", "bodywork", "rehab", "nutrition", "medical", "mind-body")
OPENINGS = {"open": True, "waitlist": False, "closed": False}
MOST_AREAS = 60


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
    unmet: tuple[tuple[str, ...], ...]
    exposure: Exposure
    rings: tuple[Ring, ...]


def missing_page(session: Session, snapshot: Snapshot, *, area: str, group: str) -> MissingPage:
    """The page for an area and a group of issues; unknown ones count as none chosen."""
    vocabulary = snapshot.vocabulary
    helpers = tuple(_helpers(snapshot))
    areas = areas_of(helpers)[:MOST_AREAS]
    area = area if area in areas else ""
    issues = _issues(vocabulary, group)
    cells = gap_map(helpers, issues=issues, disciplines=DISCIPLINES, area=area)
    rows = tuple(
        MapRow(slug, vocabulary.issues[slug].label, slug in vocabulary.issue_children, row)
        for slug, row in zip(issues, cells, strict=True)
    )
    vouches = ((one.voucher, one.practitioner) for one in standing_vouches(session))
    return MissingPage(
        area=area,
        areas=areas,
        group=group if group in vocabulary.issue_children else "",
        disciplines=tuple(family_label(one) for one in DISCIPLINES),
        rows=rows,
        unmet=tuple(_unmet_rows(session, vocabulary)),
        exposure=_exposure(snapshot),
        rings=vouch_rings(vouches),
    )


def as_csv(page: MissingPage) -> str:
    """The map as CSV; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("area", "issue", "discipline", "state", "people", "not_said_if_open"))
    for row in page.rows:
        for cell in row.cells:
            line = (page.area or "everywhere", row.label, cell.discipline, cell.state.value)
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


def _helpers(snapshot: Snapshot) -> Iterator[Helper]:
    trust = snapshot.trust.seen_by_clients()
    for handle, listing in snapshot.listings.items():
        if listing.kind == Kind.PERSON:
            yield _helper(listing, snapshot.vocabulary, is_trusted=trust.value_of(handle) > 0)


def _helper(listing: PublishedListing, vocabulary: Vocabulary, *, is_trusted: bool) -> Helper:
    issues = [one.issue for one in listing.specialties]
    above = {parent for issue in issues for parent in vocabulary.issue_ancestors(issue)}
    families = {vocabulary.professions[one].family for one in listing.professions}
    places = {place.city or place.region for place in listing.places}
    return Helper(
        disciplines=families,
        issues=above | set(issues),
        areas=places | {place.region for place in listing.places} | set(listing.online_regions),
        is_open=OPENINGS.get(listing.availability.status),
        is_trusted=is_trusted,
    )


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
