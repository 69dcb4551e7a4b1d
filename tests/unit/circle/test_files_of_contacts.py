"""What a contact says leaves as harmless text and comes back; any file is read or refused."""

from __future__ import annotations

import csv
import io
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.circle import cards, tables_of_text
from directory.circle.contact import LONGEST, read_contact
from directory.circle.importing import Row, packed, report_on, unpacked
from directory.circle.tables_of_text import FileProblemError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
SIGNS = st.characters(codec="utf-8", exclude_characters="\x00")
WORDS = st.text(SIGNS, max_size=40) | st.sampled_from(
    [
        '=cmd|"/c calc"!A1',
        "+1",
        "-2",
        "@SUM(A1)",
        "'=x",
        "''=x",
        '"',
        ";",
        ",",
        "\\n",
        "BEGIN:VCARD",
    ]
)
CONTACTS = st.fixed_dictionaries(
    {field: WORDS for field in LONGEST if field not in {"email", "phone", "name"}}
    | {"name": WORDS.map(lambda text: f"N{text}")}
)


def _plain(values: dict[str, str]) -> dict[str, str]:
    read = read_contact(values)
    return {
        field: ", ".join(read.contact.tags) if field == "tags" else getattr(read.contact, field)
        for field in LONGEST
    }


@settings(max_examples=60, deadline=None)
@given(CONTACTS)
def test_a_table_comes_back_as_it_left_and_begins_no_formula(values: dict[str, str]) -> None:
    row = _plain(values)

    text = tables_of_text.written([row])

    table = tables_of_text.read_table(text)
    assert table.columns == tuple(LONGEST)
    assert dict(zip(table.columns, table.rows[0][1], strict=True)) == row
    raw = text.partition("\r\n")[2]
    for cell in _raw_cells(raw):
        assert not cell.startswith(FORMULA)


def _raw_cells(text: str) -> list[str]:
    return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]


@settings(max_examples=40, deadline=None)
@given(CONTACTS)
def test_a_card_comes_back_with_what_it_says_and_no_second_card(values: dict[str, str]) -> None:
    row = _plain(values)

    found = cards.read_cards(cards.written_cards([row]))

    assert len(found) == 1
    assert found[0].fields is not None
    assert read_contact(found[0].fields).contact.name == row["name"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    said = ""
    rows: tuple[Row, ...] = ()
    try:
        rows = report_on(data, ()).rows
    except FileProblemError as problem:
        said = str(problem)

    assert not said or said.endswith(".")
    assert all(row.contact is None or row.contact.name for row in rows)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200).map(lambda text: f"BEGIN:VCARD\r\n{text}\r\nEND:VCARD\r\n"))
def test_any_card_is_read_or_named(text: str) -> None:
    with suppress(FileProblemError):
        report_on(text.encode(), ())


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_what_a_form_carries_is_opened_or_refused(text: str) -> None:
    with suppress(FileProblemError):
        unpacked(text)


@given(st.binary(max_size=500))
def test_what_is_carried_arrives(data: bytes) -> None:
    assert unpacked(packed(data)) == data


def test_a_bomb_is_opened_no_further_than_a_file_may_be_long() -> None:
    assert len(unpacked(packed(b"x" * 5_000_000))) == tables_of_text.MOST_BYTES + 1
