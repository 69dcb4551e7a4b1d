"""Read messages: who takes any, what stands on a desk, what a client finds with their words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import exists, func, select

from directory import clock
from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account, AccountListing
from directory.db import RecordNotFound
from directory.keys.fields import FieldNotReadableError
from directory.messages.closed_sets import ConversationStatus, Side
from directory.messages.models import (
    MessageConversation,
    MessageEntry,
    MessageOpening,
    MessagePreference,
    MessageThread,
)
from directory.messages.sealed import (
    Terms,
    Wishes,
    opened_answer,
    opened_terms,
    opened_wishes,
    opened_words,
)
from directory.messages.seen import (
    BoxLine,
    ClientConversation,
    ClientView,
    DeskView,
    OpenReport,
    Said,
    Taking,
)
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

STAYS_OPEN = timedelta(minutes=30)
"""How long an opening holds in the session in which it was made."""
A_DAY = timedelta(days=1)


def takings(session: Session, handles: Collection[str]) -> dict[str, Taking]:
    """What these listings take, by handle. Where nobody would read it, nothing is taken.

    A listing refuses nothing until its owner says so; to be asked with the whole network it must
    have said yes. Invented listings of a demo take both, so that the way can be tried.
    """
    read = exists(
        select(AccountListing.listing_handle)
        .join(Account, Account.id == AccountListing.account_id)
        .where(
            AccountListing.listing_handle == Listing.handle,
            AccountListing.verified_on.is_not(None),
            Account.status == AccountStatus.ACTIVE,
        )
    )
    rows = session.execute(
        select(Listing.handle, Listing.id, Listing.is_invented, read, MessagePreference)
        .outerjoin(MessagePreference, MessagePreference.listing_id == Listing.id)
        .where(Listing.handle.in_(handles))
    )
    return {
        handle: _taking(
            listing_id,
            is_invented=is_invented,
            is_read=is_read,
            # The outer join gives none where the owner never said anything.
            said=cast("MessagePreference | None", said),
        )
        for handle, listing_id, is_invented, is_read, said in rows
    }


def _taking(
    listing_id: int, *, is_invented: bool, is_read: bool, said: MessagePreference | None
) -> Taking:
    somebody = is_invented or is_read
    if said is None:
        return Taking(listing_id, messages=somebody, network=is_invented)
    return Taking(
        listing_id,
        messages=somebody and said.takes_messages,
        network=somebody and said.takes_network,
    )


def preference(session: Session, listing_id: int) -> tuple[bool, bool]:
    """What an owner said they take: messages, and needs asked of the network."""
    said = session.get(MessagePreference, listing_id)
    return (True, False) if said is None else (said.takes_messages, said.takes_network)


def asked_today(session: Session, listing_id: int) -> int:
    """How many clients wrote to a listing in the last day."""
    statement = select(func.count()).where(
        MessageConversation.listing_id == listing_id,
        MessageConversation.made_at > clock.now() - A_DAY,
    )
    return session.scalar(statement) or 0


def by_phrase(session: Session, digests: Collection[str]) -> MessageThread:
    """The thread of a phrase. Raises RecordNotFound; on its last day a thread is not there."""
    thread = session.scalars(
        select(MessageThread).where(
            MessageThread.phrase_hash.in_(digests), MessageThread.erase_on > clock.today()
        )
    ).one_or_none()
    if thread is None:
        raise RecordNotFound("no thread of this phrase")
    return thread


def by_reference(session: Session, reference: str) -> MessageThread | None:
    """The thread with this reference, None where it was erased."""
    return session.scalars(
        select(MessageThread).where(MessageThread.reference == reference)
    ).one_or_none()


def handles_of(session: Session, thread_reference: str) -> tuple[str, ...]:
    """The handles of those to whom a thread went."""
    statement = (
        select(Listing.handle)
        .join(MessageConversation, MessageConversation.listing_id == Listing.id)
        .join(MessageThread, MessageThread.id == MessageConversation.thread_id)
        .where(MessageThread.reference == thread_reference)
        .order_by(MessageConversation.id)
    )
    return tuple(session.scalars(statement))


def handle_of(session: Session, conversation: MessageConversation) -> str:
    """The handle of the listing of a conversation."""
    return session.get_one(Listing, conversation.listing_id).handle


def conversations_of(session: Session, thread: MessageThread) -> list[MessageConversation]:
    """The conversations of a thread, in the order in which they were begun."""
    statement = select(MessageConversation).where(MessageConversation.thread_id == thread.id)
    return list(session.scalars(statement.order_by(MessageConversation.id)))


def client_view(session: Session, keys: KeyRing, thread: MessageThread) -> ClientView:
    """What the client sees of a thread."""
    rows = session.execute(
        select(MessageConversation, Listing)
        .join(Listing, Listing.id == MessageConversation.listing_id)
        .where(MessageConversation.thread_id == thread.id)
        .order_by(MessageConversation.id)
    ).all()
    return ClientView(
        kind=thread.kind,
        made_at=thread.made_at,
        erase_on=thread.erase_on,
        wishes=_wishes(keys, thread),
        terms=_terms(keys, thread),
        conversations=tuple(
            ClientConversation(
                reference=row.reference,
                handle=listing.handle,
                is_center=listing.kind.value == "center",
                name=listing.name,
                status=row.status,
                said=_said(session, keys, row),
                opened_at=tuple(opening.at for opening in _openings(session, row)),
                is_reported=row.reported_at is not None,
                report_answer=opened_answer(keys, row) if row.reported_by is Side.CLIENT else "",
            )
            for row, listing in rows
        ),
    )


def listing_ids(session: Session, handles: Collection[str]) -> dict[str, int]:
    """The numbers of listings, by handle."""
    rows = session.execute(select(Listing.handle, Listing.id).where(Listing.handle.in_(handles)))
    return {row.handle: row.id for row in rows}


def listing_names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What these listings are called, by their number."""
    rows = session.execute(select(Listing.id, Listing.name).where(Listing.id.in_(ids)))
    return {row.id: row.name for row in rows}


