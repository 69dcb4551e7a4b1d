"""Plugs messages into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.messages.blueprint import bp
from directory.messages.views import asking, desk, network, returning

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (asking, network, returning, desk)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
