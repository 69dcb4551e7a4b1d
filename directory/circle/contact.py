"""A contact as a member writes one down, and the rule of each of its fields, written once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts.forms import FieldError, is_email, plain_email, plain_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST: Mapping[str, int] = {
    "name": 200,
    "discipline": 200,
    "town": 200,
    "phone": 60,
    "email": 254,
    "licence": 80,
    "sent_for": 300,
    "notes": 2_000,
    "tags": 400,
}
"""The fields of a contact in the order of the form, and how many characters each may hold."""
LONGEST_TAG = 40
MOST_TAGS = 12
_TAG_END = re.compile(r"[,;|\n]")
_PHONE = re.compile(r"[0-9+(][0-9 ().+/x#*-]*", re.IGNORECASE)
_FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody whom a member sends people to."""

    name: str
    discipline: str = ""
    town: str = ""
    phone: str = ""
    email: str = ""
    licence: str = ""
    sent_for: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadContact:
    """What a form or a row came to: the contact, what was typed, and what is wrong."""

    contact: Contact
    typed: Mapping[str, str]
    errors: tuple[FieldError, ...]


def read_contact(values: Mapping[str, str]) -> ReadContact:
    """Read the fields of a form or of a row of a file; a field that is not there is empty."""
    typed = {field: _cleaned(field, values.get(field, "")) for field in LONGEST}
    tags = tags_in(typed["tags"])
    errors = [
        *_needed(typed),
        *_too_long(typed),
        *_wrong_email(typed["email"]),
        *_wrong_phone(typed["phone"]),
        *_wrong_tags(tags),
    ]
    plain = {field: text for field, text in typed.items() if field != "tags"}
    return ReadContact(Contact(**plain, tags=tags), typed, tuple(errors))


def tags_in(text: str) -> tuple[str, ...]:
    """The tags of a line, which stand with commas between them; each once, in small letters."""
    words = (" ".join(word.split()).lower() for word in _TAG_END.split(text))
    return tuple(dict.fromkeys(word for word in words if word))


def digits(phone: str) -> str:
    """A phone number as it is compared: its digits, without the 1 of North America before ten."""
    found = "".join(sign for sign in phone if sign.isascii() and sign.isdigit())
    has_country = len(found) == len("13035550100") and found.startswith("1")
    return found[1:] if has_country else found


def _cleaned(field: str, value: str) -> str:
    if field == "notes":
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
        kept = (sign for sign in text if sign == "\n" or unicodedata.category(sign)[0] != "C")
        return "".join(kept).strip()
    if field == "tags":
        return plain_line(value.replace("\n", ", "))
    return plain_email(plain_line(value)) if field == "email" else plain_line(value)


def _needed(typed: Mapping[str, str]) -> Iterable[FieldError]:
    if not typed["name"]:
        yield FieldError("name", _("Write a name, so that you find this person again."))


def _too_long(typed: Mapping[str, str]) -> Iterable[FieldError]:
    for field, text in typed.items():
        if len(text) > LONGEST[field]:
            message = _(
                "This is too long. Shorten it to %(count)s characters.", count=LONGEST[field]
            )
            yield FieldError(field, message)


def _wrong_email(email: str) -> Iterable[FieldError]:
    if email and not is_email(email):
        message = _("This is no e-mail address. It should look like name@example.org.")
        yield FieldError("email", message)


def _wrong_phone(phone: str) -> Iterable[FieldError]:
    if phone and not (_PHONE.fullmatch(phone) and len(digits(phone)) >= _FEWEST_DIGITS):
        message = _("This is no phone number. Write digits, such as 303-555-0100.")
        yield FieldError("phone", message)


def _wrong_tags(tags: tuple[str, ...]) -> Iterable[FieldError]:
    if len(tags) > MOST_TAGS:
        message = _("These are too many tags. Keep at most %(count)s.", count=MOST_TAGS)
        yield FieldError("tags", message)
    elif any(len(tag) > LONGEST_TAG for tag in tags):
        message = _("A tag is too long. Put commas between tags.")
        yield FieldError("tags", message)
