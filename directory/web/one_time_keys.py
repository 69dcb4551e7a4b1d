"""The key in a form that makes sending it twice give the first result, not a second record.

A view that creates something puts `new_key()` into its form (component `one_time_key`) and keeps
the key with what it made, in a unique column; a key seen before leads to what was made then.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD = "one_time_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{22}")


class KeyMissingError(ValueError):
    """The form carries no key, or one that we did not make."""


def new_key() -> str:
    """A key for one form: 128 random bits, URL-safe."""
    return secrets.token_urlsafe(16)


def key_of(form: Mapping[str, str]) -> str:
    """The key that a form was sent with; KeyMissingError where it has none of ours."""
    key = form.get(FIELD, "")
    if not _KEY.fullmatch(key):
        raise KeyMissingError("the form has no key: open the page again and repeat it")
    return key
