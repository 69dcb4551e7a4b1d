"""The pages that any network has: about, privacy, accessibility, safety, help now, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from directory import db
from directory.web import help_lines
from directory.web.access import ANYONE, DEVELOPMENT, access
from directory.web.limits import unlimited
from directory.web.styleguide import samples

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.vocabulary.terms import CrisisResource, Vocabulary

bp = Blueprint("pages", __name__)


@bp.get("/about")
@access(ANYONE)
def about() -> str:
    """What this is, and who runs it."""
    return render_template("pages/about.html")


@bp.get("/privacy")
@access(ANYONE)
def privacy() -> str:
    """What is kept, what is not, and for how long."""
    return render_template("pages/privacy.html")


@bp.get("/accessibility")
@access(ANYONE)
def accessibility() -> str:
    """How the site can be used, and what to do where it cannot."""
    return render_template("pages/accessibility.html")


@bp.get("/safety")
@access(ANYONE)
@unlimited
def safety() -> str:
    """What leaving does and does not do, and how to use the site safely."""
    return render_template("pages/safety.html")


@bp.get("/help-now")
@access(ANYONE)
@unlimited
def help_now() -> str:
    """Every help line we know of, those of this region first."""
    settings: Settings = current_app.extensions["settings"]
    lines = _crisis_resources()
    here = help_lines.for_region(lines, settings.home_region)
    elsewhere = tuple(line for line in lines if line not in here)
    return render_template("pages/help_now.html", here=here, elsewhere=elsewhere)


@bp.get("/healthz")
@access(ANYONE)
@unlimited
def healthz() -> Response:
    """Whether the process answers; no details."""
    return Response("ok\n", content_type="text/plain; charset=utf-8")


@bp.get("/readyz")
@access(ANYONE)
@unlimited
def readyz() -> Response:
    """Whether the site can serve people: the database answers; no details."""
    if db.database().is_reachable():
        return Response("ready\n", content_type="text/plain; charset=utf-8")
    return Response("not ready\n", status=503, content_type="text/plain; charset=utf-8")


@bp.get("/styleguide")
@access(DEVELOPMENT)
def styleguide() -> str:
    """Every component with sample values, for whoever works on the look."""
    return render_template("pages/styleguide.html", samples=samples())


def _crisis_resources() -> tuple[CrisisResource, ...]:
    vocabulary: Vocabulary | None = current_app.extensions.get("vocabulary")
    return () if vocabulary is None else vocabulary.crisis_resources