def box(session: Session, ids: Collection[int]) -> tuple[BoxLine, ...]:
    """What clients wrote to these listings: what waits for an answer first, the oldest on top."""
    rows = session.execute(
        _joined().where(MessageConversation.listing_id.in_(ids), *_still_there())
    ).all()
    lines = [_line(row, thread, listing) for row, thread, listing in rows]
    waits = {ConversationStatus.NEW, ConversationStatus.READ}
    return tuple(sorted(lines, key=lambda line: (line.status not in waits, line.made_at)))


def waiting_count(session: Session, ids: Collection[int]) -> int:
    """How many messages nobody opened yet."""
    return session.scalar(unopened(ids)) or 0


def unopened(listing_ids: Collection[int] | Select[int]) -> Select[int]:
    """The statement that counts the messages to these listings that nobody opened yet."""
    return (
        select(func.count(MessageConversation.id))
        .join(MessageThread, MessageThread.id == MessageConversation.thread_id)
        .where(
            MessageConversation.listing_id.in_(listing_ids),
            MessageConversation.status == ConversationStatus.NEW,
            *_still_there(),
        )
    )


def find(
    session: Session, reference: str, ids: Collection[int]
) -> tuple[MessageConversation, MessageThread]:
    """A conversation with one of these listings. Raises RecordNotFound for anybody else's."""
    found = session.execute(
        _joined().where(
            MessageConversation.reference == reference,
            MessageConversation.listing_id.in_(ids),
            *_still_there(),
        )
    ).one_or_none()
    if found is None:
        raise RecordNotFound("no such message")
    return found[0], found[1]


def desk_view(
    session: Session, keys: KeyRing, row: MessageConversation, *, session_reference: str
) -> DeskView:
    """A conversation on the desk; its words only where this session opened it lately."""
    _row, thread, listing = session.execute(_joined().where(MessageConversation.id == row.id)).one()
    is_open = any(
        opening.session_reference == session_reference and clock.now() - opening.at < STAYS_OPEN
        for opening in _openings(session, row)
    )
    return DeskView(
        line=_line(row, thread, listing),
        wishes=_wishes(keys, thread),
        terms=_terms(keys, thread),
        said=_said(session, keys, row) if is_open else None,
    )


def open_reports(session: Session) -> tuple[OpenReport, ...]:
    """Reports that no curator closed yet, the oldest first; no words of anybody."""
    rows = session.execute(
        select(MessageConversation, Listing)
        .join(Listing, Listing.id == MessageConversation.listing_id)
        .where(
            MessageConversation.reported_at.is_not(None),
            MessageConversation.report_closed_at.is_(None),
        )
        .order_by(MessageConversation.reported_at)
    )
    return tuple(
        OpenReport(
            reference=row.reference,
            handle=listing.handle,
            name=listing.name,
            kind=row.report_kind,
            is_by_client=row.reported_by is Side.CLIENT,
            reported_at=row.reported_at,
        )
        for row, listing in rows
        if row.report_kind is not None and row.reported_at is not None
    )


def _joined() -> Select[MessageConversation, MessageThread, Listing]:
    return (
        select(MessageConversation, MessageThread, Listing)
        .join(MessageThread, MessageThread.id == MessageConversation.thread_id)
        .join(Listing, Listing.id == MessageConversation.listing_id)
    )


def _still_there() -> tuple[ColumnElement[bool], ...]:
    return (
        MessageConversation.status != ConversationStatus.TAKEN_BACK,
        MessageThread.erase_on > clock.today(),
    )


def _line(row: MessageConversation, thread: MessageThread, listing: Listing) -> BoxLine:
    return BoxLine(
        reference=row.reference,
        listing_name=listing.name,
        kind=thread.kind,
        status=row.status,
        made_at=row.made_at,
        erase_on=thread.erase_on,
        is_reported=row.reported_at is not None,
    )


def _openings(session: Session, row: MessageConversation) -> list[MessageOpening]:
    statement = select(MessageOpening).where(MessageOpening.conversation_id == row.id)
    return list(session.scalars(statement.order_by(MessageOpening.at, MessageOpening.id)))


def _said(session: Session, keys: KeyRing, row: MessageConversation) -> tuple[Said, ...]:
    entries = session.scalars(
        select(MessageEntry)
        .where(MessageEntry.conversation_id == row.id)
        .order_by(MessageEntry.at, MessageEntry.id)
    )
    return tuple(Said(entry.at, entry.side, _words(keys, row, entry)) for entry in entries)


def _words(keys: KeyRing, row: MessageConversation, entry: MessageEntry) -> str:
    try:
        return opened_words(keys, row, entry.words)
    except FieldNotReadableError:
        return ""  # The secret is lost; the page says that it cannot be read.


def _wishes(keys: KeyRing, thread: MessageThread) -> Wishes:
    try:
        return opened_wishes(keys, thread)
    except FieldNotReadableError:
        return Wishes()  # Nobody is called where nothing can be read.


def _terms(keys: KeyRing, thread: MessageThread) -> Terms:
    try:
        return opened_terms(keys, thread)
    except FieldNotReadableError:
        return ()
