"""Plugs imports, the links to imported drafts and exports into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.interop import claim_views, export_views, import_views
from directory.interop.blueprint import bp

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (claim_views, export_views, import_views)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
