"""Plugs the noticeboard into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.circle.waiting import add_source
from directory.noticeboard.blueprint import bp
from directory.noticeboard.views import board, paper, posting, renewing
from directory.noticeboard.waiting import waiting_for

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (board, paper, posting, renewing)


def init_app(app: Flask) -> None:
    """Serve the pages, and tell on the desk what waits for a poster."""
    app.register_blueprint(bp)
    add_source(app, waiting_for)
