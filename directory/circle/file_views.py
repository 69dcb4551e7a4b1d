"""A circle in and out of files: CSV and vCard, looked at first, then all or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.audit import services as audit
from directory.circle import cards, queries, services, tables_of_text
from directory.circle.blueprint import UNPROCESSABLE, bp, keys
from directory.circle.contact import LONGEST
from directory.circle.contact_views import CIRCLE, full_message
from directory.circle.importing import Report, labels, packed, report_on, unpacked
from directory.circle.tables_of_text import FileProblemError
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.circle.contact import Contact

MOST_SHOWN = 200
"""Rows of a report that a page shows; the faulty ones come first."""


@bp.get(f"{CIRCLE}/import")
@access("keep-circle")
def choose_file() -> str:
    """The form that takes a file."""
    return _choose()


@bp.post(f"{CIRCLE}/import")
@access("keep-circle")
def look_at_file() -> ResponseReturnValue:
    """What each row of the file would come to; nothing is saved."""
    carried = request.form.get("content", "")
    sent = request.files.get("file")
    try:
        data = unpacked(carried) if carried else (sent.read() if sent else b"")
        found = report_on(data, _known(), _mapping() if carried else None)
    except FileProblemError as problem:
        return _choose(str(problem)), UNPROCESSABLE
    return _report(found, packed(data))


@bp.post(f"{CIRCLE}/import/run")
@access("keep-circle")
@db.writes
def import_file() -> ResponseReturnValue:
    """Import all new people of the file, or nobody."""
    member = signed_in_member()
    content = request.form.get("content", "")
    try:
        found = report_on(unpacked(content), _known(), _mapping())
        if found.faulty:
            return _report(found, content), UNPROCESSABLE
        once(
            db.session(),
            key_of(request.form),
            purpose="circle.import",
            actor=member.reference,
            make=lambda: str(
                services.add_contacts(db.session(), keys(), member.account_id, found.new)
            ),
        )
    except FileProblemError as problem:
        return _choose(str(problem)), UNPROCESSABLE
    except KeyMissingError:
        return _choose(_("The form was open too long. Choose the file again.")), UNPROCESSABLE
    except services.CircleFullError:
        return _choose(full_message()), UNPROCESSABLE
    return redirect(CIRCLE, 303)


@bp.get(f"{CIRCLE}/export.csv")
@access("keep-circle")
@db.writes
def export_table() -> Response:
    """One's circle as CSV, for a spreadsheet; the log says that it was taken."""
    _tell_the_log("csv")
    return _file(tables_of_text.written(_rows()), "csv", "text/csv")


@bp.get(f"{CIRCLE}/export.vcf")
@access("keep-circle")
@db.writes
def export_cards() -> Response:
    """One's circle as vCards, for a phone; the log says that it was taken."""
    _tell_the_log("vcf")
    return _file(cards.written_cards(_rows()), "vcf", "text/vcard")


def _tell_the_log(kind: str) -> None:
    audit.record(
        db.session(),
        keys(),
        actor=signed_in_member().reference,
        action="circle.exported",
        details={"format": kind},
    )


def _rows() -> list[dict[str, str]]:
    contacts = queries.contacts_of(db.session(), keys(), signed_in_member().account_id)
    return [
        {
            field: ", ".join(one.contact.tags) if field == "tags" else getattr(one.contact, field)
            for field in LONGEST
        }
        for one in contacts
    ]


def _file(text: str, ending: str, kind: str) -> Response:
    answer = make_response(text.encode())
    answer.headers["Content-Type"] = f"{kind}; charset=utf-8"
    name = f"my-circle-{clock.today().isoformat()}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _known() -> list[Contact]:
    contacts = queries.contacts_of(db.session(), keys(), signed_in_member().account_id)
    return [shown.contact for shown in contacts]


def _mapping() -> Mapping[str, int]:
    chosen = {field: request.form.get(f"column-{field}", "") for field in LONGEST}
    return {
        field: int(value)
        for field, value in chosen.items()
        if value.isascii() and value.isdigit() and len(value) < len("1000")
    }


def _choose(message: str = "") -> str:
    errors = [FieldError("file", message)] if message else []
    return render_template("circle/import.html", errors=errors, message=message)


def _report(found: Report, content: str) -> str:
    in_order = [*found.faulty, *(row for row in found.rows if not row.problems)]
    return render_template(
        "circle/report.html",
        report=found,
        rows=in_order[:MOST_SHOWN],
        left_out=max(0, len(in_order) - MOST_SHOWN),
        labels=labels(),
        content=content,
        key=new_key(),
    )
