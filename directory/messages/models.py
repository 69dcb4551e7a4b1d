"""The tables of messages: a client's thread, its conversations, words, openings; who takes any.

Words, wishes and terms are encrypted by field. A thread is erased whole on its day.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from directory.db import Model
from directory.messages.closed_sets import ConversationStatus, ReportKind, Side, ThreadKind

REFERENCE = String(22)
DIGEST = String(64)


def _of_conversation() -> MappedColumn[int]:
    return mapped_column(ForeignKey("message_conversations.id", ondelete="CASCADE"), index=True)


class MessageThread(Model):
    """What a client began, to be found again by the hash of a return phrase alone."""

    __tablename__ = "message_threads"
    __table_args__ = (
        CheckConstraint("(kind = 'network') = (terms IS NOT NULL)", name="network_has_terms"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    kind: Mapped[ThreadKind]
    phrase_hash: Mapped[str] = mapped_column(DIGEST, unique=True)
    wishes: Mapped[bytes] = mapped_column(LargeBinary)
    """How and when it is safe to answer, encrypted."""
    terms: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What is needed, in words of the vocabulary, encrypted; for the network alone."""
    made_at: Mapped[datetime]
    erase_on: Mapped[date] = mapped_column(index=True)


class MessageConversation(Model):
    """A thread with one practitioner or center."""

    __tablename__ = "message_conversations"
    __table_args__ = (
        UniqueConstraint("thread_id", "listing_id", name="uq_message_conversations_once_a_listing"),
        CheckConstraint(
            "(reported_at IS NULL) = (report_kind IS NULL)"
            " AND (reported_at IS NULL) = (reported_by IS NULL)",
            name="report_is_whole",
        ),
        CheckConstraint(
            "report_closed_at IS NULL OR reported_at IS NOT NULL", name="report_before_its_end"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    thread_id: Mapped[int] = mapped_column(
        ForeignKey("message_threads.id", ondelete="CASCADE"), index=True
    )
    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[ConversationStatus] = mapped_column(default=ConversationStatus.NEW)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[Side | None]
    report_kind: Mapped[ReportKind | None]
    report_closed_at: Mapped[datetime | None]
    report_answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What a curator did about the report, for whoever made it; encrypted."""


class MessageEntry(Model):
    """What one side wrote, encrypted."""

    __tablename__ = "message_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = _of_conversation()
    at: Mapped[datetime]
    side: Mapped[Side]
    words: Mapped[bytes] = mapped_column(LargeBinary)


class MessageOpening(Model):
    """Who opened a conversation on the desk, and when; the client sees it."""

    __tablename__ = "message_openings"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = _of_conversation()
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL"), index=True
    )
    session_reference: Mapped[str] = mapped_column(REFERENCE)
    """In which signed-in session, so that it stays open there for a while and nowhere else."""


class MessagePreference(Model):
    """Whether a listing takes messages by relay, and needs asked of the network."""

    __tablename__ = "message_preferences"

    listing_id: Mapped[int] = mapped_column(
        ForeignKey("listings.id", ondelete="CASCADE"), primary_key=True
    )
    takes_messages: Mapped[bool]
    takes_network: Mapped[bool]
