"""What the commands `import` and `export` do, apart from reading options and telling."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from click import progressbar

from directory import resources
from directory.audit import services as audit
from directory.interop import imports, new_drafts
from directory.interop.bringing import format_of
from directory.interop.closed_sets import Format
from directory.interop.columns import Table
from directory.interop.export_tables import exported
from directory.interop.folder import NothingToImportError, read_path
from directory.interop.hsds_reading import hsds_sheets
from directory.interop.hsds_writing import Site, hsds
from directory.interop.imports import By
from directory.interop.nppes import Wanted
from directory.interop.services import import_sheets
from directory.interop.shown import shown_today
from directory.interop.streaming import Streamed, bring_stream
from directory.search.lookup import UnknownTermError, find_slug
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import TextIO

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.interop.report import Report
    from directory.interop.services import Knowledge
    from directory.keys.ring import KeyRing

LOOKED_AT = 4096
"""Bytes of a file that show what it is."""
MOST_HSDS = 64 * 1024 * 1024
OPERATOR = By(account_id=None, reference=audit.OPERATOR)
TABLES = {"listings": Table.LISTINGS, "circle": Table.VOUCHES}


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for beside the path."""

    kind: str
    table: str | None
    professions: tuple[str, ...]
    places: tuple[str, ...]
    is_dry_run: bool = False


class UnknownChoiceError(ValueError):
    """A profession is not known, or the choice that a format needs is missing."""


class _Told(io.RawIOBase):
    """A file that moves a progress bar while it is read."""

    def __init__(self, raw: io.FileIO, told: object) -> None:
        self._raw, self._told = raw, told

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read on, and tell how far."""
        count = self._raw.readinto(buffer) or 0  # type: ignore[arg-type]
        self._told.update(count)  # type: ignore[attr-defined]
        return count


def imported(
    session: Session, keys: KeyRing, path: Path, known: Knowledge, options: Options
) -> Report | Streamed:
    """Import what stands at a path in the format that was asked for. Flushes.

    Raises NothingToImportError, UnknownChoiceError.
    """
    kind = _kind(path, options)
    if kind is Format.NPPES:
        return _stream(session, keys, path, known, options)
    if kind is Format.HSDS:
        return _hsds(session, keys, path, known, options)
    table = Table(options.table) if options.table else TABLES.get(options.kind)
    sheets = read_path(path)
    report = import_sheets(session, sheets, known, table=table, is_dry_run=options.is_dry_run)
    _note(session, keys, Format.LISTINGS, path, report)
    return report


def write_export(session: Session, keys: KeyRing, settings: Settings, kind: str, out: Path) -> int:
    """Write the public directory and give how many listings are in it. Flushes."""
    listings = list(shown_today(session))
    if kind == "csv":
        out.mkdir(parents=True, exist_ok=True)
        for one in exported(listings):
            (out / f"{one.table.value}.csv").write_text(one.text, encoding="utf-8")
    else:
        vocabulary = load_vocabulary(resources.seed_data() / "vocabulary")
        text = json.dumps(hsds(listings, Site(settings.base_url, vocabulary)), ensure_ascii=False)
        out.write_text(text, encoding="utf-8")
    details = {"format": kind, "listings": str(len(listings))}
    audit.record(session, keys, actor=audit.OPERATOR, action="directory.exported", details=details)
    return len(listings)


def _kind(path: Path, options: Options) -> Format:
    if options.kind in set(Format):
        return Format(options.kind)
    if options.kind == "circle" or options.table or not path.is_file():
        return Format.LISTINGS
    with path.open("rb") as file:
        return format_of({path.name: file.read(LOOKED_AT)})


def _stream(
    session: Session, keys: KeyRing, path: Path, known: Knowledge, options: Options
) -> Streamed:
    professions = _professions(known, options.professions)
    if not professions or not options.places:
        raise UnknownChoiceError(
            "The register has millions of people: say --profession and --place (CO, or 802)."
        )
    if not path.is_file():
        raise NothingToImportError(f"There is no file {path}; check the path.")
    wanted = Wanted.of(known.vocabulary, professions, options.places)
    with (
        path.open("rb", buffering=0) as raw,
        progressbar(length=path.stat().st_size, label="Reading", file=_stderr()) as told,
    ):
        return bring_stream(
            session,
            keys,
            path,
            io.BufferedReader(_Told(raw, told), 1 << 20),
            wanted,
            known,
            by=OPERATOR,
            is_dry_run=options.is_dry_run,
        )


def _hsds(
    session: Session, keys: KeyRing, path: Path, known: Knowledge, options: Options
) -> Report:
    paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not paths or not all(one.is_file() and one.stat().st_size <= MOST_HSDS for one in paths):
        raise NothingToImportError(f"There is no file of at most 64 MB at {path}; check the path.")
    files = {one.name: one.read_bytes() for one in paths}
    sheets = hsds_sheets(files, known.vocabulary, _professions(known, options.professions))
    report = new_drafts.import_new(session, sheets, known, is_dry_run=options.is_dry_run)
    _note(session, keys, Format.HSDS, path, report)
    return report


def _note(session: Session, keys: KeyRing, kind: Format, path: Path, report: Report) -> None:
    """Keep which drafts it made, so that a curator can ask their people or take it back."""
    if not report.was_done:
        return
    made = [
        item.subject
        for item in report.results
        if item.table is Table.LISTINGS and item.outcome.value == "created"
    ]
    if made:
        imports.note_drafts(
            session, imports.note_done(session, keys, kind, path.name, OPERATOR), made
        )


def _professions(known: Knowledge, typed: Iterable[str]) -> tuple[str, ...]:
    try:
        return tuple(find_slug(known.vocabulary, TermKind.PROFESSION, one) for one in typed)
    except UnknownTermError as problem:
        raise UnknownChoiceError(str(problem)) from None


def _stderr() -> TextIO:
    import sys  # noqa: PLC0415 - click's runner replaces it for each call

    return sys.stderr
