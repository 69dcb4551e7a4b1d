"""The public directory out: tables, HSDS, or a printed book; each time is logged."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

from flask import abort, make_response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.audit import services as audit
from directory.interop.blueprint import bp, keys, settings
from directory.interop.export_tables import exported
from directory.interop.hsds_writing import Site, hsds
from directory.interop.printed import chapters
from directory.interop.shown import shown_today
from directory.search.blueprint import engine
from directory.web.access import access

if TYPE_CHECKING:
    from flask import Response

EXPORT = "/curate/export"


@bp.get(EXPORT)
@access("export-directory")
def choose_export() -> str:
    """What can be taken out, and what never is in it."""
    return render_template("interop/export.html")


@bp.post(f"{EXPORT}/tables")
@access("export-directory")
@db.writes
def export_tables() -> Response:
    """Every table, in one archive."""
    _log("tables")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in exported(shown_today(db.session())):
            archive.writestr(f"{one.table.value}.csv", one.text)
    return _file(target.getvalue(), "zip", "application/zip")


@bp.post(f"{EXPORT}/hsds")
@access("export-directory")
@db.writes
def export_hsds() -> Response:
    """The services of HSDS 3, as one page."""
    _log("hsds")
    site = Site(settings().base_url, engine().vocabulary)
    text = json.dumps(hsds(shown_today(db.session()), site), ensure_ascii=False, indent=1)
    return _file(text.encode(), "json", "application/json")


@bp.post(f"{EXPORT}/print")
@access("export-directory")
@db.writes
def export_print() -> str:
    """The printed directory, as a page for the printer."""
    _log("print")
    size = request.form.get("size", "")
    if size not in {"", "large"}:
        abort(400)
    return render_template(
        "interop/printed.html",
        chapters=chapters(shown_today(db.session()), engine().vocabulary),
        as_of=format_date(clock.today(), "long"),
        is_large=size == "large",
    )


def _log(kind: str) -> None:
    audit.record(
        db.session(),
        keys(),
        actor=signed_in_member().reference,
        action="directory.exported",
        details={"format": kind},
    )


def _file(data: bytes, ending: str, kind: str) -> Response:
    answer = make_response(data)
    answer.headers["Content-Type"] = kind
    name = f"{_('directory')}-{clock.today().isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
