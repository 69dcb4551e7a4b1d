"""Importing at the curator's desk: a file in, looked at row by row, finished, invited, undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.interop import bringing, claims, emails, imports, mapping, own_words, queries
from directory.interop.blueprint import UNPROCESSABLE, bp, by, keys, known
from directory.interop.bringing import Choices
from directory.interop.closed_sets import Format, ImportState
from directory.interop.problems import Gravity
from directory.vocabulary.terms import TermKind
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once
from directory.web.uploads import takes_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from directory.interop.imports import Ready, Upload
    from directory.interop.problems import Problem
    from directory.interop.queries import Imported
    from directory.interop.report import Report

IMPORTS = "/curate/imports"
IMPORT = f"{IMPORTS}/<reference>"
MOST_BYTES = 16 * 1024 * 1024
MOST_FILES = 8
MOST_WORDS = 60
"""Words that are not known, on one page; the next ones come when these are answered."""
SHOWN = 100
"""Remarks and rows of a report, and drafts, that a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A remark as the page tells it."""

    line: int | None
    more: int
    column: str | None
    cause: str
    remedy: str


@bp.get(IMPORTS)
@access("import-listings")
def all_imports() -> str:
    """The form that takes files, and what was imported before."""
    return _choose()


@bp.post(IMPORTS)
@access("import-listings")
@takes_file(MOST_BYTES)
@db.writes
def take_files() -> ResponseReturnValue:
    """Keep the files, and lead on to what they come to."""
    files = {
        (sent.filename or "file.csv")[-60:]: sent.read()
        for sent in request.files.getlist("file")
        if sent.filename
    }
    refusal = _refusal(files)
    if refusal:
        return _choose(refusal), UNPROCESSABLE
    typed = request.form.get("format", "")
    kind = Format(typed) if typed in set(Format) else bringing.format_of(files)
    upload = imports.Upload(kind=kind, files=files)
    try:
        reference = once(
            db.session(),
            key_of(request.form),
            purpose="import.keep",
            actor=signed_in_member().reference,
            make=lambda: imports.keep(db.session(), keys(), upload, by()),
        )
    except KeyMissingError:
        return _choose(_("The form was open too long. Choose the file again.")), UNPROCESSABLE
    return redirect(f"{IMPORTS}/{reference}", 303)


@bp.get(IMPORT)
@access("import-listings")
def look(reference: str) -> str:
    """What an import would do, row by row; or what became of it."""
    found = queries.import_of(db.session(), reference)
    if found.state is ImportState.OPEN:
        upload = imports.upload_of(db.session(), keys(), reference)
        return _report_page(found, upload)
    return _drafts_page(found)


@bp.post(f"{IMPORT}/choices")
@access("import-listings")
@db.writes
def choose(reference: str) -> ResponseReturnValue:
    """Take what was chosen, and look again."""
    upload = imports.upload_of(db.session(), keys(), reference)
    choices = _choices(imports.with_remembered(db.session(), upload))
    twice = mapping.taken_twice(choices.columns)
    if twice:
        found = queries.import_of(db.session(), reference)
        message = _("Two columns fill “%(name)s”. Keep one of them.", name=twice)
        return _report_page(found, upload, message), UNPROCESSABLE
    imports.choose(db.session(), reference, choices)
    return redirect(f"{IMPORTS}/{reference}", 303)


@bp.post(f"{IMPORT}/finish")
@access("import-listings")
def finish(reference: str) -> ResponseReturnValue:
    """Bring it in, all or nothing; the database is held only while it is stored."""
    found = queries.import_of(db.session(), reference)
    if found.state is not ImportState.OPEN:
        return redirect(f"{IMPORTS}/{reference}", 303)  # Sent twice: it is in already.
    ready = imports.prepare(db.session(), keys(), reference, known())
    if not _store(ready).is_sound:
        upload = imports.upload_of(db.session(), keys(), reference)
        return _report_page(found, upload), UNPROCESSABLE
    return redirect(f"{IMPORTS}/{reference}", 303)


@db.writes
def _store(ready: Ready) -> Report:
    return imports.finish(db.session(), keys(), ready, known(), by())


@bp.post(f"{IMPORT}/drop")
@access("import-listings")
@db.writes
def drop(reference: str) -> ResponseReturnValue:
    """Forget a file that waits."""
    imports.drop(db.session(), keys(), reference, by())
    return redirect(IMPORTS, 303)


@bp.post(f"{IMPORT}/undo")
@access("import-listings")
@db.writes
def undo(reference: str) -> ResponseReturnValue:
    """Take an import back."""
    try:
        imports.undo(db.session(), keys(), reference, by())
    except imports.CannotUndoError as problem:
        found = queries.import_of(db.session(), reference)
        return _drafts_page(found, message=str(problem)), UNPROCESSABLE
    return redirect(f"{IMPORTS}/{reference}", 303)


@bp.post(f"{IMPORT}/invite")
@access("import-listings")
@db.writes
def invite(reference: str) -> ResponseReturnValue:
    """Mail everybody who waits and may be mailed today, or one of them."""
    queries.import_of(db.session(), reference)  # 404 for one that nobody began.
    handle = request.form.get("handle") or None
    actor = signed_in_member().reference
    for link in claims.invite(db.session(), keys(), reference, actor=actor, handle=handle):
        emails.draft_waits(link.email, link.token)
    return redirect(f"{IMPORTS}/{reference}", 303)


@bp.post(f"{IMPORT}/link")
@access("import-listings")
@db.writes
def make_link(reference: str) -> ResponseReturnValue:
    """A link to hand over, shown once."""
    found = queries.import_of(db.session(), reference)
    handle = request.form.get("handle", "")
    actor = signed_in_member().reference
    token = claims.link_by_hand(db.session(), keys(), reference, handle, actor=actor)
    return _drafts_page(found, link=emails.address_of(token))


def _refusal(files: Mapping[str, bytes]) -> str:
    if not files:
        return _("Choose a file.")
    if len(files) > MOST_FILES:
        return _("Choose %(count)s files at most.", count=MOST_FILES)
    if any(data[:15].upper().startswith(b"BEGIN:VCARD") for data in files.values()):
        return _("A vCard goes into somebody’s own circle: they bring it in there.")
    return ""


def _choices(upload: Upload) -> Choices:
    form = request.form
    columns = bringing.own_columns(upload.files) if upload.kind is Format.LISTINGS else ()
    professions = known().vocabulary.professions
    answered = "answer-0" in form
    return Choices(
        words={**upload.choices.words, **_answers()},
        professions=tuple(one for one in form.getlist("professions") if one in professions),
        places=tuple(form.get("places", "")[:200].replace(",", " ").split()),
        columns=upload.choices.columns
        if answered
        else {theirs: form.get(f"column-{number}", "") for number, theirs in enumerate(columns)},
    )


def _answers() -> dict[str, str]:
    """What was said to each word that is not known; the rest is left out if they say so."""
    otherwise = own_words.LEFT_OUT if request.form.get("rest") else ""
    said = {
        request.form.get(f"word-{number}", "")[:300]: request.form.get(f"answer-{number}", "")[:120]
        or otherwise
        for number in range(MOST_WORDS)
        if f"answer-{number}" in request.form
    }
    return {word: answer for word, answer in said.items() if answer}


def _choose(message: str = "") -> str:
    rows = [
        (
            one.reference,
            one.file_name or _("A file"),
            one.state.value,
            format_date(one.made_at),
            one.drafts,
        )
        for one in queries.all_imports(db.session())
    ]
    errors = [FieldError("file", message)] if message else []
    return render_template(
        "interop/imports.html", errors=errors, message=message, rows=rows, key=new_key()
    )


def _report_page(found: Imported, upload: Upload, message: str = "") -> str:
    upload = imports.with_remembered(db.session(), upload)
    report = imports.look_at(db.session(), upload, known())
    unknown = imports.unknown_words(upload, known())
    chosen = upload.choices.professions
    professions = known().vocabulary.offered(TermKind.PROFESSION, chosen)
    return render_template(
        "interop/report.html",
        found=found,
        errors=[FieldError("columns", message)] if message else [],
        report=report,
        problems=_by_gravity(report),
        rows=report.results[:SHOWN],
        shown=SHOWN,
        columns=list(upload.choices.columns.items()),
        unknown=unknown[:MOST_WORDS],
        unknown_count=len(unknown),
        left_out=own_words.LEFT_OUT,
        ours=[("", _("Leave it out")), *((name, name) for name in mapping.NAMES)],
        professions=[
            {"value": slug, "label": one.label, "checked": slug in chosen}
            for slug, one in professions.items()
        ],
        places=" ".join(upload.choices.places),
    )


def _by_gravity(report: Report) -> Sequence[tuple[str, Sequence[Said], int]]:
    headings = {
        Gravity.ERROR: _("To put right first"),
        Gravity.REVIEW: _("To look at before publishing"),
        Gravity.NOTE: _("Good to know"),
    }
    found = []
    for gravity, heading in headings.items():
        problems = _said_once([one for one in report.problems if one.gravity is gravity])
        if problems:
            found.append((heading, problems[:SHOWN], len(problems)))
    return found


def _said_once(problems: Sequence[Problem]) -> Sequence[Said]:
    """The same remark on a column is told once, with its first line and how many more there are."""
    lines: dict[tuple[str | None, str, str], list[int | None]] = {}
    for one in problems:
        lines.setdefault((one.column, one.cause, one.remedy), []).append(one.line)
    return [
        Said(line=found[0], more=len(found) - 1, column=column, cause=cause, remedy=remedy)
        for (column, cause, remedy), found in lines.items()
    ]


def _drafts_page(found: Imported, *, message: str = "", link: str = "") -> str:
    session = db.session()
    waiting = claims.waiting_drafts(session, found.reference)
    claimed = imports.claimed_of(session, found.id)
    page = request.values.get("page", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < len("1000") else 1
    pages = max(1, -(-len(waiting) // SHOWN))
    if not 1 <= number <= pages:
        abort(404)
    return render_template(
        "interop/drafts.html",
        found=found,
        message=message,
        link=link,
        waiting=waiting[(number - 1) * SHOWN : number * SHOWN],
        count=len(waiting),
        with_address=sum(1 for one in waiting if one.email),
        not_invited=sum(1 for one in waiting if one.email and not one.invitations),
        claimed=claimed,
        may_send=claims.may_send(session),
        may_undo=found.state is ImportState.DONE and imports.may_be_undone(found.done_at, claimed),
        page=number,
        pages=pages,
    )
