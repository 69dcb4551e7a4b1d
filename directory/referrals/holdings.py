"""What referrals hold about a member: what they sent, and their part in what others sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from directory.holdings import Holding, plain_rows
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.referrals.models import (
    AnswerPromise,
    JointSession,
    Referral,
    ReferralConsent,
    ReferralEntry,
    ReferralName,
    ReferralOpening,
    ReferralReflection,
    ReferralVisits,
)
from directory.referrals.sealed import PURPOSE, opened, opened_outside
from directory.referrals.services.time import erase_old, forget_skeletons
from directory.referrals.wording import PART2_NOTICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import InstrumentedAttribute, Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

# Each encrypted column, and the word by which its place is bound to its referral.
_SEALED: tuple[tuple[Any, str, str], ...] = (
    (Referral, "content", "content"),
    (Referral, "plan", "plan"),
    (ReferralName, "outside", "outside"),
    (ReferralEntry, "words", "words"),
    (ReferralReflection, "excited", "reflection"),
    (ReferralReflection, "worried", "reflection"),
)


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """What the person wrote, in clear; of what others sent them only that and when."""
    sent = session.scalars(select(Referral).where(Referral.sender_id.in_(person.listing_ids))).all()
    received = select(
        ReferralName.status, ReferralName.asked_at, ReferralName.answered_at, ReferralName.reason
    ).where(ReferralName.listing_id.in_(person.listing_ids))
    openings = select(ReferralOpening.at, ReferralOpening.purpose).where(
        ReferralOpening.listing_id.in_(person.listing_ids)
    )
    promise = select(AnswerPromise.days).where(AnswerPromise.listing_id.in_(person.listing_ids))
    return {
        "referrals-sent": [_sent(session, keys, row) for row in sent],
        "referrals-received": plain_rows(session, received),
        "words-in-referrals": [
            {"at": entry.at, "kind": entry.kind, "words": opened(keys, row, entry.words, "words")}
            for entry, row in session.execute(
                select(ReferralEntry, Referral)
                .join(Referral, Referral.id == ReferralEntry.referral_id)
                .where(ReferralEntry.listing_id.in_(person.listing_ids))
            )
        ],
        "reflections": [
            {
                "at": said.made_at,
                "excited": opened(keys, row, said.excited, "reflection"),
                "worried": opened(keys, row, said.worried, "reflection"),
            }
            for said, row in session.execute(
                select(ReferralReflection, Referral)
                .join(Referral, Referral.id == ReferralReflection.referral_id)
                .where(ReferralReflection.listing_id.in_(person.listing_ids))
            )
        ],
        "openings": plain_rows(session, openings),
        "answer-promise": plain_rows(session, promise),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove what the person sent; take their words and name out of what others sent. Flushes."""
    del keys
    ids = person.listing_ids
    session.execute(delete(Referral).where(Referral.sender_id.in_(ids)))
    session.execute(delete(AnswerPromise).where(AnswerPromise.listing_id.in_(ids)))
    session.execute(delete(ReferralReflection).where(ReferralReflection.listing_id.in_(ids)))
    session.execute(
        update(ReferralEntry)
        .where(ReferralEntry.listing_id.in_(ids))
        .values(words=None, listing_id=None)
    )
    asked_of = select(ReferralName.referral_id).where(ReferralName.listing_id.in_(ids))
    session.execute(update(Referral).where(Referral.id.in_(asked_of)).values(plan=None))
    for told in (JointSession, ReferralVisits):
        session.execute(delete(told).where(told.referral_id.in_(asked_of)))
    for table, column in ((ReferralName, "listing_id"), (ReferralOpening, "listing_id")):
        named = getattr(table, column)
        session.execute(update(table).where(named.in_(ids)).values({column: None}))
    session.execute(
        update(ReferralConsent).where(ReferralConsent.given_by.in_(ids)).values(given_by=None)
    )
    session.flush()


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Erase words past their days, and skeletons past six years. Flushes; may be repeated."""
    return {
        "referrals (words)": erase_old(session, keep_days=settings.referral_keep_days),
        "referrals": forget_skeletons(session),
    }


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt every field anew with the present key; how many. Flushes."""
    renewed = 0
    for table, column, part in _SEALED:
        stored: InstrumentedAttribute[bytes | None] = getattr(table, column)
        key = Referral.id == (table.id if table is Referral else table.referral_id)
        statement = select(table, Referral.reference).where(stored.is_not(None), key)
        for row, reference in session.execute(statement).all():
            place = f"{part}:{reference}"
            try:
                text = decrypt_field(keys, getattr(row, column), purpose=PURPOSE, place=place)
            except FieldNotReadableError:
                continue  # The secret is lost: it stays as it is.
            setattr(row, column, encrypt_field(keys, text, purpose=PURPOSE, place=place))
            renewed += 1
    session.flush()
    return renewed


def _sent(session: Session, keys: KeyRing, row: Referral) -> dict[str, Any]:
    names = session.scalars(select(ReferralName).where(ReferralName.referral_id == row.id)).all()
    outside = [opened_outside(keys, row, name.outside) for name in names]
    return {
        "reference": row.reference,
        "state": row.state,
        "made_at": row.made_at,
        "ended_at": row.ended_at,
        "notice": str(PART2_NOTICE) if row.is_part2 else "",
        "content": opened(keys, row, row.content, "content"),
        "plan": opened(keys, row, row.plan, "plan"),
        "outside": [[one.name, one.email] for one in outside if one],
    }


HOLDING = Holding(
    name="referrals",
    tables=(
        "referrals",
        "referral_names",
        "referral_consents",
        "referral_entries",
        "referral_openings",
        "referral_joint_sessions",
        "referral_reflections",
        "referral_visits",
        "referral_answer_promises",
    ),
    export=export,
    erase=erase,
    told=_(
        "What you sent goes, with its answers. What others sent you stays with them, without"
        " your name, your words and the shared plan. Close what is open first, so nobody waits."
    ),
    purge=purge,
    renew=renew,
)
