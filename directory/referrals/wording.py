"""The words in which states, moves, reasons and the rest are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _

from directory.referrals.closed_sets import (
    DeclineReason,
    EndReason,
    HeardBy,
    Move,
    NameStatus,
    Outcome,
    Purpose,
    ReachedBy,
    Side,
    SignedBy,
    State,
    UpdateKind,
)
from directory.referrals.readiness import Answer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel import LazyString

STATES: Mapping[State, LazyString] = {
    State.DRAFT: _("Draft, not sent"),
    State.SENT: _("Sent, not opened yet"),
    State.SEEN: _("Opened, no answer yet"),
    State.ACCEPTED: _("Accepted"),
    State.WAITLISTED: _("On a waiting list"),
    State.DECLINED: _("Declined"),
    State.SCHEDULED: _("First visit set"),
    State.UNDER_WAY: _("Under way"),
    State.CLOSED: _("Closed"),
    State.WITHDRAWN: _("Withdrawn"),
    State.EXPIRED: _("Ended without an answer"),
}
STATE_KINDS: Mapping[State, str] = {
    State.SENT: "waiting",
    State.SEEN: "waiting",
    State.WAITLISTED: "waiting",
    State.ACCEPTED: "ok",
    State.SCHEDULED: "ok",
    State.UNDER_WAY: "ok",
}
"""The kind of chip for each state; plain for those that are not here."""

MOVES: Mapping[Move, LazyString] = {
    Move.SEND: _("Send"),
    Move.OPEN: _("It has reached them"),
    Move.ACCEPT: _("Accept"),
    Move.WAITLIST: _("Offer a place on the waiting list"),
    Move.DECLINE: _("Decline"),
    Move.SCHEDULE: _("Set the first visit"),
    Move.BEGIN: _("The first visit took place"),
    Move.VISIT: _("Confirm visits"),
    Move.UPDATE: _("Send an update"),
    Move.CLOSE: _("Close"),
    Move.WITHDRAW: _("Withdraw it"),
    Move.CLIENT_WITHDREW: _("The client does not want it any more"),
    Move.REVOKE: _("The client takes the permission back"),
    Move.NEXT_NAME: _("Ask the next name"),
}
DONE: Mapping[str, LazyString] = {
    "send": _("sent it"),
    "open": _("opened it"),
    "accept": _("accepted it"),
    "waitlist": _("offered a place on the waiting list"),
    "decline": _("declined"),
    "schedule": _("set the first visit"),
    "begin": _("said that the first visit took place"),
    "visit": _("confirmed visits"),
    "update": _("sent an update"),
    "heard": _("heard this outside the site"),
    "close": _("closed it"),
    "withdraw": _("withdrew it"),
    "client-withdrew": _("said that the client does not want it any more"),
    "revoke": _("noted that the permission was taken back"),
    "next-name": _("asked the next name"),
    "expire": _("Nobody answered, so it ended."),
    "remind": _("A reminder went out."),
    "tell": _("The other side was told that no answer has come."),
    "consent": _("recorded the client’s permission"),
    "message": _("wrote"),
    "plan": _("changed the shared plan"),
    "plan-agreed": _("agreed to the shared plan"),
    "joint": _("proposed times for a joint session"),
    "joint-chosen": _("chose a time for the joint session"),
    "joint-declined": _("can make none of the times"),
    "could-help": _("could take this on"),
    "slip": _("made a slip for the client"),
    "print": _("printed it"),
}
SIDES: Mapping[Side, LazyString] = {
    Side.SENDER: _("The sender"),
    Side.RECEIVER: _("The receiver"),
    Side.CLIENT: _("The client"),
    Side.TIME: _("Time"),
}
DECLINE_REASONS: Mapping[DeclineReason, LazyString] = {
    DeclineReason.FULL: _("I am full"),
    DeclineReason.OUTSIDE_MY_SCOPE: _("It is outside my scope"),
    DeclineReason.NOT_MY_WORK: _("It is not the work I do"),
    DeclineReason.KNOW_THE_CLIENT: _("I may know the client in another way"),
    DeclineReason.FEE_OR_COVERAGE: _("Fee or coverage does not fit"),
    DeclineReason.AWAY: _("I am away"),
    DeclineReason.CAUTION: _("A caution has to be cleared first"),
}
OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.COMPLETED: _("Completed"),
    Outcome.PARTLY: _("Partly"),
    Outcome.CLIENT_DID_NOT_COME: _("The client did not come"),
    Outcome.REFERRED_BACK: _("Referred back to the sender"),
    Outcome.RELATIONSHIP_CHANGED: _("The relationship changed; no explanation is needed"),
}
END_REASONS: Mapping[EndReason, LazyString] = {
    EndReason.SENDER: _("by the sender"),
    EndReason.CLIENT_WITHDREW: _("the client does not want it any more"),
    EndReason.CLIENT_DECLINES: _("the client declined; the care stops here"),
    EndReason.CONSENT_REVOKED: _("the permission was taken back"),
}
PURPOSES: Mapping[Purpose, LazyString] = {
    Purpose.ANSWERING: _("To answer it"),
    Purpose.CARE: _("To prepare a visit"),
    Purpose.PLANNING: _("To plan together"),
    Purpose.CHECKING: _("To see where it stands"),
}
NAME_STATUSES: Mapping[NameStatus, LazyString] = {
    NameStatus.WAITING: _("not asked yet"),
    NameStatus.ASKED: _("asked"),
    NameStatus.TOOK_IT: _("accepted"),
    NameStatus.DECLINED: _("declined"),
    NameStatus.SILENT: _("gave no answer"),
    NameStatus.PASSED_OVER: _("passed over"),
}
REACHED_BY: Mapping[ReachedBy, LazyString] = {
    ReachedBy.DESK: _("member, at their desk"),
    ReachedBy.LINK: _("no member, by a one-time link"),
    ReachedBy.PAPER: _("no member, on paper"),
}
UPDATE_KINDS: Mapping[UpdateKind, LazyString] = {
    UpdateKind.FIRST_VISIT: _("The first visit took place"),
    UpdateKind.GOING_ON: _("It goes on as planned"),
    UpdateKind.CHANGE: _("Something changed"),
    UpdateKind.NO_BENEFIT: _("No benefit so far: back to the sender"),
    UpdateKind.AT_END: _("It comes to its end"),
}
HEARD_BY: Mapping[HeardBy, LazyString] = {
    HeardBy.PAPER: _("on paper"),
    HeardBy.TELEPHONE: _("by telephone"),
    HeardBy.IN_PERSON: _("in person"),
    HeardBy.CLIENT: _("through the client"),
}
PART2_NOTICE: LazyString = _(
    "42 CFR Part 2 prohibits unauthorized use or disclosure of these records. Passing them on "
    "needs the client’s new permission."
)
"""It travels with a protected referral: on the page, in print and in what somebody exports."""
SIGNED_BY: Mapping[SignedBy, LazyString] = {
    SignedBy.SENDER_ATTESTS: _("The sender attests that the client signed"),
    SignedBy.RETURN_PHRASE: _("The client, with the return phrase"),
}
ANSWERS: Mapping[Answer, LazyString] = {
    Answer.CLEARED: _("This is agreed or cleared"),
    Answer.WILL_BE: _("It will be, before the first visit"),
    Answer.DOES_NOT_APPLY: _("It does not concern this request"),
    Answer.STOP: _("It stands: stop here"),
}
