"""Who is signed in, as the rest of the site may know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.accounts.permissions import Role, is_permitted

if TYPE_CHECKING:
    from datetime import datetime

    from directory.accounts.closed_sets import AppliedAs, Stage


@dataclass(frozen=True, slots=True)
class Member:
    """A signed-in person at one request."""

    account_id: int
    reference: str
    """Names the account in the log; random, says nothing."""
    name: str
    email: str
    applied_as: AppliedAs | None
    roles: frozenset[Role]
    listing_handle: str | None
    """The handle of the person's own listing, or None where there is none yet."""
    center_handles: tuple[str, ...]
    """The centers whose page this person manages."""
    is_curator: bool
    has_factor: bool
    session_reference: str
    session_stage: Stage
    session_seen_at: datetime
    password_given_at: datetime

    @property
    def must_set_up_factor(self) -> bool:
        """Whether this person can do nothing before there is a second factor."""
        return self.is_curator and not self.has_factor

    def may(self, permission: str) -> bool:
        """Whether the table gives any of this person's roles the permission."""
        return is_permitted(permission, self.roles)
