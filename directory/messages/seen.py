"""What each side sees of a message: values for the desk, the client and the curator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from directory.messages.closed_sets import ConversationStatus, ReportKind, Side, ThreadKind
    from directory.messages.sealed import Terms, Wishes


@dataclass(frozen=True, slots=True)
class Taking:
    """What a listing takes by relay, and whether somebody reads it."""

    listing_id: int
    messages: bool
    network: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One side's words."""

    at: datetime
    side: Side
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """A conversation in the list on a desk; its words are not opened."""

    reference: str
    listing_name: str
    kind: ThreadKind
    status: ConversationStatus
    made_at: datetime
    erase_on: date
    is_reported: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskView:
    """A conversation as its practitioner sees it; no words before it was opened."""

    line: BoxLine
    wishes: Wishes
    terms: Terms
    said: tuple[Said, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReport:
    """What somebody reported, as a curator sees it."""

    reference: str
    handle: str
    name: str
    kind: ReportKind
    is_by_client: bool
    reported_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientConversation:
    """A conversation as the client sees it."""

    reference: str
    handle: str
    is_center: bool
    name: str
    status: ConversationStatus
    said: tuple[Said, ...]
    opened_at: tuple[datetime, ...]
    is_reported: bool
    report_answer: str
    """What a curator answered to the client's own report; empty before, and for another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientView:
    """What the words of a client open."""

    kind: ThreadKind
    made_at: datetime
    erase_on: date
    wishes: Wishes
    terms: Terms
    conversations: tuple[ClientConversation, ...]
