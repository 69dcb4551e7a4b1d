"""The revision of the directory: one number that moves with every change to a listing or vouch.

A reader compares one number, and where it moved asks for just the changed rows. The number is
moved inside the transaction that makes the change; its row stays locked until that transaction
ends, so that a higher number is never visible before a lower one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, insert, select, update

from directory.profiles.closed_sets import Subject
from directory.profiles.models import DirectoryChange, DirectoryRevision, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy.orm import Session

ROWS_AT_ONCE = 500
FLOOR = ""
"""In the place of a handle: below this revision, what changed is no longer known by name."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since a revision: listings to read anew, and vouchers whose vouches moved.

    A handle that no longer is published stands here too: reading it anew finds nothing.
    """

    revision: int
    listings: frozenset[str]
    vouchers: frozenset[str]
    is_complete: bool = True
    """False where names that were gone have been forgotten since: read everything anew."""


_LOOK = f"SELECT number FROM {DirectoryRevision.__tablename__}"  # noqa: S608  # our own table


def current_revision(session: Session) -> int:
    """The number that a reader compares with the one of its snapshot.

    Asked at every request, so it goes past the building of a statement: 13 us instead of 56.
    """
    return int(session.connection().exec_driver_sql(_LOOK).scalar_one())


def record_changes(
    session: Session, handles: Iterable[str], *, subject: Subject = Subject.LISTING
) -> int:
    """Move the revision on and note who changed; flushes, and gives the new number.

    Without a handle nothing moves.
    """
    changed = sorted(set(handles))
    if not changed:
        return current_revision(session)
    session.flush()
    number = session.scalars(
        update(DirectoryRevision)
        .values(number=DirectoryRevision.number + 1)
        .returning(DirectoryRevision.number)
    ).one()
    for part in parts(changed):
        session.execute(
            delete(DirectoryChange).where(
                DirectoryChange.subject == subject, DirectoryChange.handle.in_(part)
            )
        )
        session.execute(
            insert(DirectoryChange),
            [{"handle": handle, "subject": subject, "revision": number} for handle in part],
        )
    return number


def changed_since(session: Session, revision: int) -> Changes:
    """Whose listing or vouches changed after this revision, and the revision that is reached."""
    # The number comes first: what is committed between the two questions is then told twice,
    # where the other order would never tell it.
    reached = current_revision(session)
    rows = session.execute(
        select(DirectoryChange.handle, DirectoryChange.subject).where(
            DirectoryChange.revision > revision
        )
    ).all()
    return Changes(
        revision=reached,
        listings=frozenset(row.handle for row in rows if row.subject is Subject.LISTING) - {FLOOR},
        vouchers=frozenset(row.handle for row in rows if row.subject is Subject.VOUCHES),
        is_complete=all(row.handle != FLOOR for row in rows),
    )


def forget_gone(session: Session) -> int:
    """Forget the handles of listings that are no more; how many rows. Flushes; may be repeated.

    What was forgotten leaves one row without a name, at the highest revision among them: whoever
    read the directory before that reads all of it anew, rather than miss that a page is gone.
    """
    gone = DirectoryChange.handle.not_in(select(Listing.handle)) & (DirectoryChange.handle != FLOOR)
    rows = session.execute(select(DirectoryChange.revision).where(gone)).all()
    if not rows:
        return 0
    floor = session.get(DirectoryChange, (FLOOR, Subject.LISTING))
    if floor is None:
        floor = DirectoryChange(handle=FLOOR, subject=Subject.LISTING, revision=0)
        session.add(floor)
    floor.revision = max(floor.revision, *(row.revision for row in rows))
    session.flush()
    session.execute(
        delete(DirectoryChange).where(gone).execution_options(synchronize_session=False)
    )
    return len(rows)


def parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in runs that fit into one statement of either database."""
    for start in range(0, len(values), ROWS_AT_ONCE):
        yield values[start : start + ROWS_AT_ONCE]
