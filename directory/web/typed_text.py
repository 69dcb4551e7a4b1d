"""What arrives in fields is text: control characters that nobody can type are left out.

A page that shows a NUL is no valid page, and PostgreSQL stores none; a tab and the ends of
lines stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import flask
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TypedFields(ImmutableMultiDict[str, Any]):
    """Fields by name, their text without control characters; uploads stay as they are."""

    def __init__(self, fields: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None) -> None:
        super().__init__(list(_cleaned(fields)) if fields is not None else None)


class TypedRequest(flask.Request):
    """A request whose form and query fields hold text alone."""

    parameter_storage_class = TypedFields


def _cleaned(
    fields: Mapping[str, Any] | Iterable[tuple[str, Any]],
) -> Iterator[tuple[str, Any]]:
    pairs = MultiDict(fields).items(multi=True)
    return ((_text(name), _text(value)) for name, value in pairs)


def _text(value: Any) -> Any:  # noqa: ANN401  # an upload is no text
    return _UNTYPED.sub("", value) if isinstance(value, str) else value
