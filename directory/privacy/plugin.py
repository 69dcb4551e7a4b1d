"""Plugs the pages about one's own data into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.privacy import address_views
from directory.privacy.views import bp

if TYPE_CHECKING:
    from flask import Flask


VIEWS = (address_views,)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
