"""Plugs searching into the app: the engine that holds the network in memory, and the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import resources
from directory.config import Mode
from directory.search import (
    guided_views,
    info_views,
    listing_views,
    partner_views,
    shared_views,
    sitemap_views,
    views,
    word_views,
)
from directory.search.blueprint import bp
from directory.search.engine import SearchEngine
from directory.search.guided import load_questions
from directory.search.network_file import NetworkFile
from directory.search.unmet import CountedLinks

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings
    from directory.network.in_force import InForce, InForceHolder

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (
    views, shared_views, guided_views, listing_views, info_views, partner_views, sitemap_views,
    word_views,
)  # fmt: skip


def init_app(app: Flask) -> None:
    """Give the app its search engine, and serve the pages."""
    settings: Settings = app.extensions["settings"]
    app.extensions["search"] = SearchEngine(
        app.extensions["vocabulary"],
        home_region=settings.home_region,
        file=_file(app, settings),
    )
    app.extensions["guided_questions"] = load_questions(
        resources.seed_data(), app.extensions["vocabulary"]
    )
    app.extensions["counted_links"] = CountedLinks()
    network: InForceHolder = app.extensions["network"]
    network.follow_with(lambda found: _use(app, found))
    app.register_blueprint(bp)


def _use(app: Flask, found: InForce) -> None:
    """Search with the network's edited words and weights from this request on."""
    engine: SearchEngine = app.extensions["search"]
    app.extensions["search"] = engine.with_edits(found.vocabulary, found.weights)


def _file(app: Flask, settings: Settings) -> NetworkFile | None:
    """Where the network is kept for the next start; tests write nothing beside their requests."""
    if settings.mode is Mode.TEST:
        return None
    return NetworkFile(settings.instance_folder, app.extensions["keys"])
