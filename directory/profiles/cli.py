"""`directory suspend`: takes a listing out of sight, and shuts out whoever signs in for it."""

from __future__ import annotations

import click

from directory.accounts.services.administration import suspend_owner
from directory.audit import services as audit
from directory.console import RefusalError, say, settings_of_the_environment
from directory.db import session_scope
from directory.keys.ring import KeyRing
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.decisions import record_decision
from directory.profiles.lifecycle import ForbiddenMoveError, Move
from directory.profiles.queries import log_subject
from directory.profiles.services import UnknownListingError, move_listing


@click.command
@click.argument("handle")
@click.option("--reason", required=True, help="Why, for the log and for the person.")
def suspend(handle: str, reason: str) -> None:
    """Suspend the listing HANDLE at once: gone from search, its page answers 410."""
    if not reason.strip():
        raise RefusalError("A suspension needs a reason: say why with --reason.")
    settings = settings_of_the_environment()
    keys = KeyRing(settings.secret_key, settings.previous_secret_keys)
    with session_scope(settings) as session:
        try:
            move_listing(session, handle, Move.SUSPEND, reason=reason)
            record_decision(
                session, handle, DecisionKind.SUSPEND, reason=reason.strip(), made_by=audit.OPERATOR
            )
        except (UnknownListingError, ForbiddenMoveError) as problem:
            raise RefusalError(str(problem)) from None
        has_account = suspend_owner(
            session, keys, handle, reason=reason.strip(), actor=audit.OPERATOR
        )
        subject = log_subject(session, handle)
        audit.record(
            session, keys, actor=audit.OPERATOR, action="listing.suspended", subject=subject
        )
    say(f"{handle} is suspended{'; the account behind it, too' if has_account else ''}.")
