"""The composition root: one screen that plugs every part into a Flask app."""

from __future__ import annotations

import os

from flask import Flask

from directory import db, resources
from directory.config import Settings, refuse_unsafe_start
from directory.web import access


def create_app(settings: Settings | None = None) -> Flask:
    """An app for these settings, or for those of the environment.

    Raises SettingsError, one sentence, where starting would put people at risk.
    """
    if settings is None:
        settings = Settings.from_environment(os.environ)
    refuse_unsafe_start(settings)
    app = Flask(__name__, static_folder=None, template_folder=str(resources.templates()))
    app.config["SECRET_KEY"] = settings.secret_key
    app.config["MAX_CONTENT_LENGTH"] = settings.request_bytes
    app.extensions["settings"] = settings
    db.init_app(app, settings)
    access.init_app(app, settings)
    return app
