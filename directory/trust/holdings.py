"""What vouches hold about a person, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from directory.holdings import Holding, plain_rows
from directory.profiles.closed_sets import Subject
from directory.profiles.models import Listing
from directory.profiles.revision import record_changes
from directory.trust.closed_sets import Visibility
from directory.trust.models import DeclaredRelation, MemberCheck, Vouch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The vouches the person gave, with their notes; those received, without others' notes."""
    del keys
    given = (
        select(Vouch.__table__, Listing.handle.label("vouched"))
        .join(Listing, Listing.id == Vouch.vouched_id)
        .where(Vouch.voucher_id.in_(person.listing_ids))
    )
    # Not the private ones: that somebody was a client here is told by their basis alone.
    received = select(Vouch.basis, Vouch.given_on, Vouch.revoked_on).where(
        Vouch.vouched_id.in_(person.listing_ids),
        Vouch.visibility != Visibility.PRIVATE,
        Vouch.is_private.is_(False),
    )
    relations = (
        select(DeclaredRelation.kind, DeclaredRelation.declared_on, Listing.handle.label("with"))
        .join(Listing, Listing.id == DeclaredRelation.other_id)
        .where(DeclaredRelation.listing_id.in_(person.listing_ids))
    )
    checks = select(MemberCheck.__table__).where(MemberCheck.listing_id.in_(person.listing_ids))
    return {
        "vouches-you-gave": plain_rows(session, given, but=("id", "voucher_id", "vouched_id")),
        "vouches-you-received": plain_rows(session, received),
        "whom-you-share-a-household-or-business-with": plain_rows(session, relations),
        "how-you-were-checked": plain_rows(session, checks, but=("listing_id",)),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the vouches on both sides, and let the trust of others be computed anew. Flushes."""
    del keys
    mine = person.listing_ids
    both = or_(Vouch.voucher_id.in_(mine), Vouch.vouched_id.in_(mine))
    vouchers = session.scalars(
        select(Listing.handle).join(Vouch, Vouch.voucher_id == Listing.id).where(both)
    ).all()
    session.execute(delete(Vouch).where(both))
    session.execute(
        delete(DeclaredRelation).where(
            or_(DeclaredRelation.listing_id.in_(mine), DeclaredRelation.other_id.in_(mine))
        )
    )
    session.execute(delete(MemberCheck).where(MemberCheck.listing_id.in_(mine)))
    session.flush()
    record_changes(session, vouchers, subject=Subject.VOUCHES)


HOLDING = Holding(
    name="trust",
    tables=("vouches", "vouch_terms", "declared_relations", "member_checks"),
    export=export,
    erase=erase,
    told=_("Vouches you gave and vouches you received go, and no longer count for anybody."),
)
