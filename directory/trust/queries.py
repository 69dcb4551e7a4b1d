"""What others may ask about vouches: the standing rows as values, and what is known of members."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from directory.matching.trust.members import Members
from directory.matching.trust.vouches import VouchFact
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.trust.closed_sets import Visibility
from directory.trust.models import MemberCheck, Vouch, VouchTerm, VouchTopic

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Set as AbstractSet
    from datetime import date

    from sqlalchemy.orm import Session


def standing_vouches(session: Session, vouchers: Collection[str] | None = None) -> list[VouchFact]:
    """Every vouch that counts, or those by some members, with the terms that it names.

    Withdrawn ones are out, and those whose basis the other side said is not so.
    """
    voucher, vouched = aliased(Listing), aliased(Listing)
    chosen = true() if vouchers is None else voucher.handle.in_(vouchers)
    rows = session.execute(
        select(
            Vouch.id,
            voucher.handle.label("voucher"),
            vouched.handle.label("vouched"),
            Vouch.basis,
            Vouch.given_on,
            Vouch.is_private,
            Vouch.visibility,
            Vouch.hidden_on,
        )
        .join(voucher, Vouch.voucher_id == voucher.id)
        .join(vouched, Vouch.vouched_id == vouched.id)
        .where(Vouch.revoked_on.is_(None), Vouch.declined_on.is_(None), chosen)
        .order_by(voucher.handle, vouched.handle, Vouch.basis)
    ).all()
    named = _named(session, None if vouchers is None else [row.id for row in rows])
    return [
        VouchFact(
            voucher=row.voucher,
            practitioner=row.vouched,
            basis=row.basis,
            given_on=row.given_on,
            issues=tuple(named[row.id, VouchTopic.ISSUE]),
            modalities=tuple(named[row.id, VouchTopic.MODALITY]),
            is_private=row.is_private or _is_unnamed(row.visibility, row.hidden_on),
            is_counted=row.visibility is Visibility.PUBLIC and row.hidden_on is None,
            is_unnamed=_is_unnamed(row.visibility, row.hidden_on),
        )
        for row in rows
    ]


def members(
    session: Session,
    *,
    licence_checked: AbstractSet[str],
    handles: Collection[str] | None = None,
) -> Members:
    """Who was checked, who founded the network, and who lends no trust because unlisted.

    A licence that somebody of the network checked is a check as good as one of the person. With
    `handles` only these are asked about.
    """
    chosen = true() if handles is None else Listing.handle.in_(handles)
    checks = session.execute(
        select(Listing.handle, MemberCheck.checked_on, MemberCheck.is_founding)
        .join(MemberCheck, MemberCheck.listing_id == Listing.id)
        .where(chosen)
    ).all()
    unlisted = session.scalars(
        select(Listing.handle).where(Listing.status != ListingStatus.PUBLISHED, chosen)
    )
    return Members(
        checked=frozenset(row.handle for row in checks if row.checked_on) | licence_checked,
        founding=frozenset(row.handle for row in checks if row.is_founding),
        silent=frozenset(unlisted),
    )


def _is_unnamed(visibility: Visibility, hidden_on: date | None) -> bool:
    """Whether nobody but the voucher may learn of it: so they chose, or the other side refused."""
    return visibility is Visibility.PRIVATE or hidden_on is not None


def _named(
    session: Session, vouches: Collection[int] | None
) -> dict[tuple[int, VouchTopic], list[str]]:
    found: dict[tuple[int, VouchTopic], list[str]] = defaultdict(list)
    terms = select(VouchTerm.vouch_id, VouchTerm.topic, VouchTerm.term)
    if vouches is not None:
        terms = terms.where(VouchTerm.vouch_id.in_(vouches))
    for row in session.execute(terms.order_by(VouchTerm.vouch_id, VouchTerm.position)):
        found[row.vouch_id, row.topic].append(row.term)
    return found
