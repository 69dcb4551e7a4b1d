"""Erase a person, forget what is past its time, and encrypt everything anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.accounts.services.second_factor import CODE_PURPOSE
from directory.audit import services as audit
from directory.curation.report_phrases import PHRASE_PURPOSE as REPORT_PHRASES
from directory.messages.phrases import PHRASE_PURPOSE
from directory.privacy.queries import centers_left_alone, is_last_curator, person_of
from directory.privacy.registry import HOLDINGS
from directory.profiles.lifecycle import Move
from directory.profiles.queries import log_subject
from directory.profiles.removed import PURPOSE as REMOVED_PURPOSE
from directory.profiles.services import move_listing
from directory.rotation.services import retire_keys

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person
    from directory.keys.ring import KeyRing

HASHED_FOR_LONG = ("audit", CODE_PURPOSE, REMOVED_PURPOSE, PHRASE_PURPOSE, REPORT_PHRASES)
"""Purposes whose hashes outlive a secret: their keys are kept when it is forgotten."""


class LastCuratorError(ValueError):
    """The only active networking admin cannot go."""


def erase_person(session: Session, keys: KeyRing, account_id: int) -> Person:
    """Erase everything held on the person behind an account; gives who they were. Flushes.

    A center that nobody else manages is taken out of the directory with them. The log
    keeps that an account was erased, under a reference that leads to nobody.

    Raises LastCuratorError, RecordNotFound.
    """
    if is_last_curator(session, account_id):
        raise LastCuratorError("another networking admin is needed first")
    person = person_of(session, account_id)
    for center in centers_left_alone(session, account_id):
        audit.record(
            session,
            keys,
            actor=person.reference,
            action="listing.withdrawn",
            subject=log_subject(session, center.handle),
        )
        move_listing(session, center.handle, Move.WITHDRAW)
    for holding in HOLDINGS:
        if holding.erase:
            holding.erase(session, keys, person)
    audit.record(session, keys, actor=person.reference, action="account.erased")
    return person


def purge(session: Session, settings: Settings) -> dict[str, int]:
    """Remove what is past its time; how many rows of which table. Flushes; may be repeated."""
    removed: dict[str, int] = {}
    for holding in HOLDINGS:
        if holding.purge:
            removed.update(holding.purge(session, settings))
    return dict(sorted(removed.items()))


def keep_retired_keys(session: Session, keys: KeyRing) -> int:
    """Keep the keys of earlier secrets for the hashes that last; how many were new. Flushes."""
    return retire_keys(session, keys, HASHED_FOR_LONG)
