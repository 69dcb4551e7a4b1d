"""Sessions on the server: a cookie whose row has ended opens nothing, wherever it was copied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update

from directory import clock
from directory.accounts.closed_sets import SessionEnd, Stage
from directory.accounts.models import AccountSession, KnownBrowser
from directory.accounts.tokens import digest, new_reference, new_token
from directory.db import RecordNotFound

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Browser:
    """From where somebody signs in, coarse enough to be kept."""

    device: str
    network: str


def start_session(session: Session, account_id: int, stage: Stage, browser: Browser) -> str:
    """A new session; gives the token for the browser's cookie. Flushes."""
    token, now = new_token(), clock.now()
    session.add(
        AccountSession(
            reference=new_reference(),
            account_id=account_id,
            token_hash=digest(token),
            stage=stage,
            started_at=now,
            seen_at=now,
            confirmed_at=now,
            device=browser.device,
            network=browser.network,
        )
    )
    session.flush()
    return token


def note_use(session: Session, reference: str) -> None:
    """Note that the session is being used, so that it does not end for idleness."""
    _change(session, AccountSession.reference == reference, seen_at=clock.now())


def note_password_given(session: Session, reference: str) -> None:
    """Note that the person behind the session has just given the password."""
    _change(session, AccountSession.reference == reference, confirmed_at=clock.now())


def end_session(session: Session, reference: str, because: SessionEnd) -> None:
    """End this session now."""
    _end(session, AccountSession.reference == reference, because=because)


def end_own_session(session: Session, account_id: int, reference: str) -> None:
    """End one of somebody's own sessions. Raises RecordNotFound where it is not theirs."""
    ended = _end(
        session,
        AccountSession.reference == reference,
        AccountSession.account_id == account_id,
        because=SessionEnd.ENDED_BY_OWNER,
    )
    if not ended:
        raise RecordNotFound("no open session of this account has this reference")


def end_sessions(
    session: Session, account_id: int, because: SessionEnd, *, but: str | None = None
) -> int:
    """End all sessions of an account, except the one with the reference `but`; how many."""
    return _end(
        session,
        AccountSession.account_id == account_id,
        AccountSession.reference != (but or ""),
        because=because,
    )


def remember_browser(session: Session, account_id: int) -> str:
    """Let a browser be counted by itself from now on; gives the token for its cookie. Flushes."""
    token = new_token()
    session.add(KnownBrowser(account_id=account_id, token_hash=digest(token), since=clock.now()))
    session.flush()
    return token


def _end(session: Session, *which: object, because: SessionEnd) -> int:
    return _change(
        session,
        AccountSession.ended_at.is_(None),
        *which,
        ended_at=clock.now(),
        ended_because=because,
    )


def _change(session: Session, *which: object, **values: object) -> int:
    statement = update(AccountSession).where(*which).values(**values)  # type: ignore[arg-type]
    result = session.execute(statement.execution_options(synchronize_session="fetch"))
    changed: int = result.rowcount  # type: ignore[attr-defined]
    return changed
