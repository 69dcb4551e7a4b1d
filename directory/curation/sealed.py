"""What the curator's desk keeps encrypted: the words of reports, the records of merges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import undefer

from directory.curation.models import ListingMerge, ReportVoice
from directory.keys.fields import decrypt_field, encrypt_field

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

WORDS = "report-words"
RECORD = "merge-record"


def sealed_words(keys: KeyRing, phrase_hash: str, words: str) -> bytes:
    """The words of a report, to be read at its own row only."""
    return encrypt_field(keys, words, purpose=WORDS, place=phrase_hash)


def opened_words(keys: KeyRing, voice: ReportVoice) -> str:
    """What was written; empty where nothing is kept."""
    if voice.words is None:
        return ""
    return decrypt_field(keys, voice.words, purpose=WORDS, place=voice.phrase_hash)


def sealed_record(keys: KeyRing, reference: str, record: str) -> bytes:
    """What a merge is undone with, to be read at its own row only."""
    return encrypt_field(keys, record, purpose=RECORD, place=reference)


def opened_record(keys: KeyRing, merge: ListingMerge) -> str:
    """What a merge is undone with."""
    return decrypt_field(keys, merge.record, purpose=RECORD, place=merge.reference)


def renew_voices(session: Session, keys: KeyRing) -> int:
    """Encrypt every report's words with the present key; how many. Flushes."""
    rows = session.scalars(select(ReportVoice).where(ReportVoice.words.is_not(None))).all()
    for row in rows:
        row.words = sealed_words(keys, row.phrase_hash, opened_words(keys, row))
    session.flush()
    return len(rows)


def renew_merges(session: Session, keys: KeyRing) -> int:
    """Encrypt every merge's record with the present key; how many. Flushes."""
    rows = session.scalars(select(ListingMerge).options(undefer(ListingMerge.record))).all()
    for row in rows:
        row.record = sealed_record(keys, row.reference, opened_record(keys, row))
    session.flush()
    return len(rows)
