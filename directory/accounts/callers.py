"""From where somebody signs in: told apart for throttling, named coarsely for the owner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, request

from directory import db
from directory.accounts import queries
from directory.accounts.services.sessions import Browser
from directory.web.limits import caller
from directory.web.request_log import truncated_address

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

YEAR_SECONDS = 365 * 24 * 60 * 60
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose tries are counted together: a browser known to the account, or an address."""

    name: str
    is_known_browser: bool


def caller_for(account_id: int | None) -> Caller:
    """Who is calling, as far as this account can tell."""
    token = _browser_token()
    if queries.is_known_browser(db.session(), account_id, token):
        return Caller(f"browser:{token}", is_known_browser=True)
    return Caller(f"address:{caller()}", is_known_browser=False)


def browser() -> Browser:
    """The browser in coarse words, such as `Firefox, Windows`, and the network it is in."""
    agent = request.headers.get("User-Agent", "")[:400]
    names = [
        next((name for sign, name in table if sign in agent), "") for table in (_BROWSERS, _SYSTEMS)
    ]
    device = ", ".join(name for name in names if name)
    return Browser(device=device, network=truncated_address(request.remote_addr))


def send_browser_cookie(response: Response, token: str) -> None:
    """Let the browser be known next time: the cookie opens nothing, it only counts apart."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=YEAR_SECONDS,
        httponly=True,
        secure=current_app.extensions["settings"].is_https,
        samesite="Lax",
        path="/",
    )


def cookie_name() -> str:
    """The name of the cookie of a known browser."""
    return "__Host-known" if current_app.extensions["settings"].is_https else "known"


def _browser_token() -> str:
    value = request.cookies.get(cookie_name(), "")
    return value if _TOKEN.fullmatch(value) else ""
