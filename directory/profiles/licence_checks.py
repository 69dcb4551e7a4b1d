"""Checks of licences: what was looked up, where, when and by whom, and the file behind it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.keys.fields import decrypt_field, encrypt_field
from directory.matching.listing import LicenseStatus
from directory.profiles.closed_sets import CheckOutcome
from directory.profiles.models import Credential, LicenceCheck, LicenceEvidence, Listing
from directory.profiles.revision import record_changes

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.profiles.draft import CredentialKey

PURPOSE = "licence-evidence"

STATUS: dict[CheckOutcome, LicenseStatus] = {
    CheckOutcome.GOOD_STANDING: LicenseStatus.ACTIVE,
    CheckOutcome.PROOF_SEEN: LicenseStatus.ACTIVE,
    CheckOutcome.RESTRICTED: LicenseStatus.PROBATION,
    CheckOutcome.EXPIRED: LicenseStatus.EXPIRED,
    CheckOutcome.NOT_FOUND: LicenseStatus.NOT_CHECKED,
}
"""What each outcome says of the licence; one that was not found is known to nobody."""

GOOD = frozenset({CheckOutcome.GOOD_STANDING, CheckOutcome.PROOF_SEEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What stood where it was looked up, as the curator writes it down."""

    outcome: CheckOutcome
    looked_at: str
    checked_on: date
    number: str | None
    expires_on: date | None
    supervisor_confirmed_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check that was recorded; `checked_by` is the reference of an account."""

    reference: str
    credential: CredentialKey
    number: str | None
    expires_on: date | None
    outcome: CheckOutcome
    looked_at: str
    checked_on: date
    checked_by: str
    recorded_at: datetime
    note: str
    evidence: str
    """The media type of the file behind it, or empty where there is none."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The file behind a check, opened, and the listing that it is about."""

    handle: str
    media_type: str
    content: bytes


def record_check(
    session: Session,
    handle: str,
    credential: CredentialKey,
    found: Found,
    *,
    reference: str,
    checked_by: str,
) -> None:
    """Keep a check, and let the credential say what was found and no more; flushes.

    Raises RecordNotFound where the listing has no such credential.
    """
    row = _credential(session, handle, credential)
    session.add(
        LicenceCheck(
            reference=reference,
            listing_id=row.listing_id,
            profession=row.profession,
            jurisdiction=row.jurisdiction,
            title=row.title,
            number=found.number,
            expires_on=found.expires_on,
            outcome=found.outcome,
            looked_at=found.looked_at,
            checked_on=found.checked_on,
            checked_by=checked_by,
            recorded_at=clock.now(),
            note=found.note,
        )
    )
    is_known = found.outcome is not CheckOutcome.NOT_FOUND
    row.status = STATUS[found.outcome]
    row.checked_on = found.checked_on if is_known else None
    row.checked_where = found.looked_at if is_known else ""
    row.number = found.number
    row.expires_on = found.expires_on
    if row.supervisor_name and found.supervisor_confirmed_on:
        row.supervisor_confirmed_on = found.supervisor_confirmed_on
    record_changes(session, [handle])


def checks_of(session: Session, handle: str) -> tuple[Check, ...]:
    """Every check of a listing's credentials, the latest first."""
    rows = session.execute(
        select(LicenceCheck, LicenceEvidence.media_type)
        .join(Listing, Listing.id == LicenceCheck.listing_id)
        .outerjoin(LicenceEvidence, LicenceEvidence.check_id == LicenceCheck.id)
        .where(Listing.handle == handle)
        .order_by(LicenceCheck.id.desc())
    ).all()
    return tuple(_check(row.LicenceCheck, row.media_type or "") for row in rows)


def add_evidence(
    session: Session, keys: KeyRing, reference: str, media_type: str, content: bytes
) -> None:
    """Keep the file behind a check, encrypted; flushes. Raises RecordNotFound."""
    check = session.scalars(select(LicenceCheck).where(LicenceCheck.reference == reference)).one()
    text = base64.b64encode(content).decode()
    session.add(
        LicenceEvidence(
            check_id=check.id,
            media_type=media_type,
            byte_count=len(content),
            content=encrypt_field(keys, text, purpose=PURPOSE, place=reference),
            added_at=clock.now(),
        )
    )
    session.flush()


def evidence_of(session: Session, keys: KeyRing, reference: str) -> Evidence:
    """The file behind a check; whoever opens it writes that to the log. Raises RecordNotFound."""
    row = session.execute(
        select(Listing.handle, LicenceEvidence)
        .join(LicenceCheck, LicenceCheck.id == LicenceEvidence.check_id)
        .join(Listing, Listing.id == LicenceCheck.listing_id)
        .where(LicenceCheck.reference == reference)
    ).one()
    stored: LicenceEvidence = row.LicenceEvidence
    text = decrypt_field(keys, stored.content, purpose=PURPOSE, place=reference)
    return Evidence(row.handle, stored.media_type, base64.b64decode(text))


def renew_evidence(session: Session, keys: KeyRing) -> int:
    """Encrypt every file with the present key, and say how many there are; flushes."""
    rows = session.execute(
        select(LicenceCheck.reference, LicenceEvidence).join(
            LicenceCheck, LicenceCheck.id == LicenceEvidence.check_id
        )
    ).all()
    for row in rows:
        stored: LicenceEvidence = row.LicenceEvidence
        text = decrypt_field(keys, stored.content, purpose=PURPOSE, place=row.reference)
        stored.content = encrypt_field(keys, text, purpose=PURPOSE, place=row.reference)
    session.flush()
    return len(rows)


def _credential(session: Session, handle: str, credential: CredentialKey) -> Credential:
    profession, jurisdiction, title = credential
    return session.scalars(
        select(Credential)
        .join(Listing, Listing.id == Credential.listing_id)
        .where(
            Listing.handle == handle,
            Credential.profession == profession,
            Credential.jurisdiction == jurisdiction,
            Credential.title == title,
        )
    ).one()


def _check(row: LicenceCheck, evidence: str) -> Check:
    return Check(
        reference=row.reference,
        credential=(row.profession, row.jurisdiction, row.title),
        number=row.number,
        expires_on=row.expires_on,
        outcome=row.outcome,
        looked_at=row.looked_at,
        checked_on=row.checked_on,
        checked_by=row.checked_by,
        recorded_at=row.recorded_at,
        note=row.note,
        evidence=evidence,
    )
