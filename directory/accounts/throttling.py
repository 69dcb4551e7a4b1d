"""How long somebody has to wait before the next try, from the failed tries of the last minute.

Guessing is slowed down per browser and per account, and the owner is never locked out: a browser
that signed in to this account before is counted by itself, whatever others do; an address that
did not fail lately may try at once; and a refused try is not counted, so waiting always ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=1)
FAILURES_OF_A_CALLER = 10
"""Of one browser or address on one account."""
FAILURES_ON_AN_ACCOUNT = 10
"""Of everybody on one account, before those who failed lately have to wait longer."""
FAILURES_OF_AN_ADDRESS = 30
"""Of one address on all accounts together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedTries:
    """When tries failed within the last minute, oldest first."""

    here: tuple[datetime, ...] = ()
    """Of this browser, where it is known, else of this address, on this account."""
    on_account: tuple[datetime, ...] = ()
    """Of everybody on this account, except browsers that are known."""
    of_address: tuple[datetime, ...] = ()
    """Of this address on every account."""
    is_known_browser: bool = False


def wait_until(tries: FailedTries, now: datetime) -> datetime | None:
    """The moment from which the next try is taken, or None where it may be made now."""
    moments = [_when_below(tries.here, FAILURES_OF_A_CALLER)]
    if not tries.is_known_browser:
        moments.append(_when_below(tries.of_address, FAILURES_OF_AN_ADDRESS))
        if len(tries.on_account) >= FAILURES_ON_AN_ACCOUNT and tries.here:
            # The account is under attack: whoever failed waits twice as long after each failure.
            seconds = min(2 ** len(tries.here), WINDOW.total_seconds())
            moments.append(tries.here[-1] + timedelta(seconds=seconds))
    latest = max((moment for moment in moments if moment), default=None)
    return latest if latest is not None and latest > now else None


def _when_below(moments: tuple[datetime, ...], most: int) -> datetime | None:
    if len(moments) < most:
        return None
    return moments[-most] + WINDOW
