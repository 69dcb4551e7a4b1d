"""Contacts as vCards: versions 2.1, 3 and 4 are read, 3.0 is written, which every phone opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import vobject
from flask_babel import gettext as _

from directory.circle.tables_of_text import MOST_ROWS, FileProblemError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

BEGIN = "BEGIN:VCARD"
_CARD = re.compile(
    r"^BEGIN:VCARD[ \t]*\r?$.*?^END:VCARD[ \t]*\r?$", re.MULTILINE | re.DOTALL | re.IGNORECASE
)
_PLAIN: Mapping[str, str] = {"note": "notes", "title": "discipline", "role": "discipline"}
_TOWN = 3
"""The place of the town among the parts of an address (RFC 6350, 6.3.1)."""


@dataclass(frozen=True, slots=True)
class Card:
    """The fields of a contact as one card holds them, or None where it cannot be read."""

    line: int
    fields: Mapping[str, str] | None


def is_cards(text: str) -> bool:
    """Whether a text is vCards rather than a table."""
    return text.lstrip("\ufeff \r\n").upper().startswith(BEGIN)


def read_cards(text: str) -> tuple[Card, ...]:
    """The cards of a text, each with the line where it begins. Raises FileProblemError."""
    begun = len(re.findall(r"^BEGIN:VCARD[ \t]*\r?$", text, re.MULTILINE | re.IGNORECASE))
    found = tuple(
        Card(text.count("\n", 0, match.start()) + 1, _fields(match.group()))
        for match in _CARD.finditer(text)
    )
    if begun != len(found) or not found:
        raise FileProblemError(
            _("A card in the file does not end. Save the contacts as vCard again.")
        )
    if len(found) > MOST_ROWS:
        raise FileProblemError(
            _("The file has more than %(count)s rows. Split it.", count=f"{MOST_ROWS:,}")
        )
    return found


def written_cards(rows: Iterable[Mapping[str, str]]) -> str:
    """Contacts as vCards 3.0."""
    return "".join(_card(row) for row in rows)


def _fields(text: str) -> Mapping[str, str] | None:
    try:
        card = next(iter(vobject.readComponents(text, ignoreUnreadable=True)), None)
    except (vobject.base.VObjectError, ValueError, LookupError, TypeError, IndexError):
        return None
    if card is None:
        return None
    fields: dict[str, str] = {}
    for name, lines in card.contents.items():
        _take(fields, name.lower(), [line.value for line in lines])
    fields.setdefault("name", fields.pop("_name", ""))
    fields.pop("_name", None)
    return fields


def _take(fields: dict[str, str], name: str, values: list[Any]) -> None:
    first = values[0]
    if name == "fn":
        fields["name"] = str(first)
    elif name == "n":
        fields["_name"] = " ".join(str(first).split())
    elif name == "tel":
        fields["phone"] = re.sub(r"^tel:", "", str(first), flags=re.IGNORECASE).partition(";")[0]
    elif name == "email":
        fields["email"] = re.sub(r"^mailto:", "", str(first), flags=re.IGNORECASE)
    elif name == "adr":
        fields["town"] = _town(first)
    elif name == "categories":
        fields["tags"] = ", ".join(_words(value) for value in values)
    elif name in _PLAIN and _PLAIN[name] not in fields:
        fields[_PLAIN[name]] = "\n".join(str(value) for value in values)


def _town(address: object) -> str:
    if isinstance(address, vobject.vcard.Address):
        city = address.city
        return " ".join(city) if isinstance(city, list) else str(city)
    parts = str(address).split(";")
    return parts[_TOWN] if len(parts) > _TOWN else ""


def _words(value: object) -> str:
    return ", ".join(str(word) for word in value) if isinstance(value, list) else str(value)


def _card(row: Mapping[str, str]) -> str:
    card = vobject.vCard()
    card.add("fn").value = row["name"]
    given, _space, family = row["name"].rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=family or given, given=given if family else "")
    for name, field in (("tel", "phone"), ("email", "email"), ("title", "discipline")):
        if row.get(field):
            card.add(name).value = row[field]
    if row.get("town"):
        card.add("adr").value = vobject.vcard.Address(city=row["town"])
    notes = "\n".join(row[field] for field in ("sent_for", "notes") if row.get(field))
    if notes:
        card.add("note").value = notes
    if row.get("tags"):
        card.add("categories").value = [tag.strip() for tag in row["tags"].split(",")]
    text: str = card.serialize()
    return text
