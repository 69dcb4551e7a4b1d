"""Who of an import may be somebody who is here already: opened as cases, a pair each."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind, ContactKind
from directory.profiles.duplicates import are_near_names, licence_number, telephone_digits
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Contact, Credential, Listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    Key = tuple[str, ...]
    Pair = tuple[str, str]

TOO_MANY = 50
"""A telephone that more people share is a switchboard, a licence a placeholder: no pairs of it."""


def flag_pairs(session: Session, handles: Iterable[str]) -> int:
    """Open a case for each pair with one licence, or one telephone and nearly one name; how many.

    A pair has at least one of `handles`. Only who shares a number is compared, so the work grows
    with the listings and not with their square. Flushes.
    """
    new = frozenset(handles)
    found = [(CaseKind.DUPLICATE_LICENCE, pair) for pair in _pairs(_licences(session), new)]
    names = _names(session)
    found += [
        (CaseKind.NEAR_SAME_PERSON, pair)
        for pair in _pairs(_telephones(session), new)
        if are_near_names(names[pair[0]], names[pair[1]])
    ]
    for kind, pair in sorted(found):
        open_case(session, kind, pair, _evidence(kind))
    return len(found)


def _pairs(holders: Iterable[tuple[Key, str]], new: frozenset[str]) -> Iterator[Pair]:
    blocks: dict[Key, set[str]] = defaultdict(set)
    for key, handle in holders:
        blocks[key].add(handle)
    seen = set()
    for block in blocks.values():
        if len(block) <= TOO_MANY:
            seen |= {pair for pair in combinations(sorted(block), 2) if not new.isdisjoint(pair)}
    yield from seen


def _licences(session: Session) -> Iterator[tuple[Key, str]]:
    """Each licence by profession and by title: boards differ in what they put first."""
    rows = session.execute(
        select(
            Listing.handle,
            Credential.number,
            Credential.title,
            Credential.profession,
            Credential.jurisdiction,
        )
        .join(Credential, Credential.listing_id == Listing.id)
        .where(Credential.number.is_not(None), Listing.status != ListingStatus.WITHDRAWN)
    )
    for row in rows:
        number = licence_number(row.number, row.title)
        if number:
            yield ("profession", row.profession, row.jurisdiction, number), row.handle
            yield ("title", row.title, row.jurisdiction, number), row.handle


def _telephones(session: Session) -> Iterator[tuple[Key, str]]:
    rows = session.execute(
        select(Listing.handle, Listing.kind, Contact.value)
        .join(Contact, Contact.listing_id == Listing.id)
        .where(Contact.kind == ContactKind.PHONE, Listing.status != ListingStatus.WITHDRAWN)
    )
    for row in rows:
        digits = telephone_digits(row.value)
        if digits:
            yield (row.kind.value, digits), row.handle


def _names(session: Session) -> dict[str, str]:
    return {row.handle: row.name for row in session.execute(select(Listing.handle, Listing.name))}


def _evidence(kind: CaseKind) -> str:
    if kind is CaseKind.DUPLICATE_LICENCE:
        return _("An import states the same licence for both.")
    return _("An import gives both the same telephone and nearly the same name.")
