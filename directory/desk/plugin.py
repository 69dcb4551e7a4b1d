"""Plugs the desk into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.desk import (
    apart_views,
    decisions,
    menu_counts,
    photo_views,
    step_views,
    supervision_views,
    views,
)
from directory.desk.blueprint import bp
from directory.desk.center import belonging_views, people_views, standing_views
from directory.desk.center import views as center_views

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (
    views,
    step_views,
    apart_views,
    photo_views,
    supervision_views,
    decisions,
    center_views,
    people_views,
    standing_views,
    belonging_views,
)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
    menu_counts.init_app(app)
