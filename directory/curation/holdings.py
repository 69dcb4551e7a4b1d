"""What the curator's desk keeps: reports, merges and reminders about a listing, calls by curators.

A report stays without the listing and without a word of it, so that whoever reported reads that
the listing is gone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from directory import clock
from directory.curation.closed_sets import ReportOutcome
from directory.curation.models import (
    FreshnessReminder,
    HelpLineCheck,
    ListingMerge,
    ListingReport,
    ReportVoice,
)
from directory.curation.rounds import go_round
from directory.curation.sealed import renew_merges, renew_voices
from directory.holdings import Holding, plain_rows
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

NOBODY = "nobody"
WORDS_KEPT = timedelta(days=90)
REPORTS_KEPT = timedelta(days=2 * 365)
UNDO_KEPT = timedelta(days=30)


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """What was reported about the person's listing, without who said it and in which words."""
    del keys
    mine = person.listing_ids
    called = select(HelpLineCheck.checked_on).where(HelpLineCheck.checked_by == person.reference)
    reported = select(
        ListingReport.kind, ListingReport.opened_at, ListingReport.closed_at, ListingReport.outcome
    ).where(ListingReport.listing_id.in_(mine))
    reminded = select(FreshnessReminder.day, FreshnessReminder.made_at).where(
        FreshnessReminder.listing_id.in_(mine)
    )
    merged = select(ListingMerge.merged_at, ListingMerge.undone_at).where(
        ListingMerge.kept_id.in_(mine) | ListingMerge.gone_id.in_(mine)
    )
    return {
        "help-lines-you-called": plain_rows(session, called),
        "reports-about-your-listing": plain_rows(session, reported),
        "reminders-you-got": plain_rows(session, reminded),
        "merges-of-your-listing": plain_rows(session, merged),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Take the words of reports about the person, and who called or closed. Flushes."""
    del keys
    session.execute(
        update(HelpLineCheck)
        .where(HelpLineCheck.checked_by == person.reference)
        .values(checked_by=NOBODY)
    )
    session.execute(
        update(ListingReport)
        .where(ListingReport.closed_by == person.reference)
        .values(closed_by=NOBODY)
    )
    forget_reports(session, person.listing_ids)


def forget_reports(session: Session, listing_ids: tuple[int, ...]) -> None:
    """Close reports about listings that go, and empty what was written in them. Flushes."""
    about = select(ListingReport.id).where(ListingReport.listing_id.in_(listing_ids))
    session.execute(
        update(ReportVoice)
        .where(ReportVoice.report_id.in_(about))
        .values(words=None, words_hash=None)
    )
    session.execute(
        update(ListingReport)
        .where(ListingReport.listing_id.in_(listing_ids), ListingReport.closed_at.is_(None))
        .values(closed_at=clock.now(), outcome=ReportOutcome.REMOVED, closed_by=NOBODY)
    )
    session.execute(
        update(ListingReport)
        .where(ListingReport.listing_id.in_(listing_ids))
        .values(listing_id=None)
    )


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Take the steps of time, then forget words, reports and merges whose time is over."""
    taken = go_round(session, settings)
    now = clock.now()
    old = select(ListingReport.id).where(ListingReport.closed_at <= now - WORDS_KEPT)
    words: int = session.execute(
        update(ReportVoice)
        .where(ReportVoice.report_id.in_(old), ReportVoice.words_hash.is_not(None))
        .values(words=None, words_hash=None)
    ).rowcount  # type: ignore[attr-defined]
    reports: int = session.execute(
        delete(ListingReport).where(ListingReport.closed_at <= now - REPORTS_KEPT)
    ).rowcount  # type: ignore[attr-defined]
    past = ListingMerge.merged_at <= now - UNDO_KEPT
    gone = select(ListingMerge.gone_id).where(past, ListingMerge.undone_at.is_(None))
    session.execute(delete(Listing).where(Listing.id.in_(gone)))
    merges: int = session.execute(delete(ListingMerge).where(past)).rowcount  # type: ignore[attr-defined]
    return {**taken, "listing_merges": merges, "listing_reports": reports, "report_voices": words}


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the words of reports and the records of merges anew. Flushes."""
    return renew_voices(session, keys) + renew_merges(session, keys)


HOLDING = Holding(
    name="curation",
    tables=(
        "freshness_reminders",
        "help_line_checks",
        "listing_merges",
        "listing_reports",
        "not_duplicates",
        "report_voices",
    ),
    export=export,
    erase=erase,
    told=_("Reports about your listing lose every word. Whoever reported reads that it is gone."),
    purge=purge,
    renew=renew,
)
