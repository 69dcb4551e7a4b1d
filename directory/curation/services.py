"""What a curator does about a listing: each act is decided, recorded, logged, and told by mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import clock
from directory.accounts.services.stewardship import (
    shut_out_stewards,
    stewards_of,
    verify_stewards,
)
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.curation.models import HelpLineCheck
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.decisions import record_decision
from directory.profiles.licence_checks import add_evidence, record_check
from directory.profiles.lifecycle import Move
from directory.profiles.queries import log_subject
from directory.profiles.services import move_listing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.profiles.draft import CredentialKey
    from directory.profiles.licence_checks import Found

MOVES: Mapping[DecisionKind, Move] = {
    DecisionKind.PUBLISH: Move.PUBLISH,
    DecisionKind.RETURN: Move.RETURN,
    DecisionKind.HIDE: Move.HIDE,
    DecisionKind.SUSPEND: Move.SUSPEND,
    DecisionKind.RESTORE: Move.RESTORE,
}
"""What each decision does to the listing; asking to correct moves nothing."""

MEDIA = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}
EVIDENCE_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Curator:
    """Who acts: the reference of the account, and the keys that the log is written with."""

    reference: str
    keys: KeyRing


def decide(
    session: Session, curator: Curator, handle: str, kind: DecisionKind, *, reason: str = ""
) -> tuple[str, ...]:
    """Decide about a listing, and give the addresses of those who should look at their desk.

    Flushes. Raises UnknownListingError, ForbiddenMoveError, StaleStateError as move_listing does.
    """
    about = log_subject(session, handle)
    if kind in MOVES:
        move_listing(session, handle, MOVES[kind], reason=reason)
    record_decision(session, handle, kind, reason=reason, made_by=curator.reference)
    told = tuple(one.email for one in stewards_of(session, handle))
    if kind in {DecisionKind.PUBLISH, DecisionKind.RESTORE}:
        verify_stewards(session, handle)
    if kind is DecisionKind.SUSPEND:
        shut_out_stewards(session, handle)
    _log(session, curator, f"listing.{kind.value}", about, {"reason": reason.strip()})
    return told


def check_credential(
    session: Session,
    curator: Curator,
    handle: str,
    credential: CredentialKey,
    found: Found,
    evidence: bytes = b"",
) -> str:
    """Record what was looked up about a credential, with its file; gives the check's reference.

    Flushes. Raises RecordNotFound; ValueError for a file that is no PDF, PNG or JPEG.
    """
    media_type = media_type_of(evidence) if evidence else ""
    reference = new_reference()
    record_check(
        session, handle, credential, found, reference=reference, checked_by=curator.reference
    )
    if evidence:
        add_evidence(session, curator.keys, reference, media_type, evidence)
    profession, jurisdiction, title = credential
    _log(
        session,
        curator,
        "licence.checked",
        log_subject(session, handle),
        {
            "credential": f"{title}, {jurisdiction}, {profession}",
            "outcome": found.outcome.value,
            "where": found.looked_at,
            "check": reference,
            "evidence": media_type,
        },
    )
    return reference


def tell_of_check(session: Session, curator: Curator, handle: str, words: str) -> tuple[str, ...]:
    """Put onto the desk of a listing's owner what a check came to; flushes.

    Gives the addresses of those who should look there.
    """
    record_decision(session, handle, DecisionKind.CHECK, reason=words, made_by=curator.reference)
    _log(session, curator, "licence.check-told", log_subject(session, handle), {"reason": words})
    return tuple(one.email for one in stewards_of(session, handle))


def media_type_of(content: bytes) -> str:
    """What a file is by its first signs. Raises ValueError for anything but PDF, PNG and JPEG."""
    for beginning, media_type in MEDIA.items():
        if content.startswith(beginning):
            return media_type
    raise ValueError("The file is no PDF, PNG or JPEG.")


def note_changes(
    session: Session, curator: Curator, handle: str, *, is_accepted: bool, about: str
) -> None:
    """Keep what became of changes that waited; flushes. `about`: the parts, or why not."""
    kind = DecisionKind.ACCEPT_CHANGES if is_accepted else DecisionKind.RETURN_CHANGES
    record_decision(session, handle, kind, reason=about, made_by=curator.reference)
    subject = log_subject(session, handle)
    _log(session, curator, f"listing.{kind.value}", subject, {"about": about})


def answer_owner(session: Session, curator: Curator, handle: str, words: str) -> tuple[str, ...]:
    """Put what became of something onto the desk of whoever told it, the listing's owner.

    Gives the addresses of those who should look there; flushes. The caller logs what it was.
    """
    record_decision(session, handle, DecisionKind.ANSWER, reason=words, made_by=curator.reference)
    return tuple(one.email for one in stewards_of(session, handle))


def note_call(session: Session, curator: Curator, reference: str, name: str) -> None:
    """Keep that a help line was called today and answers; flushes."""
    row = session.get(HelpLineCheck, reference)
    if row is None:
        row = HelpLineCheck(line=reference)
        session.add(row)
    row.checked_on, row.checked_by = clock.today(), curator.reference
    session.flush()
    _log(session, curator, "help-line.checked", reference, {"line": name})


def log_reading(session: Session, curator: Curator, handle: str, reference: str) -> None:
    """Note in the log that an evidence file was opened; flushes."""
    _log(session, curator, "evidence.read", log_subject(session, handle), {"check": reference})


def log_act(
    session: Session, curator: Curator, action: str, subject: str, details: Mapping[str, str]
) -> None:
    """Note any other act of the desk in the log; flushes."""
    _log(session, curator, action, subject, details)


def _log(
    session: Session, curator: Curator, action: str, subject: str, details: Mapping[str, str]
) -> None:
    kept = {name: value for name, value in details.items() if value}
    audit.record(
        session,
        curator.keys,
        actor=curator.reference,
        action=action,
        subject=subject,
        details=kept,
    )
