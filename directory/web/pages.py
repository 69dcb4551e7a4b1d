"""The pages that any network has: about, privacy, accessibility, safety, help now, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from directory.web import help_lines, readiness
from directory.web.access import ANYONE, DEVELOPMENT, access
from directory.web.languages import as_read
from directory.web.limits import unlimited
from directory.web.styleguide import samples

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.vocabulary.terms import Vocabulary

bp = Blueprint("pages", __name__)


@bp.get("/about")
@access(ANYONE)
def about() -> str:
    """What this is, and who runs it."""
    return render_template("pages/about.html")


@bp.get("/how-we-check")
@access(ANYONE)
def how_we_check() -> str:
    """What a curator looks at before and while somebody is shown, and what that does not tell."""
    return render_template("pages/how_we_check.html")


@bp.get("/privacy")
@access(ANYONE)
def privacy() -> str:
    """What is kept, what is not, and for how long; the days are those of the settings."""
    return render_template("pages/privacy.html", settings=current_app.extensions["settings"])


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
    shipped: Vocabulary = current_app.extensions["vocabulary"]
    vocabulary = as_read(shipped)
    here = help_lines.for_region(vocabulary.crisis_resources, settings.home_region)
    elsewhere = [line for line in vocabulary.crisis_resources if line not in here]
    emergency = next((line for line in here if line.key == help_lines.EMERGENCY), None)
    return render_template(
        "pages/help_now.html",
        emergency=emergency,
        here=help_lines.shown(line for line in here if line is not emergency),
        elsewhere=help_lines.shown(elsewhere),
    )


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
    """Whether the site can serve people; what it lacks stands in the log alone."""
    if not readiness.failing():
        return Response("ready\n", content_type="text/plain; charset=utf-8")
    return Response("not ready\n", status=503, content_type="text/plain; charset=utf-8")


@bp.get("/styleguide")
@access(DEVELOPMENT)
def styleguide() -> str:
    """Every component with sample values, for whoever works on the look."""
    return render_template("pages/styleguide.html", samples=samples())
