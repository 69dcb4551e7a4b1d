"""The composition root: one screen that plugs every part into a Flask app."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from flask import Flask

from directory import db, resources
from directory.accounts import plugin as accounts
from directory.accounts.session import reference_of_member
from directory.audit import journal
from directory.circle import plugin as circle
from directory.config import Settings
from directory.curation import plugin as curation
from directory.desk import plugin as desk
from directory.interop import plugin as interop
from directory.keys.ring import KeyRing
from directory.mail import plugin as mail
from directory.messages import plugin as messages
from directory.network import plugin as network
from directory.noticeboard import plugin as noticeboard
from directory.privacy import plugin as privacy
from directory.referrals import plugin as referrals
from directory.safe_start import refuse_unsafe_start
from directory.search import plugin as search
from directory.vocabulary.loading import load_vocabulary
from directory.web import (
    access,
    assets,
    compression,
    errors,
    fragments,
    headers,
    languages,
    leaving,
    limits,
    look,
    metrics,
    option_lines,
    origin,
    page_words,
    pages,
    proxies,
    readiness,
    request_log,
    site_colours,
    templating,
    uploads,
    visitors,
)
from directory.web.typed_text import TypedRequest

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary


def create_app(settings: Settings | None = None) -> Flask:
    """An app for these settings, or for those of the environment.

    Raises SettingsError, one sentence, where starting would put people at risk.
    """
    if settings is None:
        settings = Settings.from_environment(os.environ)
    refuse_unsafe_start(settings)
    app = Flask(__name__, static_folder=None, template_folder=str(resources.templates()))
    app.request_class = TypedRequest
    app.extensions["settings"] = settings
    app.extensions["keys"] = KeyRing(settings.secret_key, settings.previous_secret_keys)
    app.extensions["vocabulary"] = _shipped_vocabulary()
    _configure(app, settings)
    _plug_in_the_frame(app, settings)
    _plug_in_features(app)
    limits.init_app(app, settings)  # Last, because it looks at every view.
    return app


@cache
def _shipped_vocabulary() -> Vocabulary:
    # An immutable value that takes a fifth of a second to read: once a process is enough.
    return load_vocabulary(resources.seed_data() / "vocabulary")


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.previous_secret_keys),
        MAX_CONTENT_LENGTH=settings.request_bytes,
        MAX_FORM_MEMORY_SIZE=settings.request_bytes,
        PROPAGATE_EXCEPTIONS=settings.debug,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )


def _plug_in_the_frame(app: Flask, settings: Settings) -> None:
    # Answers pass these in the opposite order: the log sees what the headers made.
    request_log.init_app(app, settings)
    metrics.init_app(app)
    compression.init_app(app)
    headers.init_app(app, settings)
    proxies.init_app(app, settings)
    access.init_app(app, settings)
    uploads.init_app(app)
    leaving.init_app(app)
    look.init_app(app)
    origin.init_app(app, settings)
    visitors.init_app(app, settings)
    db.init_app(app, settings)
    network.init_app(app)
    readiness.init_app(app, settings)
    assets.init_app(app, settings)
    languages.init_app(app, settings)
    page_words.init_app(app)
    fragments.init_app(app)
    option_lines.init_app(app)
    templating.init_app(app, settings)
    errors.init_app(app)
    app.register_blueprint(pages.bp)
    site_colours.init_app(app)


def _plug_in_features(app: Flask) -> None:
    """Each feature brings one `init_app(app)`; one line for each, in the order of the layers."""
    accounts.init_app(app)
    journal.init_app(app, reference_of_member)
    mail.init_app(app)
    search.init_app(app)
    referrals.init_app(app)
    messages.init_app(app)
    circle.init_app(app)
    interop.init_app(app)
    noticeboard.init_app(app)
    desk.init_app(app)
    curation.init_app(app)
    privacy.init_app(app)
