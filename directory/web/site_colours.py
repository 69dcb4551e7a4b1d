"""The colours that a network chose, as a stylesheet of its own after ours."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from directory.network.in_force import in_force
from directory.network.site import stylesheet
from directory.web.access import ANYONE, access
from directory.web.limits import unlimited

if TYPE_CHECKING:
    from flask import Flask

    from directory.network.site import Site

bp = Blueprint("site_colours", __name__)

_SIGNS = 12


def init_app(app: Flask) -> None:
    """Serve the stylesheet."""
    app.register_blueprint(bp)


def stylesheet_address(site: Site) -> str:
    """Where the chosen colours are, by a digest of them; empty where none were chosen."""
    css = stylesheet(site)
    return f"/colours/{_digest(css)}.css" if css else ""


@bp.get("/colours/<digest>.css")
@access(ANYONE)
@unlimited
def colours(digest: str) -> Response:
    """The stylesheet, which never changes at its address."""
    css = stylesheet(in_force().site)
    if not css or digest != _digest(css):
        abort(404)
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(css, content_type="text/css; charset=utf-8", headers=kept)


def _digest(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:_SIGNS]
