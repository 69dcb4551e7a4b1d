"""Reports about a listing: kept once for a listing and a kind, told to whom it concerns.

However many say the same, there is one report, and nothing ever follows from their number.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.curation import emails
from directory.curation.closed_sets import FACTUAL, ReportKind, ReportOutcome
from directory.curation.models import ListingReport, ReportVoice
from directory.curation.sealed import sealed_words
from directory.curation.tasks import business_days_after
from directory.db import change_exactly_one
from directory.mail.links import LinkFor, make_link
from directory.profiles.closed_sets import DecisionKind, Doubt
from directory.profiles.decisions import record_decision
from directory.profiles.doubts import raise_doubt, settle
from directory.profiles.models import Listing, ListingDoubt
from directory.profiles.queries import log_subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.curation.emails import Sender

WORDS_KEPT = 20
"""How many different texts are kept of one report: a script's five hundred teach no more."""
DAYS_FOR_OWNER = 2
DAYS_UNTIL_SHOWN = 5
ANSWER_LASTS = timedelta(days=30)
BY_OWNER = "owner"
DOUBTS: Mapping[ReportKind, Doubt] = {
    ReportKind.WRONG_NUMBER: Doubt.TELEPHONE_REPORTED,
    ReportKind.NOT_TAKING: Doubt.OPENINGS_REPORTED,
    ReportKind.LEFT: Doubt.PRESENCE_REPORTED,
}
"""What each factual report makes doubtful, once nobody put it right for five working days."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says: the kind, their words, and the hash of their return phrase."""

    kind: ReportKind
    words: str
    phrase_hash: str


def report(session: Session, sender: Sender, handle: str, said: Said) -> str:
    """Keep what somebody says about a listing, and give the report's reference. Flushes.

    The first of its kind tells the owner where it is about a fact, the curators otherwise; the
    ones after it are counted. Raises NoResultFound for a handle that does not exist.
    """
    listing = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    row = _open_row(session, listing, said.kind)
    if row is None:
        row = _opened(session, listing, said.kind)
        if said.kind not in FACTUAL:
            tell_curators(session, sender)
    else:
        session.execute(
            update(ListingReport)
            .where(ListingReport.id == row.id)
            .values(voices=ListingReport.voices + 1)
            .execution_options(synchronize_session=False)
        )
    _add_voice(session, sender, row, said)
    if row.owner_told_at is None and said.kind in FACTUAL:
        _tell_owner(session, sender, handle, row)
    _log(session, sender, "report.received", (handle, row), {"kind": said.kind.value})
    return row.reference


def answer(
    session: Session, sender: Sender, reference: str, *, is_corrected: bool, by: str = audit.NOBODY
) -> None:
    """Keep what the owner says: put right, which closes it, or right as it is. Flushes.

    `by` is the account that says so, where it is signed in.
    Raises StaleStateError where it is closed or answered already.
    """
    now = clock.now()
    values: dict[str, object] = {"owner_answered_at": now}
    if is_corrected:
        values |= {"closed_at": now, "outcome": ReportOutcome.CORRECTED, "closed_by": BY_OWNER}
    change_exactly_one(
        session,
        update(ListingReport)
        .where(
            ListingReport.reference == reference,
            ListingReport.closed_at.is_(None),
            ListingReport.owner_answered_at.is_(None),
        )
        .values(**values)
        .execution_options(synchronize_session="fetch"),
    )
    row = session.scalars(select(ListingReport).where(ListingReport.reference == reference)).one()
    handle = _handle(session, row)
    if is_corrected:
        _settle(session, handle, row)
    said = "corrected" if is_corrected else "right as it is"
    _log(session, sender, "report.answered", (handle, row), {"answer": said}, actor=by)


def close(
    session: Session, sender: Sender, reference: str, outcome: ReportOutcome, by: str
) -> None:
    """Close a report with what it came to; its doubt goes. Flushes.

    Raises StaleStateError where somebody closed it already.
    """
    change_exactly_one(
        session,
        update(ListingReport)
        .where(ListingReport.reference == reference, ListingReport.closed_at.is_(None))
        .values(closed_at=clock.now(), outcome=outcome, closed_by=by)
        .execution_options(synchronize_session="fetch"),
    )
    row = session.scalars(select(ListingReport).where(ListingReport.reference == reference)).one()
    handle = _handle(session, row)
    _settle(session, handle, row)
    details = {"outcome": outcome.value, "kind": row.kind.value}
    _log(session, sender, "report.closed", (handle, row), details, actor=by)


