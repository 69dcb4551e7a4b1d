"""Larger requests for the few forms that take a file; every other form keeps the small limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app, request

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

View = TypeVar("View", bound="Callable[..., Any]")

_BYTES = "request_bytes"


def takes_file(at_most_bytes: int) -> Callable[[View], View]:
    """Let a view's request be this large; stands below `access`, whose check comes first."""

    def marked(view: View) -> View:
        setattr(view, _BYTES, at_most_bytes)
        return view

    return marked


def init_app(app: Flask) -> None:
    """Set the limit of each request before anything reads its body."""
    app.before_request(_allow)


def _allow() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    at_most = getattr(view, _BYTES, None)
    if at_most is not None:
        request.max_content_length = at_most
