"""Forwarding headers, believed from as many proxies as the operator says, by default from none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings


def init_app(app: Flask, settings: Settings) -> None:
    """Read the visitor's address and scheme from the nearest trusted proxies."""
    count = settings.trusted_proxies
    if count:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
