"""What speaks against a fact of a listing: an answer to a real referral, or a report."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Model
from directory.profiles.closed_sets import Doubt
from directory.profiles.models.columns import owner_in_key


class ListingDoubt(Model):
    """One doubt about a listing; it goes when the fact is confirmed anew, or found to be right."""

    __tablename__ = "listing_doubts"

    listing_id: Mapped[int] = owner_in_key()
    about: Mapped[Doubt] = mapped_column(primary_key=True)
    since: Mapped[date]
