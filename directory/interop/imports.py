"""Imports at the curator's desk: kept, looked at, brought in as private drafts, taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from directory import clock
from directory.accounts.models import AccountListing
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.db import RecordNotFound, change_exactly_one
from directory.interop import new_drafts, own_words, services
from directory.interop.bringing import Choices, own_columns, sheets_of
from directory.interop.closed_sets import Format, ImportState
from directory.interop.columns import Table
from directory.interop.mapping import fingerprint, guessed
from directory.interop.models import Import, ImportedListing, ImportMapping
from directory.interop.own_words import Words, in_our_words
from directory.interop.pairs import flag_pairs
from directory.interop.parcels import packed, unpacked
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.profiles.revision import current_revision, parts, record_changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.interop.assembly import Assembly
    from directory.interop.bringing import Files
    from directory.interop.own_words import UnknownWord
    from directory.interop.reading import Sheet
    from directory.interop.report import Report
    from directory.interop.services import Knowledge
    from directory.keys.ring import KeyRing
    from directory.profiles.draft import ListingDraft
    from directory.profiles.services import Prepared

UNDO_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Files as a curator sent them."""

    kind: Format
    files: Files
    choices: Choices = field(default_factory=Choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who imports: their account, and its reference for the log."""

    account_id: int | None
    reference: str


class CannotUndoError(ValueError):
    """The import cannot be taken back; the sentence says why."""


def keep(session: Session, keys: KeyRing, upload: Upload, by: By) -> str:
    """Keep files until somebody looked at them; gives the import's reference. Flushes."""
    reference = new_reference()
    name = ", ".join(upload.files)[:120]
    session.add(
        Import(
            reference=reference,
            format=upload.kind,
            file_name=name,
            made_by_id=by.account_id,
            made_at=clock.now(),
            content=packed(keys, reference, dict(upload.files)),
            choices=upload.choices.as_json(),
        )
    )
    session.flush()
    _log(session, keys, by, "import.kept", reference, {"format": upload.kind.value})
    return reference


def upload_of(session: Session, keys: KeyRing, reference: str) -> Upload:
    """The files of an import that waits. Raises RecordNotFound where none waits."""
    row = _open(session, reference)
    files = unpacked(keys, reference, row.content or b"")
    return Upload(kind=row.format, files=files, choices=Choices.of_json(row.choices))


def choose(session: Session, reference: str, choices: Choices) -> None:
    """Keep what was chosen for an import, and how its source's columns are matched. Flushes."""
    row = _open(session, reference)
    row.choices = choices.as_json()
    _remember_columns(session, choices)


def with_remembered(session: Session, upload: Upload) -> Upload:
    """The upload with its columns matched: as chosen, as remembered, or as it looks."""
    columns = own_columns(upload.files) if upload.kind is Format.LISTINGS else ()
    chosen = upload.choices
    kept = session.get(ImportMapping, fingerprint(columns)) if columns else None
    known = json.loads(kept.columns) if kept is not None else {}
    return replace(
        upload,
        choices=replace(
            chosen,
            columns=chosen.columns or known.get("columns") or guessed(columns),
            words={**known.get("words", {}), **chosen.words},
        ),
    )


def unknown_words(upload: Upload, knowledge: Knowledge) -> tuple[UnknownWord, ...]:
    """The words of a file's lists that the vocabulary does not know, the most frequent first."""
    if upload.kind is not Format.LISTINGS or not own_columns(upload.files):
        return ()
    (sheet,) = sheets_of(upload.files, upload.kind, upload.choices, knowledge.vocabulary)
    words = Words(services.terms_of(knowledge))
    return own_words.unknown_words(in_our_words(sheet, upload.choices.words, words), words)


def look_at(session: Session, upload: Upload, knowledge: Knowledge) -> Report:
    """What an import would do, row by row; nothing is stored."""
    sheets = _sheets(with_remembered(session, upload), knowledge)
    return new_drafts.import_new(session, sheets, knowledge, is_dry_run=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """An import worked out while others could still write: all that is left is to store it."""

    reference: str
    revision: int
    """Of the directory that it was held against."""
    upload: Upload
    made: Assembly
    stored: Mapping[str, ListingDraft]
    rows: Prepared


def prepare(session: Session, keys: KeyRing, reference: str, knowledge: Knowledge) -> Ready:
    """Work an import out, for `finish`; nothing is stored, so a reading transaction will do.

    Raises RecordNotFound where it does not wait (any more).
    """
    revision = current_revision(session)
    upload = with_remembered(session, upload_of(session, keys, reference))
    made, stored = new_drafts.worked_out(session, _sheets(upload, knowledge), knowledge)
    rows = services.prepared(made, knowledge) if new_drafts.is_sound(made) else {}
    return Ready(
        reference=reference,
        revision=revision,
        upload=upload,
        made=made,
        stored=stored,
        rows=rows,
    )


def finish(session: Session, keys: KeyRing, ready: Ready, knowledge: Knowledge, by: By) -> Report:
    """Bring an import in: all its new listings as private drafts, or with an error none. Flushes.

    What was prepared is stored as it is, unless the directory has changed since: then it is
    worked out anew. Raises RecordNotFound where it does not wait (any more).
    """
    row = _open(session, ready.reference)
    if current_revision(session) != ready.revision:
        ready = prepare(session, keys, ready.reference, knowledge)
    report = new_drafts.store(session, ready.made, ready.stored, knowledge, rows=ready.rows)
    if not report.is_sound:
        return report
    made = [item.subject for item in report.results if item.table is Table.LISTINGS]
    row.state, row.done_at, row.content = ImportState.DONE, clock.now(), None
    _remember_columns(session, ready.upload.choices)
    note_drafts(session, row, [name for name in made if name])
    pairs = flag_pairs(session, made)
    details = {"drafts": str(row.drafts), "pairs": str(pairs)}
    _log(session, keys, by, "import.done", ready.reference, details)
    return report


def note_drafts(session: Session, row: Import, handles: Sequence[str]) -> None:
    """Note which drafts an import made, for their people and for taking it back. Flushes."""
    ids = [
        number
        for part in parts(sorted(handles))
        for number in session.scalars(select(Listing.id).where(Listing.handle.in_(part)))
    ]
    session.add_all(ImportedListing(listing_id=number, import_id=row.id) for number in ids)
    row.drafts += len(ids)
    session.flush()


def note_drafts_of(session: Session, reference: str, handles: Sequence[str]) -> None:
    """Note further drafts of an import that comes in by parts. Flushes."""
    note_drafts(
        session, session.scalars(select(Import).where(Import.reference == reference)).one(), handles
    )


def note_done(session: Session, keys: KeyRing, kind: Format, name: str, by: By) -> Import:
    """Note an import that was brought in at once, by a command. Flushes."""
    row = Import(
        reference=new_reference(),
        format=kind,
        state=ImportState.DONE,
        file_name=name[:120],
        made_by_id=by.account_id,
        made_at=clock.now(),
        done_at=clock.now(),
    )
    session.add(row)
    session.flush()
    _log(session, keys, by, "import.done", row.reference, {"format": kind.value})
    return row


def drop(session: Session, keys: KeyRing, reference: str, by: By) -> None:
    """Forget an import that waits. Raises RecordNotFound where none does. Flushes."""
    session.delete(_open(session, reference))
    session.flush()
    _log(session, keys, by, "import.dropped", reference, {})


def undo(session: Session, keys: KeyRing, reference: str, by: By) -> int:
    """Take an import back: every draft that it made goes; how many. Flushes.

    Raises CannotUndoError after thirty days, and as soon as one draft was taken over or shown;
    RecordNotFound where there is no import of this reference that is in.
    """
    row = session.scalars(
        select(Import).where(Import.reference == reference, Import.state == ImportState.DONE)
    ).one()
    if row.done_at is None or clock.now() - row.done_at > UNDO_FOR:
        raise CannotUndoError(_("It is more than 30 days ago."))
    if claimed_of(session, row.id):
        raise CannotUndoError(_("Somebody has taken a draft over, and it is theirs now."))
    drafts = session.execute(
        select(Listing.id, Listing.handle)
        .join(ImportedListing, ImportedListing.listing_id == Listing.id)
        .where(ImportedListing.import_id == row.id, Listing.status == ListingStatus.DRAFT)
    ).all()
    change_exactly_one(
        session,
        update(Import)
        .where(Import.id == row.id, Import.state == ImportState.DONE)
        .values(state=ImportState.UNDONE, undone_at=clock.now())
        .execution_options(synchronize_session="fetch"),
    )
    for part in parts([draft.id for draft in drafts]):
        session.execute(delete(Listing).where(Listing.id.in_(part)))
    session.expire_all()
    record_changes(session, [draft.handle for draft in drafts])
    _log(session, keys, by, "import.undone", reference, {"drafts": str(len(drafts))})
    return len(drafts)


def claimed_of(session: Session, import_id: int) -> int:
    """How many drafts of an import belong to somebody by now, or are a draft no longer."""
    rows = session.execute(
        select(Listing.id, Listing.status, AccountListing.account_id)
        .join(ImportedListing, ImportedListing.listing_id == Listing.id)
        .outerjoin(AccountListing, AccountListing.listing_handle == Listing.handle)
        .where(ImportedListing.import_id == import_id)
    )
    return len({row.id for row in rows if row.account_id or row.status is not ListingStatus.DRAFT})


def may_be_undone(done_at: datetime | None, claimed: int) -> bool:
    """Whether an import can still be taken back."""
    return done_at is not None and not claimed and clock.now() - done_at <= UNDO_FOR


def _remember_columns(session: Session, choices: Choices) -> None:
    if choices.columns:
        session.merge(
            ImportMapping(
                fingerprint=fingerprint(tuple(choices.columns)),
                columns=json.dumps(
                    {"columns": dict(choices.columns), "words": dict(choices.words)},
                    ensure_ascii=False,
                ),
                changed_at=clock.now(),
            )
        )
    session.flush()


def _sheets(upload: Upload, knowledge: Knowledge) -> tuple[Sheet, ...]:
    sheets = sheets_of(upload.files, upload.kind, upload.choices, knowledge.vocabulary)
    if upload.kind is not Format.LISTINGS or not own_columns(upload.files):
        return sheets
    words = Words(services.terms_of(knowledge))
    return tuple(in_our_words(sheet, upload.choices.words, words) for sheet in sheets)


def _open(session: Session, reference: str) -> Import:
    row = session.scalars(
        select(Import).where(Import.reference == reference, Import.state == ImportState.OPEN)
    ).one_or_none()
    if row is None:
        raise RecordNotFound("no import of this reference waits")
    return row


def _log(
    session: Session,
    keys: KeyRing,
    by: By,
    action: str,
    reference: str,
    details: Mapping[str, str],
) -> None:
    audit.record(
        session, keys, actor=by.reference, action=action, subject=reference, details=details
    )
