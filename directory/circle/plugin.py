"""Plugs circles and vouching into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.circle import (
    contact_views,
    file_views,
    handover_views,
    network_views,
    relation_views,
    vouch_views,
)
from directory.circle.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (contact_views, file_views, handover_views, network_views, relation_views, vouch_views)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
