"""What the tables refuse, whoever writes into them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from directory.profiles.models import Listing
from directory.referrals.models import (
    AnswerPromise,
    JointSession,
    Referral,
    ReferralConsent,
    ReferralName,
    ReferralReflection,
    ReferralVisits,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TODAY = NOW.date()
REFERRAL: dict[str, Any] = {
    "id": 1,
    "reference": "r" * 22,
    "kind": "referral",
    "state": "sent",
    "version": 0,
    "position": 1,
    "done": 0,
    "is_part2": False,
    "since": TODAY,
    "next_on": TODAY,
    "made_at": NOW,
    "changed_at": NOW,
}
NAME: dict[str, Any] = {
    "referral_id": 1,
    "position": 1,
    "reached_by": "link",
    "status": "asked",
}
CONSENT: dict[str, Any] = {
    "referral_id": 1,
    "what": "request-as-shown",
    "given_to": "1",
    "why": "coordinating-care",
    "signed_on": TODAY,
    "signed_by": "sender-attests",
    "expires_on": TODAY,
    "was_told": True,
    "made_at": NOW,
}
JOINT: dict[str, Any] = {
    "reference": "j" * 22,
    "referral_id": 1,
    "proposed_by": "sender",
    "times": "2026-12-01T10:00:00+00:00",
    "minutes": 60,
    "made_at": NOW,
}
VISITS: dict[str, Any] = {"referral_id": 1, "confirmed": 4, "told": 3}
REFLECTION: dict[str, Any] = {"referral_id": 1, "side": "sender", "made_at": NOW}
BROKEN = [
    (Referral, REFERRAL, {"state": "closed", "next_on": None, "ended_at": NOW}),
    (Referral, REFERRAL, {"state": "withdrawn", "next_on": None, "ended_at": NOW}),
    (Referral, REFERRAL, {"state": "expired", "next_on": None}),
    (Referral, REFERRAL, {"state": "expired", "ended_at": NOW}),
    (Referral, REFERRAL, {"next_on": None}),
    (Referral, REFERRAL, {"outcome": "completed"}),
    (Referral, REFERRAL, {"end_reason": "sender"}),
    (Referral, REFERRAL, {"erased_at": NOW}),
    (Referral, REFERRAL, {"version": -1}),
    (Referral, REFERRAL, {"state": "lost"}),
    (ReferralName, NAME, {"status": "declined"}),
    (ReferralName, NAME, {"reason": "full"}),
    (ReferralName, NAME, {"listing_id": "own"}),
    (ReferralName, NAME, {"link_hash": "h"}),
    (ReferralConsent, CONSENT, {"expires_on": date(2026, 11, 22)}),
    (ReferralConsent, CONSENT, {"given_to": ""}),
    (ReferralConsent, CONSENT, {"what": ""}),
    (ReferralConsent, CONSENT, {"why": ""}),
    (ReferralConsent, CONSENT, {"was_told": False}),
    (JointSession, JOINT, {"minutes": 5}),
    (JointSession, JOINT, {"times": ""}),
    (AnswerPromise, {"listing_id": "own"}, {"days": 11}),
    (ReferralVisits, VISITS, {"confirmed": 2}),
    (ReferralVisits, VISITS, {"told": -1}),
]
TWICE = [
    (Referral, REFERRAL, {"id": 2}),
    (ReferralName, NAME, {}),
    (JointSession, JOINT, {}),
    (ReferralReflection, REFLECTION, {}),
    (ReferralVisits, VISITS, {}),
]


@pytest.fixture
def listing_id(session: Session) -> int:
    found = session.scalars(select(Listing.id).where(Listing.handle == "maya")).one()
    assert isinstance(found, int)
    return found


def _add(session: Session, table: type, values: dict[str, Any], listing_id: int) -> None:
    own = {key: listing_id if value == "own" else value for key, value in values.items()}
    if table is Referral:
        own["sender_id"] = listing_id
    session.execute(insert(table).values(**own))


@pytest.mark.parametrize(("table", "whole", "change"), BROKEN)
def test_what_cannot_be_is_refused(
    session: Session,
    listing_id: int,
    table: type,
    whole: dict[str, Any],
    change: dict[str, Any],
) -> None:
    if table is not Referral:
        _add(session, Referral, REFERRAL, listing_id)

    with pytest.raises(IntegrityError):
        _add(session, table, whole | change, listing_id)


@pytest.mark.parametrize(("table", "whole", "change"), TWICE)
def test_what_may_be_once_is_refused_twice(
    session: Session,
    listing_id: int,
    table: type,
    whole: dict[str, Any],
    change: dict[str, Any],
) -> None:
    if table is not Referral:
        _add(session, Referral, REFERRAL, listing_id)
    _add(session, table, whole, listing_id)

    with pytest.raises(IntegrityError):
        _add(session, table, whole | change, listing_id)
