"""The closed sets of messages."""

from __future__ import annotations

from enum import StrEnum


class ThreadKind(StrEnum):
    """What a client began."""

    QUESTION = "question"
    """Words to one practitioner or center."""
    NETWORK = "network"
    """A need without words, offered to the few who fit."""


class ConversationStatus(StrEnum):
    """Where a thread stands with one practitioner or center."""

    NEW = "new"
    READ = "read"
    ANSWERED = "answered"
    DECLINED = "declined"
    TAKEN_BACK = "taken-back"


class Side(StrEnum):
    """Who wrote, or who reported."""

    CLIENT = "client"
    LISTING = "listing"


class AnswerBy(StrEnum):
    """How a client wishes to be answered."""

    HERE = "here"
    """Do not contact me: I will look with my words."""
    PHONE = "phone"
    EMAIL = "email"


class ReportKind(StrEnum):
    """What is wrong with a message."""

    THREAT = "threat"
    HARASSMENT = "harassment"
    ADVERTISING = "advertising"
    OTHER = "other"
