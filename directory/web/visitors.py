"""The one cookie of a nameless visitor: random, for this browser session only, for sealed links."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from flask import current_app, g, request

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings
    from directory.keys.ring import KeyRing

_VALUE = re.compile(r"[A-Za-z0-9_-]{22}")


def init_app(app: Flask, settings: Settings) -> None:
    """Send the cookie with the answers to views that asked for one with `open_visit`."""
    # The __Host- prefix makes the browser refuse the cookie from anywhere but this very host;
    # browsers only take it over https.
    app.extensions["visitor_cookie"] = "__Host-visit" if settings.is_https else "visit"
    app.extensions["visitor_cookie_is_secure"] = settings.is_https
    app.after_request(_send_cookie)


def visitor() -> str | None:
    """The visitor's session cookie as the browser sent it, or None."""
    value = request.cookies.get(current_app.extensions["visitor_cookie"], "")
    return value if _VALUE.fullmatch(value) else None


def open_visit() -> str:
    """The visitor's cookie value, made and sent with this answer where there was none."""
    known = visitor() or g.get("new_visitor")
    if known is None:
        known = g.new_visitor = secrets.token_urlsafe(16)
    value: str = known
    return value


def key_ring() -> KeyRing:
    """The key ring of the app, for `directory.web.sealing`."""
    ring: KeyRing = current_app.extensions["keys"]
    return ring


def _send_cookie(response: Response) -> Response:
    new = g.get("new_visitor")
    if new is not None:
        response.set_cookie(
            current_app.extensions["visitor_cookie"],
            new,
            httponly=True,
            secure=current_app.extensions["visitor_cookie_is_secure"],
            samesite="Strict",
            path="/",
        )
    return response