def show_doubts(session: Session, sender: Sender) -> int:
    """Let facts read “reported, being checked” after five working days; how many. Flushes."""
    rows = session.scalars(
        select(ListingReport).where(
            ListingReport.closed_at.is_(None),
            ListingReport.listing_id.is_not(None),
            ListingReport.kind.in_(FACTUAL),
        )
    ).all()
    now = clock.now()
    shown = 0
    for row in rows:
        if now < business_days_after(row.opened_at, DAYS_UNTIL_SHOWN):
            continue
        handle = _handle(session, row)
        if _is_shown(session, row):
            continue
        raise_doubt(session, handle, DOUBTS[row.kind])
        _log(session, sender, "report.shown", (handle, row), {"kind": row.kind.value})
        shown += 1
    return shown


def _is_shown(session: Session, row: ListingReport) -> bool:
    return session.get(ListingDoubt, (row.listing_id, DOUBTS[row.kind])) is not None


def _open_row(session: Session, listing: int, kind: ReportKind) -> ListingReport | None:
    return session.scalars(
        select(ListingReport).where(
            ListingReport.listing_id == listing,
            ListingReport.kind == kind,
            ListingReport.closed_at.is_(None),
        )
    ).one_or_none()


def _opened(session: Session, listing: int, kind: ReportKind) -> ListingReport:
    row = ListingReport(
        reference=new_reference(),
        listing_id=listing,
        kind=kind,
        opened_at=clock.now(),
        voices=1,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # On PostgreSQL somebody else may open it at the same moment.
        found = _open_row(session, listing, kind)
        if found is None:
            raise
        return found
    return row


def _add_voice(session: Session, sender: Sender, row: ListingReport, said: Said) -> None:
    plain = " ".join(said.words.split()).casefold()
    key = sender.keys.key("report-words")
    words_hash = hmac.new(key, f"{row.id}:{plain}".encode(), hashlib.sha256).hexdigest()
    is_new = bool(plain) and _is_new(session, row, words_hash)
    session.add(
        ReportVoice(
            report_id=row.id,
            phrase_hash=said.phrase_hash,
            words=sealed_words(sender.keys, said.phrase_hash, said.words) if is_new else None,
            words_hash=words_hash if is_new else None,
            made_at=clock.now(),
        )
    )
    session.flush()


def _is_new(session: Session, row: ListingReport, words_hash: str) -> bool:
    kept = select(func.count()).where(
        ReportVoice.report_id == row.id, ReportVoice.words_hash.is_not(None)
    )
    same = select(ReportVoice.id).where(
        ReportVoice.report_id == row.id, ReportVoice.words_hash == words_hash
    )
    return (session.scalar(kept) or 0) < WORDS_KEPT and session.scalar(same) is None


def _tell_owner(session: Session, sender: Sender, handle: str, row: ListingReport) -> None:
    row.owner_told_at = clock.now()
    record_decision(
        session, handle, DecisionKind.ASK_TO_CORRECT, reason=_for_owner(row.kind), made_by=BY_OWNER
    )
    link = make_link(sender.keys, LinkFor.ANSWERING, row.reference, lasts=ANSWER_LASTS)
    for steward in stewards_of(session, handle):
        sender.send(session, emails.REPORT, steward.email, f"/report-answer/{link}")
    session.flush()


def _for_owner(kind: ReportKind) -> str:
    return {
        ReportKind.WRONG_NUMBER: _("Somebody reported that the telephone number is wrong."),
        ReportKind.NOT_TAKING: _("Somebody reported that you take no new clients."),
        ReportKind.LEFT: _("Somebody reported that you are no longer here."),
    }[kind]


def tell_curators(session: Session, sender: Sender) -> None:
    """Put out the mail that something is on the desk, for every networking admin. Flushes."""
    found = select(Account.email).where(Account.is_curator, Account.status == AccountStatus.ACTIVE)
    for address in session.scalars(found.order_by(Account.id)).all():
        sender.send(session, emails.DESK, address, "/curate")


def _settle(session: Session, handle: str, row: ListingReport) -> None:
    if row.kind in DOUBTS and handle:
        settle(session, handle, DOUBTS[row.kind])


def _handle(session: Session, row: ListingReport) -> str:
    return session.scalar(select(Listing.handle).where(Listing.id == row.listing_id)) or ""


def _log(
    session: Session,
    sender: Sender,
    action: str,
    about: tuple[str, ListingReport],
    details: Mapping[str, str],
    *,
    actor: str = audit.NOBODY,
) -> None:
    handle, row = about
    audit.record(
        session,
        sender.keys,
        actor=actor,
        action=action,
        subject=log_subject(session, handle),
        details={"report": row.reference, **details},
    )
