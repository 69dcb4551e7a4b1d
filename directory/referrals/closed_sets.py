"""The closed sets of referrals: states, moves, reasons, outcomes and what goes with them."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a referral stands with the present name of its list."""

    DRAFT = "draft"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    DECLINED = "declined"
    SCHEDULED = "scheduled"
    UNDER_WAY = "under-way"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Side(StrEnum):
    """Who may move a referral; time moves it where both are silent."""

    SENDER = "sender"
    RECEIVER = "receiver"
    CLIENT = "client"
    TIME = "time"


class Move(StrEnum):
    """What somebody, or time, does with a referral."""

    SEND = "send"
    OPEN = "open"
    ACCEPT = "accept"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    SCHEDULE = "schedule"
    BEGIN = "begin"
    VISIT = "visit"
    UPDATE = "update"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CLIENT_WITHDREW = "client-withdrew"
    REVOKE = "revoke"
    NEXT_NAME = "next-name"
    EXPIRE = "expire"


class Prompt(StrEnum):
    """What time does while it waits."""

    REMIND = "remind"
    TELL = "tell"
    MOVE_ON = "move-on"


class DeclineReason(StrEnum):
    """Why a receiver says no; one is needed, and the client's own change of mind is none."""

    FULL = "full"
    OUTSIDE_MY_SCOPE = "outside-my-scope"
    NOT_MY_WORK = "not-my-work"
    KNOW_THE_CLIENT = "know-the-client"
    FEE_OR_COVERAGE = "fee-or-coverage"
    AWAY = "away"
    CAUTION = "caution"


class Outcome(StrEnum):
    """How it ended; none of them judges anybody."""

    COMPLETED = "completed"
    PARTLY = "partly"
    CLIENT_DID_NOT_COME = "client-did-not-come"
    REFERRED_BACK = "referred-back"
    RELATIONSHIP_CHANGED = "relationship-changed"


class EndReason(StrEnum):
    """Why a referral was withdrawn."""

    SENDER = "sender"
    CLIENT_WITHDREW = "client-withdrew"
    CLIENT_DECLINES = "client-declines"
    CONSENT_REVOKED = "consent-revoked"


class Purpose(StrEnum):
    """Why somebody opens the content."""

    ANSWERING = "answering"
    CARE = "care"
    PLANNING = "planning"
    CHECKING = "checking"


class ReferralKind(StrEnum):
    """A client handed on, or a colleague asked without one."""

    REFERRAL = "referral"
    ADVICE = "advice"


class NameStatus(StrEnum):
    """What became of one name of the list."""

    WAITING = "waiting"
    ASKED = "asked"
    TOOK_IT = "took-it"
    DECLINED = "declined"
    SILENT = "silent"
    PASSED_OVER = "passed-over"


class ReachedBy(StrEnum):
    """How somebody on the list gets to know."""

    DESK = "desk"
    LINK = "link"
    PAPER = "paper"


class UpdateKind(StrEnum):
    """What an update says, without a story."""

    FIRST_VISIT = "first-visit"
    GOING_ON = "going-on"
    CHANGE = "change"
    NO_BENEFIT = "no-benefit"
    AT_END = "at-end"


class HeardBy(StrEnum):
    """How the sender heard from somebody who has no desk here."""

    PAPER = "paper"
    TELEPHONE = "telephone"
    IN_PERSON = "in-person"
    CLIENT = "by-the-client"


class SignedBy(StrEnum):
    """How the client's permission is known."""

    SENDER_ATTESTS = "sender-attests"
    RETURN_PHRASE = "return-phrase"
