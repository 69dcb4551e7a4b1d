"""Contacts as CSV: a file read into rows, its columns guessed, and rows written safely.

A spreadsheet runs a cell that begins with = + - or @ as a formula (SAFETY.md, threat 31): such a
cell is written with an apostrophe before it, and read without.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.circle.contact import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

MOST_ROWS = 2_000
MOST_BYTES = 180_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SEPARATORS = ",;\t"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "fn", "colleague", "contact", "display name"),
    "discipline": ("discipline", "profession", "title", "job title", "role", "specialty"),
    "town": ("town", "city", "place", "location", "home city", "business city"),
    "phone": ("phone", "telephone", "tel", "mobile", "phone number", "business phone"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "e-mail 1 - value"),
    "licence": ("licence", "license", "licence number", "license number"),
    "sent_for": ("sent for", "sent_for", "send for", "what i send them for", "good for", "for"),
    "notes": ("notes", "note", "comment", "comments", "remarks"),
    "tags": ("tags", "tag", "categories", "category", "groups", "group membership"),
}
"""What columns are called in files people have, by the field that they fill."""


class FileProblemError(ValueError):
    """A file that cannot be read; the message is a sentence with cause and remedy."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file of rows: the names of its columns, and its rows with the line they begin at."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark. Raises FileProblemError."""
    if not data.strip():
        raise FileProblemError(_("The file is empty. Choose another one."))
    if len(data) > MOST_BYTES:
        raise FileProblemError(
            _(
                "The file is larger than %(size)s KB. Split it into parts.",
                size=MOST_BYTES // 1000,
            )
        )
    if data[:4] == b"PK\x03\x04":
        raise FileProblemError(
            _("This is a spreadsheet or an archive. Save it as “CSV UTF-8” and choose that file.")
        )
    text = _decoded(data)
    if "\0" in text:
        raise FileProblemError(
            _(
                "Line %(line)s holds a sign that no text has. Save it as “CSV UTF-8” again.",
                line=text[: text.index("\0")].count("\n") + 1,
            )
        )
    return text


def read_table(text: str) -> Table:
    """The rows of a CSV text; empty ones are passed over. Raises FileProblemError."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[tuple[int, tuple[str, ...]]] = []
    before = 0
    try:
        for row in lines:
            if any(cell.strip() for cell in row):
                rows.append((before + 1, tuple(_unquoted(cell) for cell in row)))
            before = lines.line_num
            if len(rows) > MOST_ROWS + 1:
                raise FileProblemError(
                    _("The file has more than %(count)s rows. Split it.", count=f"{MOST_ROWS:,}")
                )
    except csv.Error:
        raise FileProblemError(
            _(
                "From line %(line)s on the file cannot be read. Look for a quotation mark that is"
                " not closed, or for a very long cell.",
                line=before + 1,
            )
        ) from None
    if not rows:
        raise FileProblemError(_("The file has no rows. Choose another one."))
    (_line, columns), *others = rows
    _refuse_doubles(columns)
    return Table(tuple(name.strip() for name in columns), tuple(others))


def guessed_columns(columns: Sequence[str]) -> dict[str, int]:
    """Which column fills which field, by what the columns are called."""
    called = [" ".join(name.replace("_", " ").lower().split()) for name in columns]
    found: dict[str, int] = {}
    for field, names in _NAMES.items():
        for name in names:
            if name.replace("_", " ") in called and field not in found:
                found[field] = called.index(name.replace("_", " "))
    return found


def written(rows: Iterable[Mapping[str, str]]) -> str:
    """Contacts as CSV, with the fields as columns; formulas are made harmless."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(LONGEST)
    for row in rows:
        lines.writerow([_harmless(row.get(field, "")) for field in LONGEST])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def _unquoted(cell: str) -> str:
    is_quoted = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:] if is_quoted else cell


def _decoded(data: bytes) -> str:
    is_wide = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        raise FileProblemError(
            _(
                "Line %(line)s holds letters in another encoding. Save the file as “CSV UTF-8”"
                " and choose it again.",
                line=line,
            )
        ) from None


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=lambda sign: (first.count(sign), -_SEPARATORS.index(sign)))


def _refuse_doubles(columns: Sequence[str]) -> None:
    called = [name.strip().lower() for name in columns]
    for name in called:
        if name and called.count(name) > 1:
            raise FileProblemError(
                _("Two columns are called “%(name)s”. Give one another name.", name=name[:40])
            )
