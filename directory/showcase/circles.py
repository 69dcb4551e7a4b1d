"""The circles of the invented members: colleagues in the network, and people who never joined."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from directory.accounts.queries import credentials_of
from directory.circle import queries, services
from directory.circle.contact import read_contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

    Row = Mapping[str, str]


def fill_circles(session: Session, keys: KeyRing, rows: Sequence[Row]) -> None:
    """Give these members their circles, where they are empty. Flushes."""
    for email, contacts in groupby(rows, key=lambda row: row["owner"]):
        account = credentials_of(session, email)
        if account is not None and not queries.contacts_of(session, keys, account.account_id):
            _fill(session, keys, account.account_id, contacts)


def _fill(session: Session, keys: KeyRing, owner: int, rows: Iterable[Row]) -> None:
    for row in rows:
        if row["listing"]:
            services.add_colleague(session, owner, row["listing"])
        else:
            services.add_contact(session, keys, owner, read_contact(row).contact)
