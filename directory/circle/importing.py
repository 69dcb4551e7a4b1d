"""A file of contacts as a report: what each row came to, before anything is saved."""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.circle import cards
from directory.circle.contact import LONGEST, Contact, digits, read_contact
from directory.circle.tables_of_text import (
    MOST_BYTES,
    FileProblemError,
    Table,
    guessed_columns,
    read_table,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, and what is wrong with it."""

    line: int
    name: str
    contact: Contact | None
    problems: tuple[str, ...] = ()
    is_known: bool = False
    """Whether this person is in the circle, or further up in the file, already."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a file came to. Only where no row has a problem is anything imported."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    """The columns of a table; empty for vCards, whose fields are named already."""
    mapping: Mapping[str, int] = field(default_factory=dict)

    @property
    def faulty(self) -> tuple[Row, ...]:
        """The rows that stop the import."""
        return tuple(row for row in self.rows if row.problems)

    @property
    def known(self) -> tuple[Row, ...]:
        """The rows that are left out because the person is there already."""
        return tuple(row for row in self.rows if row.is_known)

    @property
    def new(self) -> tuple[Contact, ...]:
        """What would be imported."""
        return tuple(row.contact for row in self.rows if row.contact and not row.is_known)


def packed(data: bytes) -> str:
    """A file as text that a form can carry from the report to the import."""
    return base64.urlsafe_b64encode(zlib.compress(data, 9)).decode()


def unpacked(text: str) -> bytes:
    """The file that a form carried. Raises FileProblemError where it is none of ours."""
    opener = zlib.decompressobj()
    try:
        data = opener.decompress(base64.urlsafe_b64decode(text.encode()), MOST_BYTES + 1)
    except (binascii.Error, zlib.error, ValueError):
        raise FileProblemError(_("The file did not arrive whole. Choose it again.")) from None
    return data


def report_on(
    data: bytes, known: Iterable[Contact], mapping: Mapping[str, int] | None = None
) -> Report:
    """What a file of contacts came to; `mapping` says which column fills which field.

    Raises FileProblemError where it cannot be read as a whole.
    """
    text = text_of(data)
    if cards.is_cards(text):
        return Report(tuple(_with_known(_card_rows(text), known)))
    table = read_table(text)
    chosen = guessed_columns(table.columns) if mapping is None else dict(mapping)
    return Report(tuple(_with_known(_table_rows(table, chosen), known)), table.columns, chosen)


def _card_rows(text: str) -> Iterator[Row]:
    for card in cards.read_cards(text):
        if card.fields is None:
            problem = _("This card cannot be read. Take it out of the file.")
            yield Row(card.line, "", None, (problem,))
        else:
            yield _row(card.line, card.fields)


def _table_rows(table: Table, mapping: Mapping[str, int]) -> Iterator[Row]:
    for line, cells in table.rows:
        if len(cells) > len(table.columns):
            problem = _(
                "This row has more cells than there are columns. Look for a comma too many."
            )
            yield Row(line, cells[0], None, (problem,))
            continue
        values = {field: cells[at] for field, at in mapping.items() if at < len(cells)}
        yield _row(line, values)


def _row(line: int, values: Mapping[str, str]) -> Row:
    read = read_contact(values)
    problems = tuple(f"{labels()[error.field]}: {error.message}" for error in read.errors)
    return Row(line, read.contact.name, None if problems else read.contact, problems)


def _with_known(rows: Iterable[Row], known: Iterable[Contact]) -> Iterator[Row]:
    seen = {mark for contact in known for mark in _marks(contact)}
    for row in rows:
        marks = _marks(row.contact) if row.contact else frozenset()
        yield Row(row.line, row.name, row.contact, row.problems, not seen.isdisjoint(marks))
        seen |= marks


def _marks(contact: Contact) -> frozenset[tuple[str, ...]]:
    """By what two rows are the same person: name with e-mail, phone or, with neither, town."""
    name = contact.name.casefold()
    marks = {
        (name, kind, value)
        for kind, value in (("email", contact.email), ("phone", digits(contact.phone)))
        if value
    }
    return frozenset(marks or {(name, "town", contact.town.casefold())})


def labels() -> dict[str, str]:
    """What the fields of a contact are called, in the order of the form."""
    words = {
        "name": _("Name"),
        "discipline": _("Discipline"),
        "town": _("Town"),
        "phone": _("Phone"),
        "email": _("E-mail address"),
        "licence": _("Licence number"),
        "sent_for": _("What I send people to them for"),
        "notes": _("Notes"),
        "tags": _("Tags"),
    }
    return {field: words[field] for field in LONGEST}
