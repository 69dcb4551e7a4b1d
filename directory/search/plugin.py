"""Plugs searching into the app: the engine that holds the network in memory, and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.search import info_views, listing_views, partner_views, sitemap_views, views
from directory.search.blueprint import bp
from directory.search.engine import SearchEngine

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (views, listing_views, info_views, partner_views, sitemap_views)


def init_app(app: Flask) -> None:
    """Give the app its search engine, and serve the pages."""
    settings: Settings = app.extensions["settings"]
    app.extensions["search"] = SearchEngine(
        app.extensions["vocabulary"], home_region=settings.home_region
    )
    app.register_blueprint(bp)
