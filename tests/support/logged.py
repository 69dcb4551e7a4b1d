"""What the log says of one act: who, when and what, and none of the words that were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.models import Account
from directory.audit import services as audit
from directory.audit.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.db import Database


def assert_logged(
    database: Database, action: str, *, by: Sequence[str], without: Sequence[str]
) -> None:
    """Hold that this act stands in the log once for each of these addresses, in their order.

    An empty address is somebody who is not signed in. `without` are pieces of what was read: no
    entry of the whole log holds one.
    """
    with database.session() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
        known = {row.email: row.reference for row in session.query(Account)}
    found = [one for one in entries if one.action == action]
    told = " ".join(f"{one.subject} {one.details}" for one in entries)
    actors = [known[address] if address else audit.NOBODY for address in by]
    assert [one.actor for one in found] == actors, action
    assert all(one.at <= clock.now() for one in found)
    assert [words for words in without if words in told] == []
