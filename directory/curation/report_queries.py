"""What reports say, for the curator who looks into them and for whoever reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.curation.closed_sets import FACTUAL, ReportKind
from directory.curation.models import ListingReport, ReportVoice
from directory.curation.reports import DAYS_FOR_OWNER
from directory.curation.sealed import opened_words
from directory.curation.tasks import business_days_after
from directory.db import RecordNotFound
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.curation.closed_sets import ReportOutcome
    from directory.keys.ring import KeyRing

TO_DECIDE = 1
"""Working days in which a curator looks at a report that is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report; handle and name are empty once the listing is gone."""

    reference: str
    handle: str
    name: str
    kind: ReportKind
    opened_at: datetime
    voices: int
    owner_told_at: datetime | None
    owner_answered_at: datetime | None
    closed_at: datetime | None
    outcome: ReportOutcome | None

    @property
    def for_curator_from(self) -> datetime:
        """From when it is a curator's: at once, or once the owner had two working days."""
        if self.kind not in FACTUAL:
            return self.opened_at
        if self.owner_answered_at is not None:
            return self.owner_answered_at
        return business_days_after(self.opened_at, DAYS_FOR_OWNER)

    @property
    def due(self) -> datetime:
        """By when a curator looks at it; somebody's safety comes at once."""
        if self.kind is ReportKind.UNSAFE:
            return self.opened_at
        return business_days_after(self.for_curator_from, TO_DECIDE)


def reports_for_curators(session: Session) -> tuple[Report, ...]:
    """Open reports that are a curator's by now, the oldest first."""
    now = clock.now()
    open_ones = _reports(session, ListingReport.closed_at.is_(None))
    return tuple(one for one in open_ones if one.for_curator_from <= now and one.handle)


def open_report(session: Session, reference: str) -> Report:
    """One open report. Raises RecordNotFound."""
    found = _reports(
        session, ListingReport.reference == reference, ListingReport.closed_at.is_(None)
    )
    if not found:
        raise RecordNotFound("no open report has this reference")
    return found[0]


def reports_for_owner(session: Session, handles: Collection[str]) -> tuple[Report, ...]:
    """What was told to the owners of these listings and neither answered nor closed."""
    return _reports(
        session,
        ListingReport.closed_at.is_(None),
        ListingReport.owner_told_at.is_not(None),
        ListingReport.owner_answered_at.is_(None),
        Listing.handle.in_(handles),
    )


def report_by_phrase(session: Session, digests: Collection[str]) -> Report:
    """The report that a return phrase opens. Raises RecordNotFound."""
    number = session.scalar(
        select(ReportVoice.report_id).where(ReportVoice.phrase_hash.in_(digests))
    )
    found = _reports(session, ListingReport.id == number) if number is not None else ()
    if not found:
        raise RecordNotFound("no report is kept under this phrase")
    return found[0]


def words_of(session: Session, keys: KeyRing, reference: str) -> tuple[tuple[datetime, str], ...]:
    """What was written in a report, the earliest first, each text once."""
    rows = session.scalars(
        select(ReportVoice)
        .join(ListingReport, ListingReport.id == ReportVoice.report_id)
        .where(ListingReport.reference == reference, ReportVoice.words.is_not(None))
        .order_by(ReportVoice.id)
    )
    return tuple((row.made_at, opened_words(keys, row)) for row in rows)


def _reports(session: Session, *where: object) -> tuple[Report, ...]:
    rows = session.execute(
        select(ListingReport, Listing.handle, Listing.name)
        .join(Listing, Listing.id == ListingReport.listing_id, isouter=True)
        .where(*where)  # type: ignore[arg-type]
        .order_by(ListingReport.opened_at, ListingReport.id)
    )
    return tuple(
        Report(
            reference=row.ListingReport.reference,
            handle=row.handle or "",
            name=row.name or "",
            kind=row.ListingReport.kind,
            opened_at=row.ListingReport.opened_at,
            voices=row.ListingReport.voices,
            owner_told_at=row.ListingReport.owner_told_at,
            owner_answered_at=row.ListingReport.owner_answered_at,
            closed_at=row.ListingReport.closed_at,
            outcome=row.ListingReport.outcome,
        )
        for row in rows
    )
