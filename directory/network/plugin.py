"""Plugs a network's own edits into the app: each request sees those of the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from directory import db, resources
from directory.network.in_force import InForceHolder, holder

if TYPE_CHECKING:
    from flask import Flask

    from directory.network.in_force import InForce

_SERVED_WITHOUT = frozenset(
    {None, "assets.asset", "assets.favicon", "pages.healthz", "pages.readyz", "metrics.metrics"}
)

_SERVED_ANYWAY = frozenset({"pages.help_now", "pages.safety"})
"""Pages that help even while the database is away: they stand with what was last in force."""


def init_app(app: Flask) -> None:
    """Hold what is in force, beginning with the vocabulary as it is shipped."""
    held = InForceHolder(resources.seed_data() / "vocabulary", app.extensions["vocabulary"])
    app.extensions["network"] = held
    held.follow_with(lambda found: _use(app, found))
    app.before_request(_follow)


def _use(app: Flask, found: InForce) -> None:
    app.extensions["vocabulary"] = found.vocabulary


def _follow() -> None:
    if request.endpoint in _SERVED_WITHOUT:
        return
    try:
        holder().follow(db.session())
    except db.DatabaseUnavailable:
        if request.endpoint not in _SERVED_ANYWAY:
            raise
