"""Forty files that anybody may send: each gives a report with line and reason, none raises."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from directory.interop.problems import Gravity
from directory.interop.reading import read_sheet

HEAD = b"name,professions\n"
GOOD = HEAD + b"Ada,massage-therapist\n"


def _archive() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"0" * 20_000_000)
    return target.getvalue()


BROKEN: dict[str, tuple[bytes, int | None, str]] = {
    "nothing": (b"", None, "empty"),
    "blanks": (b" \n \n", None, "empty"),
    "bom alone": (b"\xef\xbb\xbf", None, "empty"),
    "utf-16 le": (GOOD.decode().encode("utf-16"), None, "UTF-16"),
    "utf-16 be": (b"\xfe\xff" + GOOD.decode().encode("utf-16-be"), None, "UTF-16"),
    "utf-16 without mark": (GOOD.decode().encode("utf-16-le"), None, "UTF-16"),
    "latin-1": (HEAD + "Zoë,yoga\n".encode("latin-1"), 2, "not UTF-8"),
    "windows": (HEAD + b"\x93Ada\x94,yoga\n", 2, "not UTF-8"),
    "cut letter": (GOOD + "é".encode()[:1], 3, "not UTF-8"),
    "nul": (HEAD + b"A\0da,yoga\n", 2, "cannot be shown"),
    "bell": (HEAD + b"A\x07da,yoga\n", 2, "cannot be shown"),
    "escape": (HEAD + b"\x1b[2JAda,yoga\n", 2, "cannot be shown"),
    "delete": (HEAD + b"Ada\x7f,yoga\n", 2, "cannot be shown"),
    "open quote": (HEAD + b'"Ada,yoga\nBo,yoga\n', 2, "never closed"),
    "open quote at the end": (GOOD + b'Bo,"yo', 3, "never closed"),
    "stray quote": (HEAD + b'"Ada"x,yoga\n', 2, "cannot be read"),
    "huge cell": (HEAD + b"A" * 1_500_000 + b",yoga\n", 2, "longer than"),
    "huge quoted cell": (HEAD + b'"' + b"A\n" * 750_000 + b'",yoga\n', 2, "longer than"),
    "zip bomb": (_archive(), None, "ZIP"),
    "spreadsheet": (b"PK\x03\x04rest", None, "ZIP"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0rest", None, "old spreadsheet"),
    "gzip": (b"\x1f\x8b" + zlib.compress(GOOD), None, "compressed"),
    "pdf": (b"%PDF-1.7", None, "PDF"),
    "double header": (b"name,name\nAda,Bo\n", 1, "stands twice"),
    "double header in capitals": (b"name,Name \nAda,Bo\n", 1, "stands twice"),
    "nameless header": (b"name,\nAda,Bo\n", 1, "no name"),
    "semicolons": (b"name;professions\nAda;yoga\n", 1, "semicolons"),
    "tabs": (b"name\tprofessions\nAda\tyoga\n", 1, "semicolons or tabs"),
    "row too long": (GOOD + b"Bo,yoga,more\n", 3, "3 cells"),
    "row too short": (GOOD + b"Bo\n", 3, "1 cells"),
    "formula": (HEAD + b"=1+1,yoga\n", 2, "formula"),
    "formula at": (HEAD + b"@SUM(A1),yoga\n", 2, "formula"),
    "formula plus": (HEAD + b"+cmd(1),yoga\n", 2, "formula"),
    "formula minus": (HEAD + b"-cmd(1),yoga\n", 2, "formula"),
    "link formula": (HEAD + b'"=HYPERLINK(""http://example.org"")",yoga\n', 2, "formula"),
    "direction override": (HEAD + "Ada\u202egnol,yoga\n".encode(), 2, "direction"),
    "direction isolate": (HEAD + "\u2066Ada\u2069,yoga\n".encode(), 2, "direction"),
    "html": (b"<!doctype html><title>x</title>\n<p a,b\n", 2, "2 cells"),
}
ODD: dict[str, tuple[bytes, int]] = {
    "bom": (b"\xef\xbb\xbf" + GOOD, 1),
    "windows ends": (GOOD.replace(b"\n", b"\r\n"), 1),
    "old mac ends": (GOOD.replace(b"\n", b"\r"), 1),
    "mixed ends": (HEAD + b"Ada,yoga\r\nBo,yoga\rCy,yoga\n", 3),
    "empty lines": (HEAD + b"\n\nAda,yoga\n\n,\n", 1),
    "no last end": (GOOD.rstrip(), 1),
    "hebrew": (HEAD + "עדה,yoga\n".encode(), 1),
    "arabic": (HEAD + "هناء,yoga\n".encode(), 1),
    "quoted formula": (HEAD + b"'=Ada,yoga\n", 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_line_and_reason(name: str) -> None:
    content, line, reason = BROKEN[name]
    sheet = read_sheet("theirs.csv", content)
    errors = [one for one in sheet.problems if one.gravity is Gravity.ERROR]

    assert not sheet.is_sound
    assert any(one.line == line and reason in one.cause for one in errors), errors


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_whole(name: str) -> None:
    content, rows = ODD[name]
    sheet = read_sheet("theirs.csv", content)

    assert sheet.is_sound
    assert len(sheet.rows) == rows


def test_there_are_forty_files() -> None:
    assert len(BROKEN) + len(ODD) >= 40
