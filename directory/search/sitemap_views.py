"""The two files that search engines ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from werkzeug.wrappers import Response

from directory.search.blueprint import bp, snapshot
from directory.search.practitioners_page import towns_of
from directory.search.sitemap import PAGES, robots, sitemap
from directory.web.access import ANYONE, access
from directory.web.navigation import is_served

if TYPE_CHECKING:
    from directory.config import Settings


@bp.get("/robots.txt")
@access(ANYONE)
def robots_file() -> Response:
    """What search engines may read."""
    settings: Settings = current_app.extensions["settings"]
    text = robots(settings.base_url.rstrip("/"), is_demo=settings.mode == "demo")
    return Response(text, content_type="text/plain; charset=utf-8")


@bp.get("/sitemap.xml")
@access(ANYONE)
def sitemap_file() -> Response:
    """Every page that may be found from outside; who is suspended or withdrawn is gone at once."""
    settings: Settings = current_app.extensions["settings"]
    listings = snapshot().listings
    towns = [town.label for town in towns_of(listings.values())]
    pages = [page for page in PAGES if is_served(page)]
    text = sitemap(settings.base_url.rstrip("/"), pages, listings, towns)
    return Response(text, content_type="application/xml; charset=utf-8")
