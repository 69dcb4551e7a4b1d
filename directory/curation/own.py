"""Nobody decides about their own listing, nor about a center that they manage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

if TYPE_CHECKING:
    from directory.accounts.member import Member


def is_own(member: Member, handle: str) -> bool:
    """Whether a listing is the member's own, or a center that the member manages."""
    return handle == member.listing_handle or handle in member.center_handles


def refuse_own(member: Member, *handles: str) -> None:
    """Answer 403 where one of these listings is the member's own."""
    if any(is_own(member, handle) for handle in handles):
        abort(403)
