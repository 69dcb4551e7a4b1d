"""The second factor: a code from an app, or one of the recovery codes; each works once."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, update

from directory import clock
from directory.accounts import totp
from directory.accounts.closed_sets import SessionEnd
from directory.accounts.models import Account, RecoveryCode
from directory.accounts.services.sessions import end_sessions
from directory.accounts.tokens import keyed_digest
from directory.audit import services as audit
from directory.keys.fields import decrypt_field, encrypt_field
from directory.rotation.queries import digests

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

RECOVERY_CODES = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # None that is read for another.
_GROUPS = 3
_GROUP_LENGTH = 4
_FIELD = "second-factor"
CODE_PURPOSE = "recovery-code"


class FactorNeededError(ValueError):
    """A curator cannot be without a second factor."""


def new_secret() -> str:
    """A new secret for an app: 160 random bits, in base32."""
    return totp.secret_text(secrets.token_bytes(totp.SECRET_BYTES))


def turn_on(
    session: Session, keys: KeyRing, account_id: int, secret: str, *, step: int, but: str
) -> tuple[str, ...]:
    """Ask for a code at each sign-in from now on; gives the recovery codes, shown only now.

    `step` is the step of the code that proved the app works, so that it is not used again; all
    other sessions than `but` end.
    """
    account = session.get_one(Account, account_id)
    account.factor_secret = encrypt_field(
        keys, secret, purpose=_FIELD, place=f"account:{account.reference}"
    )
    account.factor_since = clock.now()
    account.factor_last_step = step
    end_sessions(session, account_id, SessionEnd.FACTOR_CHANGED, but=but)
    audit.record(session, keys, actor=account.reference, action="second-factor.on")
    return _make_codes(session, keys, account)


def turn_off(session: Session, keys: KeyRing, account_id: int, *, but: str) -> None:
    """Ask for the password alone from now on. Raises FactorNeededError for a curator."""
    account = session.get_one(Account, account_id)
    if account.is_curator:
        raise FactorNeededError("a curator needs a second factor")
    account.factor_secret = account.factor_since = account.factor_last_step = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))
    end_sessions(session, account_id, SessionEnd.FACTOR_CHANGED, but=but)
    audit.record(session, keys, actor=account.reference, action="second-factor.off")


def renew_codes(session: Session, keys: KeyRing, account_id: int) -> tuple[str, ...]:
    """New recovery codes in place of the old ones, shown only now."""
    account = session.get_one(Account, account_id)
    audit.record(session, keys, actor=account.reference, action="recovery-codes.renewed")
    return _make_codes(session, keys, account)


def accept_code(session: Session, keys: KeyRing, account_id: int, typed: str) -> bool:
    """Whether this is a code that is now valid; if so it is used up, in this transaction."""
    plain = "".join(sign for sign in typed.lower() if sign.isalnum())
    if plain.isascii() and plain.isdigit() and len(plain) == totp.DIGITS:
        return _accept_app_code(session, keys, account_id, plain)
    return _accept_recovery_code(session, keys, account_id, plain)


def current_code(session: Session, keys: KeyRing, account_id: int) -> str:
    """The code that the app would show now; for the printed sign-ins of a demo."""
    account = session.get_one(Account, account_id)
    return totp.code_at(_secret_of(keys, account), totp.step_at(clock.now()))


def _accept_app_code(session: Session, keys: KeyRing, account_id: int, code: str) -> bool:
    account = session.get_one(Account, account_id)
    if account.factor_secret is None:
        return False
    step = totp.matching_step(
        _secret_of(keys, account), code, clock.now(), after=account.factor_last_step
    )
    if step is None:
        return False
    # Compare-and-set: the same code sent twice at once opens one session.
    return _changes_one(
        session,
        update(Account)
        .where(
            Account.id == account_id,
            or_(Account.factor_last_step.is_(None), Account.factor_last_step < step),
        )
        .values(factor_last_step=step),
    )


def _accept_recovery_code(session: Session, keys: KeyRing, account_id: int, code: str) -> bool:
    is_taken = _changes_one(
        session,
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash.in_(digests(session, keys, code, purpose=CODE_PURPOSE)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=clock.now()),
    )
    if is_taken:
        actor = session.get_one(Account, account_id).reference
        audit.record(session, keys, actor=actor, action="recovery-code.used")
    return is_taken


def _changes_one(session: Session, statement: object) -> bool:
    result = session.execute(
        statement.execution_options(synchronize_session="fetch")  # type: ignore[attr-defined]
    )
    changed: int = result.rowcount  # type: ignore[attr-defined]
    return changed == 1


def _secret_of(keys: KeyRing, account: Account) -> str:
    return decrypt_field(
        keys, account.factor_secret or b"", purpose=_FIELD, place=f"account:{account.reference}"
    )


def _make_codes(session: Session, keys: KeyRing, account: Account) -> tuple[str, ...]:
    session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    session.add_all(
        RecoveryCode(
            account_id=account.id,
            code_hash=keyed_digest(keys, code.replace("-", ""), purpose=CODE_PURPOSE),
        )
        for code in codes
    )
    session.flush()
    return codes


def _new_code() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)
