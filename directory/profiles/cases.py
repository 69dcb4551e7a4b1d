"""Cases: what a curator has to look into, opened by what the software saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from directory import clock
from directory.db import RecordNotFound
from directory.profiles.models import Case as CaseRow
from directory.profiles.models import CaseListing, Listing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.profiles.closed_sets import CaseKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Something to look into: what kind, about whom, what was seen, and since when."""

    id: int
    kind: CaseKind
    handles: tuple[str, ...]
    evidence: tuple[str, ...]
    opened_at: datetime


def open_case(session: Session, kind: CaseKind, handles: Sequence[str], evidence: str) -> int:
    """Open a case about these listings and give its number; flushes.

    Where one of this kind about the same listings is open, what is new is added to it.

    Raises RecordNotFound for a handle that does not exist.
    """
    ids = {row.handle: row.id for row in session.execute(_ids(handles))}
    missing = set(handles) - set(ids)
    if missing:
        raise RecordNotFound(f"There is no listing called {sorted(missing)}")
    row = _open_about(session, kind, set(ids.values()))
    if row is None:
        row = CaseRow(kind=kind, evidence=evidence, opened_at=clock.now())
        row.listings = [CaseListing(listing_id=number) for number in sorted(ids.values())]
        session.add(row)
    elif evidence not in row.evidence.splitlines():
        row.evidence = f"{row.evidence}\n{evidence}"
    session.flush()
    return row.id


def open_cases(session: Session) -> tuple[Case, ...]:
    """Every open case, oldest first."""
    rows = session.scalars(
        select(CaseRow).where(CaseRow.closed_at.is_(None)).order_by(CaseRow.opened_at, CaseRow.id)
    ).all()
    handles: dict[int, list[str]] = {row.id: [] for row in rows}
    about = session.execute(
        select(CaseListing.case_id, Listing.handle)
        .join(Listing, CaseListing.listing_id == Listing.id)
        .where(CaseListing.case_id.in_(list(handles)))
        .order_by(Listing.handle)
    )
    for case_id, handle in about:
        handles[case_id].append(handle)
    return tuple(
        Case(
            id=row.id,
            kind=row.kind,
            handles=tuple(handles[row.id]),
            evidence=tuple(row.evidence.splitlines()),
            opened_at=row.opened_at,
        )
        for row in rows
    )


def close_case(session: Session, case_id: int, *, outcome: str) -> None:
    """Close a case with what it came to, in a sentence; flushes.

    Raises ValueError without an outcome, RecordNotFound where no open case has this number.
    """
    if not outcome.strip():
        raise ValueError("Say what the case came to.")
    closed = session.execute(
        update(CaseRow)
        .where(CaseRow.id == case_id, CaseRow.closed_at.is_(None))
        .values(closed_at=clock.now(), outcome=outcome.strip())
    )
    if closed.rowcount != 1:  # type: ignore[attr-defined]
        raise RecordNotFound(f"No open case has the number {case_id}")


def _ids(handles: Sequence[str]) -> Select[int, str]:
    return select(Listing.id, Listing.handle).where(Listing.handle.in_(handles))


def _open_about(session: Session, kind: CaseKind, about: set[int]) -> CaseRow | None:
    same = (
        select(CaseListing.case_id)
        .where(CaseListing.listing_id.in_(about))
        .group_by(CaseListing.case_id)
        .having(func.count() == len(about))
    )
    found = session.scalars(
        select(CaseRow).where(
            CaseRow.kind == kind, CaseRow.closed_at.is_(None), CaseRow.id.in_(same)
        )
    )
    return next((row for row in found if {item.listing_id for item in row.listings} == about), None)
