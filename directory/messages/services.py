"""Send, answer, take back and erase messages. Services flush and never commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.accounts.tokens import new_reference
from directory.db import StaleStateError, change_exactly_one
from directory.messages.closed_sets import ConversationStatus, Side, ThreadKind
from directory.messages.holdings import erase_threads
from directory.messages.models import (
    MessageConversation,
    MessageEntry,
    MessageOpening,
    MessagePreference,
    MessageThread,
)
from directory.messages.sealed import sealed_answer, sealed_terms, sealed_wishes, sealed_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.keys.ring import KeyRing
    from directory.messages.closed_sets import ReportKind
    from directory.messages.sealed import Terms, Wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a client is about to send, to the listings of these numbers."""

    phrase_hash: str
    wishes: Wishes
    listing_ids: Sequence[int]
    keep_days: int
    words: str = ""
    """A question's words; the network is asked without any."""
    terms: Terms = ()


def begin(session: Session, keys: KeyRing, draft: Draft) -> str:
    """Send a question, or ask the network: the reference of the new thread. Flushes."""
    now = clock.now()
    thread = MessageThread(
        reference=new_reference(),
        kind=ThreadKind.NETWORK if draft.terms else ThreadKind.QUESTION,
        phrase_hash=draft.phrase_hash,
        made_at=now,
        erase_on=clock.today() + timedelta(days=draft.keep_days),
    )
    thread.wishes = sealed_wishes(keys, thread, draft.wishes)
    thread.terms = sealed_terms(keys, thread, draft.terms) if draft.terms else None
    session.add(thread)
    session.flush()
    for listing_id in draft.listing_ids:
        conversation = MessageConversation(
            reference=new_reference(),
            thread_id=thread.id,
            listing_id=listing_id,
            made_at=now,
            changed_at=now,
        )
        session.add(conversation)
        session.flush()
        if draft.words:
            _add_entry(session, keys, conversation, Side.CLIENT, draft.words)
    return thread.reference


def say(
    session: Session, keys: KeyRing, conversation: MessageConversation, side: Side, words: str
) -> None:
    """Write one more message; an answer ends the waiting, and further words begin it anew.

    Raises StaleStateError where the client took it back at this moment. Flushes.
    """
    status = ConversationStatus.ANSWERED if side is Side.LISTING else ConversationStatus.NEW
    _set_status(session, conversation, status)
    _add_entry(session, keys, conversation, side, words)


def decline(session: Session, conversation: MessageConversation) -> None:
    """Say that one cannot help. Raises StaleStateError where it was taken back. Flushes."""
    _set_status(session, conversation, ConversationStatus.DECLINED)


def note_opening(session: Session, conversation: MessageConversation, member: Member) -> None:
    """Write down who opens a conversation, and when; what was new is read now. Flushes."""
    session.add(
        MessageOpening(
            conversation_id=conversation.id,
            at=clock.now(),
            account_id=member.account_id,
            session_reference=member.session_reference,
        )
    )
    if conversation.status is ConversationStatus.NEW:
        _set_status(session, conversation, ConversationStatus.READ)
    session.flush()


def take_back(session: Session, conversation: MessageConversation) -> None:
    """The client takes it back: its words are erased, and nobody reads it any more. Flushes."""
    session.execute(delete(MessageEntry).where(MessageEntry.conversation_id == conversation.id))
    conversation.status = ConversationStatus.TAKEN_BACK
    conversation.changed_at = clock.now()
    session.flush()


def set_wishes(session: Session, keys: KeyRing, thread: MessageThread, wishes: Wishes) -> None:
    """Say anew how it is safe to answer; it holds for everybody who was asked. Flushes."""
    thread.wishes = sealed_wishes(keys, thread, wishes)
    session.flush()


def erase_thread(session: Session, thread: MessageThread) -> None:
    """Erase everything of a thread now. Flushes."""
    erase_threads(session, [thread.id])


def report(
    session: Session, conversation: MessageConversation, side: Side, kind: ReportKind
) -> None:
    """Tell the networking admin that something is wrong; the first report stands. Flushes.

    Nobody reads the words for that: the admin sees who, when and what kind, and asks.
    """
    if conversation.reported_at is None:
        conversation.reported_at = clock.now()
        conversation.reported_by = side
        conversation.report_kind = kind
        session.flush()


def close_report(session: Session, keys: KeyRing, reference: str, answer: str) -> None:
    """Note that a curator has dealt with a report, and what they answer to who made it.

    Flushes. Raises StaleStateError for a report that is not open.
    """
    is_open = (
        MessageConversation.reference == reference,
        MessageConversation.reported_at.is_not(None),
        MessageConversation.report_closed_at.is_(None),
    )
    row = session.scalars(select(MessageConversation).where(*is_open)).one_or_none()
    if row is None:
        raise StaleStateError("the report is closed already")
    change_exactly_one(
        session,
        update(MessageConversation)
        .where(*is_open)
        .values(report_closed_at=clock.now(), report_answer=sealed_answer(keys, row, answer))
        .execution_options(synchronize_session="fetch"),
    )


def set_preference(
    session: Session, listing_id: int, *, takes_messages: bool, takes_network: bool
) -> None:
    """Say whether a listing takes messages by relay, and needs of the network. Flushes."""
    said = session.get(MessagePreference, listing_id)
    if said is None:
        said = MessagePreference(listing_id=listing_id)
        session.add(said)
    said.takes_messages, said.takes_network = takes_messages, takes_network
    session.flush()


def _set_status(
    session: Session, conversation: MessageConversation, status: ConversationStatus
) -> None:
    change_exactly_one(
        session,
        update(MessageConversation)
        .where(
            MessageConversation.id == conversation.id,
            MessageConversation.status != ConversationStatus.TAKEN_BACK,
        )
        .values(status=status, changed_at=clock.now())
        .execution_options(synchronize_session=False),
    )
    session.refresh(conversation)


def _add_entry(
    session: Session, keys: KeyRing, conversation: MessageConversation, side: Side, words: str
) -> None:
    session.add(
        MessageEntry(
            conversation_id=conversation.id,
            at=clock.now(),
            side=side,
            words=sealed_words(keys, conversation, words),
        )
    )
    session.flush()
