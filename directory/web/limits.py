"""Request limits: how often one address may ask, stated on the view where it differs.

Counts are kept in memory of the process unless the setting names a Redis or Valkey address;
they are never written to the database.
"""

from __future__ import annotations

import ipaddress
import math
import time
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app, request
from flask_limiter import Limiter

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.config import Settings

_STATEMENT = "__limit__"
_NONE = ""
_SHORTEST_WAIT_SECONDS = 1

View = TypeVar("View", bound="Callable[..., Any]")


def limit(rule: str) -> Callable[[View], View]:
    """State a view's own limit, such as `10 per minute`, in place of the general one."""

    def state(view: View) -> View:
        setattr(view, _STATEMENT, rule)
        return view

    return state


def unlimited(view: View) -> View:
    """State that a view is never refused: help lines, leaving, health."""
    return limit(_NONE)(view)


def init_app(app: Flask, settings: Settings) -> None:
    """Count requests as the settings say. Call it when every view is registered."""
    app.config["RATELIMIT_ENABLED"] = settings.limits_on
    limiter = Limiter(
        caller,
        app=app,
        default_limits=[settings.limits],
        storage_uri=settings.limits_storage,
        strategy="sliding-window-counter",
    )
    app.extensions["request_limiter"] = limiter
    for endpoint, view in app.view_functions.items():
        stated: str | None = getattr(view, _STATEMENT, None)
        if stated == _NONE:
            limiter.exempt(view)
        elif stated is not None:
            limited: Any = limiter.limit(stated)(view)
            app.view_functions[endpoint] = limited


def caller() -> str:
    """Whose requests are counted together: an IPv4 address, or an IPv6 /64 network."""
    address = request.remote_addr or "unknown"
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def seconds_to_wait() -> int:
    """Whole seconds until the limit that this request broke lets the next one through."""
    limiter: Limiter = current_app.extensions["request_limiter"]
    broken = limiter.current_limit
    if broken is None:
        return _SHORTEST_WAIT_SECONDS
    return max(_SHORTEST_WAIT_SECONDS, math.ceil(broken.reset_at - time.time()))
