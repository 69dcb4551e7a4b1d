"""Everything held on a person as one file: for reading, for a spreadsheet, and for a machine."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Held = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day in the zip itself, so that the same data gives the same bytes."""
RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def parcel(held: Held, page: str) -> bytes:
    """A zip with `index.html`, `everything.json`, a CSV for each kind of row, and files.

    `page` is the readable whole; bytes in a row, such as a photo, become a file beside it.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "index.html", page.encode())
        everything = json.dumps(held, default=readable, ensure_ascii=False, indent=2)
        _put(archive, "everything.json", everything.encode())
        for package, kinds in held.items():
            for what, rows in kinds.items():
                _put(archive, f"tables/{package}-{what}.csv", _table(rows).encode("utf-8-sig"))
                for number, data in enumerate(_files(rows), start=1):
                    _put(archive, f"files/{package}-{what}-{number}{_ending(data)}", data)
    return file.getvalue()


def readable(value: object) -> object:
    """A value as JSON and people read it: moments in ISO 8601, bytes by their number."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return f"{len(value)} bytes, in the folder files"
    if isinstance(value, set | frozenset):
        return sorted(str(item) for item in value)
    return str(value)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_cell(name) for name in columns])
    writer.writerows([_cell(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool | int | float):
        return str(value)
    else:
        text = json.dumps(value, default=readable, ensure_ascii=False).strip('"')
    # A spreadsheet would run what begins so; with a quote before it, it shows it.
    return f"'{text}" if text.startswith(RUN_AS_FORMULA) else text


def _files(rows: Sequence[Mapping[str, Any]]) -> list[bytes]:
    return [value for row in rows for value in row.values() if isinstance(value, bytes)]


def _ending(data: bytes) -> str:
    signs = ((b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png"), (b"RIFF", ".webp"))
    return next((ending for sign, ending in signs if data.startswith(sign)), ".bin")


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)
