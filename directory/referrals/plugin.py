"""Plugs referrals into the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import format_datetime

from directory.referrals import wording
from directory.referrals.blueprint import bp
from directory.referrals.views import client, moves, outside, paper, reading, together, writing

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (client, moves, outside, paper, reading, together, writing)


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.jinja_env.filters["moment"] = _moment
    app.register_blueprint(bp)


def _moment(value: datetime) -> str:
    """A moment in the site's time zone, such as 3 Nov 2026, 14:30."""
    return str(format_datetime(value, "d MMM y, HH:mm"))


@bp.context_processor
def _words() -> dict[str, Any]:
    return {"wording": wording}
