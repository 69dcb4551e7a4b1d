"""The key in a form that makes sending it twice give the first result, not a second record.

A view that creates something puts `new_key()` into its form (component `one_time_key`) and makes
it within `once`; a key that was seen before leads to what was made then.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from directory import clock
from directory.web.models import UsedKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

FIELD = "one_time_key"
KEPT = timedelta(days=30)
RESULT_AT_MOST = 120
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


class KeyMissingError(ValueError):
    """The form carries no key, or one that we did not make."""


def new_key() -> str:
    """A key for one form: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


def key_of(form: Mapping[str, str]) -> str:
    """The key that a form was sent with; KeyMissingError where it has none of ours."""
    key = form.get(FIELD, "")
    if not _KEY.fullmatch(key):
        raise KeyMissingError("the form has no key: open the page again and repeat it")
    return key


def once(session: Session, key: str, *, purpose: str, actor: str, make: Callable[[], str]) -> str:
    """What `make` gives the first time, a reference; with the same key again, that first result.

    `actor` is the reference of the member, or "" for a visitor: another's key leads nowhere. Of
    two that come at once the second waits for the first. Flushes; where `make` raises, the
    rollback leaves the key unused.
    """
    key_hash = _hash(purpose, actor, key)
    if not _is_first(session, key_hash, purpose):
        return session.scalars(select(UsedKey.result).where(UsedKey.key_hash == key_hash)).one()
    result = make()
    if len(result) > RESULT_AT_MOST:
        raise ValueError(f"The result for a one-time key has at most {RESULT_AT_MOST} characters.")
    session.execute(update(UsedKey).where(UsedKey.key_hash == key_hash).values(result=result))
    return result


def use_up(session: Session, key: str, *, purpose: str) -> bool:
    """Whether this key is used for the first time; it never is again. Flushes."""
    return _is_first(session, _hash(purpose, "", key), purpose)


def forget_used_keys(session: Session) -> int:
    """Forget keys of forms that nobody sends again; how many. Flushes."""
    statement = delete(UsedKey).where(UsedKey.used_at < clock.now() - KEPT)
    forgotten: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return forgotten


def _is_first(session: Session, key_hash: str, purpose: str) -> bool:
    # On PostgreSQL the insert waits for somebody else's with the same key until that one has
    # committed; on SQLite the writing transaction stands alone.
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(UsedKey)
        .values(key_hash=key_hash, purpose=purpose, result="", used_at=clock.now())
        .on_conflict_do_nothing()
        .returning(UsedKey.key_hash)
    )
    return session.execute(statement).first() is not None


def _hash(purpose: str, actor: str, key: str) -> str:
    return hashlib.sha256(f"{purpose}\0{actor}\0{key}".encode()).hexdigest()
