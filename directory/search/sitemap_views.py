"""The files that search engines ask for."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from flask import abort, current_app
from werkzeug.wrappers import Response

from directory.search.blueprint import bp, snapshot
from directory.search.roll import ROLL
from directory.search.sitemap import AT_MOST, PAGES, entries, robots, sitemap, sitemap_index
from directory.web.access import ANYONE, access
from directory.web.navigation import is_served

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.config import Settings
    from directory.search.snapshot import Snapshot


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
    """Every page that may be found from outside; who is suspended or withdrawn is gone at once.

    Where one file may not hold all, the index of several.
    """
    network = snapshot()
    number = math.ceil(_count(network) / AT_MOST)
    return _sent(_part(network, 1) if number == 1 else sitemap_index(_base(), number))


@bp.get("/sitemap-<int:part>.xml")
@access(ANYONE)
def sitemap_part(part: int) -> Response:
    """One of several files."""
    network = snapshot()
    if not 1 <= part <= math.ceil(_count(network) / AT_MOST):
        abort(404)
    return _sent(_part(network, part))


def _count(network: Snapshot) -> int:
    return len(_pages()) + len(network.outlines) + len(_towns(network))


def _part(network: Snapshot, part: int) -> str:
    found = entries(_base(), _pages(), network.outlines, _towns(network))
    return sitemap(itertools.islice(found, AT_MOST * (part - 1), AT_MOST * part))


def _towns(network: Snapshot) -> Mapping[str, int]:
    return ROLL.all_towns(network.outlines)


def _pages() -> list[str]:
    return [page for page in PAGES if is_served(page)]


def _base() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url.rstrip("/")


def _sent(text: str) -> Response:
    return Response(text, content_type="application/xml; charset=utf-8")
