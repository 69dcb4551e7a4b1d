"""Accounts of the invented network: who they are stands in a file, their passwords in none.

Password and second factor are derived from this copy's secret key, so that they differ from
copy to copy, and can be printed again whenever the demo is started.
"""

from __future__ import annotations

import base64
import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts import passwords, totp
from directory.accounts.closed_sets import AppliedAs, Stewardship
from directory.accounts.models import Account
from directory.accounts.services import second_factor
from directory.accounts.services.administration import give_listing
from directory.accounts.tokens import new_reference
from directory.keys.fields import FieldNotReadableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

FILE = "demo_accounts.csv"


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    """How to sign in as one of the invented people."""

    who: str
    email: str
    password: str
    code: str | None
    """What the curator's app would show now."""
    app_key: str | None
    """What to type into an app of one's own."""


def make_demo_accounts(session: Session, keys: KeyRing, folder: Path) -> tuple[DemoSignIn, ...]:
    """Make the accounts of the invented network, or leave them as they are. Flushes.

    `folder` is that of the seed data; the listings named there must be loaded.
    """
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        return tuple(_made(session, keys, row) for row in csv.DictReader(file))


def _made(session: Session, keys: KeyRing, row: Mapping[str, str]) -> DemoSignIn:
    password = _password(keys, row["email"])
    account = session.scalars(select(Account).where(Account.email == row["email"])).one_or_none()
    if account is None:
        account = _added(session, row, password)
    elif not passwords.matches(account.password_hash, password):
        account.password_hash = passwords.hashed(password)
    if row["listing"]:
        is_center = row["applied_as"] == AppliedAs.CENTER
        stewardship = Stewardship.MANAGER if is_center else Stewardship.OWNER
        give_listing(session, account.id, row["listing"], stewardship, verified_on=clock.today())
    secret = _app_key(keys, row["email"]) if account.is_curator else None
    return DemoSignIn(
        who=f"{row['name']}, {row['who']}",
        email=row["email"],
        password=password,
        code=_code(session, keys, account, secret) if secret else None,
        app_key=secret,
    )


def _added(session: Session, row: Mapping[str, str], password: str) -> Account:
    account = Account(
        reference=new_reference(),
        email=row["email"],
        name=row["name"],
        applied_as=AppliedAs(row["applied_as"]) if row["applied_as"] else None,
        is_curator=row["is_curator"] == "yes",
        password_hash=passwords.hashed(password),
        password_changed_at=clock.now(),
        made_at=clock.now(),
    )
    session.add(account)
    session.flush()
    return account


def _code(session: Session, keys: KeyRing, account: Account, secret: str) -> str:
    try:
        if account.factor_secret is not None:
            return second_factor.current_code(session, keys, account.id)
    except FieldNotReadableError:
        pass  # Made with another secret key: made anew.
    second_factor.turn_on(session, keys, account.id, secret, step=0, but="")
    return second_factor.current_code(session, keys, account.id)


def _password(keys: KeyRing, email: str) -> str:
    text = base64.b32encode(keys.key(f"demo-password:{email}"))[:20].decode().lower()
    return "-".join(text[start : start + 5] for start in range(0, 20, 5))


def _app_key(keys: KeyRing, email: str) -> str:
    return totp.secret_text(keys.key(f"demo-second-factor:{email}")[: totp.SECRET_BYTES])
