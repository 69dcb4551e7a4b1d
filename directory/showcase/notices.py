"""What the invented members put up on the noticeboard, and what an invented curator made of it."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from directory import clock
from directory.accounts.queries import credentials_of
from directory.noticeboard import queries, services
from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Venue
from directory.noticeboard.content import NoticeContent, usual_close
from directory.noticeboard.services import By

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

    Row = Mapping[str, str]

REASON = "It promises a cure. Say what people do that weekend, and what it may not replace."
CURATOR = "showcase"
CURRENCY = "USD"


def put_up_notices(session: Session, rows: Sequence[Row], keys: KeyRing) -> None:
    """Let these notices be written, sent and read, where nobody put up any yet. Flushes."""
    if queries.kept_notices(session, {row["listing"] for row in rows}):
        return
    for row in rows:
        account = credentials_of(session, row["account"])
        if account is not None:
            _put_up(session, row, account.account_id, keys)


def _put_up(session: Session, row: Row, account_id: int, keys: KeyRing) -> None:
    reference = services.begin(session, account_id, row["listing"], _content(row, clock.today()))
    services.send(session, By(CURATOR, keys), reference)
    sent_at = queries.kept_notice(session, reference).sent_at
    if sent_at is None or row["far"] == "waiting":
        return
    if row["far"] == "refused":
        services.refuse(session, By(CURATOR, keys), reference, seen_at=sent_at, reason=REASON)
    else:
        services.approve(session, By(CURATOR, keys), reference, seen_at=sent_at)


def _content(row: Row, today: date) -> NoticeContent:
    starts_on = _first_day(row, today)
    values: dict[str, Any] = {
        "kind": NoticeKind(row["kind"]),
        "title": row["title"],
        "words": row["words"],
        "shown_to": ShownTo(row["shown_to"]),
        "for_whom": row["for_whom"],
        "starts_on": starts_on,
        "begins_at": _time(row["begins_at"]),
        "ends_at": _time(row["ends_at"]),
        "schedule": row["schedule"],
        "venue": Venue(row["venue"] or "not-stated"),
        "venue_detail": row["venue_detail"],
        "fee": Fee(row["fee"] or "not-stated"),
        "fee_low": _number(row["fee_low"]),
        "fee_high": _number(row["fee_high"]),
        "currency": CURRENCY if row["fee_low"] else "",
        "languages": _several(row["languages"]),
        "access": _several(row["access"]),
        "has_places": {"left": True, "full": False, "": None}[row["places"]],
        "places_left": _number(row["places_left"]),
    }
    # The last day of the board follows from what takes place when.
    last_day = NoticeContent(closes_on=today, **values).last_day
    return NoticeContent(closes_on=usual_close(today, last_day), **values)


def _first_day(row: Row, today: date) -> date | None:
    """So many days from now, and on to the weekday that its words name (0 is Monday)."""
    if not row["in_days"]:
        return None
    day = today + timedelta(days=int(row["in_days"]))
    weekday = int(row["weekday"]) if row["weekday"] else day.weekday()
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word)
