"""A choice that a reader made for all pages, kept in a cookie of its own and only on that act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import current_app, redirect

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.config import Settings

OWN_PAGE = re.compile(r"/(?![/\\])[^\s?#\\]{0,300}")
"""The path of a page of this site, and of no other."""

_SECONDS = 365 * 24 * 60 * 60


def keep(cookie: str, value: str | None, *, back: str) -> Response:
    """Lead back to a page with the choice kept for a year; None forgets it."""
    answer = redirect(back, 303)
    if value is None:
        answer.delete_cookie(cookie, path="/")
        return answer
    settings: Settings = current_app.extensions["settings"]
    answer.set_cookie(
        cookie,
        value,
        max_age=_SECONDS,
        httponly=True,
        secure=settings.is_https,
        samesite="Strict",
        path="/",
    )
    return answer
