"""A short text that is the same for the same need, whatever order its sets were built in."""

from __future__ import annotations

import dataclasses
import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from directory.matching.need import Need


def need_fingerprint(need: Need) -> str:
    """The fingerprint of a need; true ties rotate by it, week by week."""
    return hashlib.sha256(_text(need).encode()).hexdigest()[:16]


def _text(value: object) -> str:
    if isinstance(value, str | StrEnum):
        return str(value)
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(_text, value))) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(map(_text, value)) + ")"
    if dataclasses.is_dataclass(value):
        return _text(tuple(getattr(value, field.name) for field in dataclasses.fields(value)))
    return repr(value)
