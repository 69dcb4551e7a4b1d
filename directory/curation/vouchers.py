"""Who vouches for somebody who was suspended: they are told, without a name in the mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from directory.accounts.services.stewardship import stewards_of
from directory.curation.emails import VOUCH
from directory.profiles.models import Listing
from directory.trust.models import Vouch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.curation.emails import Sender


def tell_vouchers(session: Session, sender: Sender, handle: str) -> int:
    """Tell everybody whose word for this listing stands; how many listings vouch. Flushes."""
    about = aliased(Listing)
    vouchers = session.scalars(
        select(Listing.handle)
        .join(Vouch, Vouch.voucher_id == Listing.id)
        .join(about, about.id == Vouch.vouched_id)
        .where(about.handle == handle, Vouch.revoked_on.is_(None))
        .distinct()
        .order_by(Listing.handle)
    ).all()
    for voucher in vouchers:
        for steward in stewards_of(session, voucher):
            sender.send(session, VOUCH, steward.email, "/vouches")
    return len(vouchers)
