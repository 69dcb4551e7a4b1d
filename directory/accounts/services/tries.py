"""Note what was tried, so that guessing can be slowed down."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from directory import clock
from directory.accounts.models import SignInTry
from directory.accounts.queries import try_keys

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.closed_sets import Attempt
    from directory.keys.ring import KeyRing

KEPT = timedelta(days=1)


def note_try(
    session: Session,
    keys: KeyRing,
    kind: Attempt,
    *,
    account: str,
    caller: str,
    is_known_browser: bool = False,
) -> None:
    """Count one try by this caller on this address, and forget those of days past; flushes."""
    account_key, caller_key = try_keys(keys, account, caller)
    session.execute(delete(SignInTry).where(SignInTry.at < clock.now() - KEPT))
    session.add(
        SignInTry(
            kind=kind,
            account_key=account_key,
            caller_key=caller_key,
            is_known_browser=is_known_browser,
            at=clock.now(),
        )
    )
    session.flush()
