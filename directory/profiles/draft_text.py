"""A whole draft as text and back, for what is kept to undo something with. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from directory.profiles.draft import ListingDraft


def draft_as_text(draft: ListingDraft) -> str:
    """The draft as JSON; the inverse is `draft_from_text`."""
    return json.dumps(_plain(draft), ensure_ascii=False, sort_keys=True)


def draft_from_text(text: str) -> ListingDraft:
    """The draft that was written; what a later version no longer knows is left out."""
    draft: ListingDraft = _read(ListingDraft, json.loads(text))
    return draft


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a draft holds
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:  # noqa: ANN401 - a type, and what was written for it
    origin, arguments = get_origin(kind), get_args(kind)
    if value is None:
        return None
    if origin in {Union, UnionType}:
        return _read(next(item for item in arguments if item is not type(None)), value)
    if origin is tuple:
        return _read_tuple(arguments, value)
    if origin is Mapping:
        return {_read(arguments[0], name): _read(arguments[1], value[name]) for name in value}
    return _read_plain(kind, value)


def _read_plain(kind: Any, value: Any) -> Any:  # noqa: ANN401
    if isinstance(kind, type) and is_dataclass(kind):
        known = {name: hint for name, hint in _hints(kind).items() if name in value}
        make: Any = kind
        return make(**{name: _read(hint, value[name]) for name, hint in known.items()})
    if kind is date:
        return date.fromisoformat(value)
    return kind(value) if isinstance(kind, type) and issubclass(kind, StrEnum) else value


def _read_tuple(arguments: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    if arguments[-1] is Ellipsis:
        return tuple(_read(arguments[0], item) for item in value)
    return tuple(_read(kind, item) for kind, item in zip(arguments, value, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    # The modules of drafts import these two for the type checker alone.
    return get_type_hints(kind, localns={"date": date, "Mapping": Mapping})
