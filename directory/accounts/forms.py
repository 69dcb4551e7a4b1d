"""What people type about their accounts, read and checked; each rule is written once."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts import passwords
from directory.accounts.closed_sets import AppliedAs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EMAIL_AT_MOST = 254
NAME_AT_MOST = 120
CODE_AT_MOST = 40
_EMAIL = re.compile(r"[^@\s,;<>\"()\[\]\\:]+@[^@\s,;<>\"()\[\]\\:]+\.[^@\s,;<>\"()\[\]\\:.]{2,}")
_LIKE_AN_ADDRESS = re.compile(r"https?:|www\.|[@/<>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong at one field, and what to do about it."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class SignUpForm:
    """Who wants to join, or is invited to."""

    name: str
    email: str
    applied_as: AppliedAs | None
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class SignInForm:
    """An address and a password as they were typed; neither is ever said to be wrong alone."""

    email: str
    password: str


@dataclass(frozen=True, slots=True)
class WelcomeForm:
    """The name to go by, and the password chosen."""

    name: str
    password: str
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class PasswordForm:
    """A new password."""

    password: str
    errors: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True)
class EmailForm:
    """A new e-mail address."""

    email: str
    errors: tuple[FieldError, ...]


def read_sign_up(form: Mapping[str, str]) -> SignUpForm:
    """Read the form of signing up and of inviting."""
    name, email = plain_line(form.get("name", "")), plain_email(form.get("email", ""))
    chosen = form.get("applied_as", "")
    applied_as = AppliedAs(chosen) if chosen in set(AppliedAs) else None
    errors = (*_kind_errors(applied_as), *_name_errors(name), *_email_errors(email))
    return SignUpForm(name[:NAME_AT_MOST], email[:EMAIL_AT_MOST], applied_as, errors)


def read_sign_in(form: Mapping[str, str]) -> SignInForm:
    """Read the form of signing in; anything may be wrong with it, and nothing is told."""
    return SignInForm(plain_email(form.get("email", ""))[:EMAIL_AT_MOST], form.get("password", ""))


def read_welcome(form: Mapping[str, str], own_words: Iterable[str]) -> WelcomeForm:
    """Read the form behind a one-time link."""
    name = plain_line(form.get("name", ""))
    chosen = read_password(form, (*own_words, name))
    errors = (*_name_errors(name), *chosen.errors)
    return WelcomeForm(name[:NAME_AT_MOST], chosen.password, errors)


def read_password(form: Mapping[str, str], own_words: Iterable[str]) -> PasswordForm:
    """Read a new password; it is typed once, because it can be shown, pasted and reset."""
    password = form.get("password", "")
    refusal = passwords.why_refused(password, own_words)
    return PasswordForm(password, (FieldError("password", refusal),) if refusal else ())


def read_email(form: Mapping[str, str]) -> EmailForm:
    """Read an e-mail address."""
    email = plain_email(form.get("email", ""))
    return EmailForm(email[:EMAIL_AT_MOST], tuple(_email_errors(email)))


def read_code(form: Mapping[str, str]) -> str:
    """The code of the second factor as it was typed, spaces and all."""
    return form.get("code", "")[:CODE_AT_MOST]


def plain_email(text: str) -> str:
    """An address as we compare it: trimmed, and in small letters."""
    return unicodedata.normalize("NFC", text.strip()).lower()


def is_email(email: str) -> bool:
    """Whether this can be an e-mail address."""
    return len(email) <= EMAIL_AT_MOST and email.isprintable() and bool(_EMAIL.fullmatch(email))


def plain_line(text: str) -> str:
    """One line without control characters, single spaces between words."""
    kept = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _kind_errors(applied_as: AppliedAs | None) -> Iterable[FieldError]:
    if applied_as is None:
        return [FieldError("applied_as", _("Say whether this is for a person or a center."))]
    return []


def _email_errors(email: str) -> Iterable[FieldError]:
    if not email:
        return [FieldError("email", _("Enter an e-mail address, so that we can write to it."))]
    if not is_email(email):
        message = _("This is no e-mail address. It should look like name@example.org.")
        return [FieldError("email", message)]
    return []


def _name_errors(name: str) -> Iterable[FieldError]:
    if not name:
        return [FieldError("name", _("Enter a name, so that others know who this is."))]
    if len(name) > NAME_AT_MOST:
        message = _("Use at most %(count)s characters for the name.", count=NAME_AT_MOST)
        return [FieldError("name", message)]
    if _LIKE_AN_ADDRESS.search(name):
        message = _("Enter a name only. Web and e-mail addresses do not belong here.")
        return [FieldError("name", message)]
    return []
