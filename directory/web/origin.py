"""Forms of nameless visitors are taken from our own pages only, told by Sec-Fetch-Site and Origin.

Such a form needs no cookie and no token, so it works with cookies off. Signed-in forms carry a
token besides (Flask-WTF).
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import abort, current_app, request
from flask_wtf import CSRFProtect

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.config import Settings

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_OUR_OWN = frozenset({"same-origin", "none"})

tokens = CSRFProtect()


def init_app(app: Flask, settings: Settings) -> None:
    """Check every request that may change something."""
    app.extensions["own_origin"] = _origin(settings.base_url)
    app.extensions["needs_token"] = _nobody_signs_in
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # `_check` decides, after the origin.
    app.config["WTF_CSRF_SSL_STRICT"] = False  # It would ask for a referrer, and we send none.
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # A token lives as long as the session does.
    tokens.init_app(app)
    app.before_request(_check)


def need_token_when(app: Flask, is_signed_in: Callable[[], bool]) -> None:
    """Ask for a form token wherever `is_signed_in` answers yes."""
    app.extensions["needs_token"] = is_signed_in


def is_from_our_own_page() -> bool:
    """Whether the browser says that the request was made by a page of this site.

    `no-referrer` makes browsers send `Origin: null` from our own forms, so null alone says
    nothing; browsers new enough to matter then also send Sec-Fetch-Site, which does.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in _OUR_OWN
    origin = request.headers.get("Origin")
    if origin is None or origin == "null":
        return True
    return _origin(origin) in {current_app.extensions["own_origin"], _origin(request.host_url)}


def _check() -> None:
    if request.method in _SAFE_METHODS:
        return
    if not is_from_our_own_page():
        abort(400, description="cross-site")
    if current_app.extensions["needs_token"]():
        tokens.protect()


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme.lower(), parts.netloc.lower()


def _nobody_signs_in() -> bool:
    return False
