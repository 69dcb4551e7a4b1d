"""What accounts hold about a person, and how it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from directory import clock
from directory.accounts.models import (
    Account,
    AccountListing,
    AccountSession,
    KnownBrowser,
    OneTimeLink,
    Passkey,
    RecoveryCode,
    SignInTry,
    TwoPersonAct,
)
from directory.accounts.queries import try_keys
from directory.accounts.services.tries import KEPT as TRIES_KEPT
from directory.holdings import Holding, plain_rows
from directory.keys.fields import decrypt_field, encrypt_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

_FACTOR = "second-factor"


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The account and all that hangs on it; no password, no secret, no hash."""
    del keys
    mine = person.account_id
    own_links = or_(OneTimeLink.account_id == mine, OneTimeLink.email == person.email)
    return {
        "account": plain_rows(
            session,
            select(Account.__table__).where(Account.id == mine),
            but=("id", "password_hash", "factor_secret", "factor_last_step"),
        ),
        "listings": plain_rows(
            session,
            select(AccountListing.__table__).where(AccountListing.account_id == mine),
            but=("account_id",),
        ),
        "sessions": _of_account(session, AccountSession, mine, but=("token_hash",)),
        "known-browsers": _of_account(session, KnownBrowser, mine, but=("token_hash",)),
        "recovery-codes": _of_account(session, RecoveryCode, mine, but=("code_hash",)),
        "passkeys": _of_account(session, Passkey, mine, but=("public_key", "credential_id")),
        "links-for-you": plain_rows(
            session, select(OneTimeLink.__table__).where(own_links), but=_OF_LINKS
        ),
        "invitations-by-you": plain_rows(
            session,
            select(OneTimeLink.__table__).where(OneTimeLink.made_by_id == mine),
            but=_OF_LINKS,
        ),
        "acts-of-two-people": plain_rows(
            session,
            select(TwoPersonAct.__table__).where(
                or_(TwoPersonAct.proposed_by_id == mine, TwoPersonAct.concerned_id == mine)
            ),
            but=("id", "proposed_by_id", "ended_by_id", "concerned_id"),
        ),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Delete the account; what hangs on it goes with it. Flushes."""
    account_key, _caller = try_keys(keys, person.email, "")
    session.execute(delete(SignInTry).where(SignInTry.account_key == account_key))
    session.execute(
        delete(OneTimeLink).where(
            or_(OneTimeLink.email == person.email, OneTimeLink.made_by_id == person.account_id)
        )
    )
    # What they proposed about others stays as an act of the network, without them.
    session.execute(delete(TwoPersonAct).where(TwoPersonAct.subject == person.reference))
    session.execute(delete(Account).where(Account.id == person.account_id))
    session.flush()


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Remove ended sessions, closed links and tries that are past their time. Flushes."""
    now = clock.now()
    old = now - settings.keep_ended
    ended = {
        "account_sessions": delete(AccountSession).where(
            or_(AccountSession.ended_at < old, AccountSession.seen_at < old)
        ),
        "one_time_links": delete(OneTimeLink).where(
            or_(OneTimeLink.closed_at < old, OneTimeLink.expires_at < old)
        ),
        "sign_in_tries": delete(SignInTry).where(SignInTry.at < now - TRIES_KEPT),
    }
    return {
        table: session.execute(statement).rowcount  # type: ignore[attr-defined]
        for table, statement in ended.items()
    }


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt the second factors anew. Flushes."""
    rows = session.scalars(select(Account).where(Account.factor_secret.is_not(None))).all()
    for account in rows:
        place = f"account:{account.reference}"
        text = decrypt_field(keys, account.factor_secret or b"", purpose=_FACTOR, place=place)
        account.factor_secret = encrypt_field(keys, text, purpose=_FACTOR, place=place)
    session.flush()
    return len(rows)


def _of_account(
    session: Session,
    table: type[AccountSession | KnownBrowser | RecoveryCode | Passkey],
    account_id: int,
    *,
    but: tuple[str, ...],
) -> list[dict[str, object]]:
    statement = select(table.__table__).where(table.account_id == account_id)
    return plain_rows(session, statement, but=(*but, "id", "account_id", "reference"))


_OF_LINKS = ("id", "reference", "token_hash", "account_id", "made_by_id", "form_key")

HOLDING = Holding(
    name="accounts",
    tables=(
        "accounts",
        "account_listings",
        "account_sessions",
        "known_browsers",
        "one_time_links",
        "passkeys",
        "recovery_codes",
        "sign_in_tries",
        "two_person_acts",
    ),
    export=export,
    erase=erase,
    told=_(
        "Your account goes, with its sessions, passkeys, codes and the invitations you sent. "
        "The log keeps that something was done, under a random sign that leads to nobody."
    ),
    purge=purge,
    renew=renew,
)
