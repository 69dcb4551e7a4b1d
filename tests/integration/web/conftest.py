"""An app with a few extra views, to see how the frame treats them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Blueprint, Response, abort, request
from sqlalchemy.exc import OperationalError

from directory import app as composition
from directory.db import RecordNotFound
from directory.web import visitors
from directory.web.access import ANYONE, access
from directory.web.limits import limit

if TYPE_CHECKING:
    from flask import Flask

bp = Blueprint("trial", __name__, url_prefix="/trial")


def _words(text: str) -> Response:
    return Response(text, content_type="text/plain")


@bp.get("/open")
@access(ANYONE)
def open_to_all() -> Response:
    return _words("open")


@bp.get("/unstated")
def unstated() -> Response:
    return _words("nobody said who may see this")


@bp.get("/permission")
@access("referral.read")
def permission() -> Response:
    return _words("for some")


@bp.post("/write")
@access(ANYONE)
def write() -> Response:
    return _words("written")


@bp.get("/visit")
@access(ANYONE)
def visit() -> Response:
    return _words(visitors.open_visit())


@bp.route("/fault", methods=["GET", "POST"])
@access(ANYONE)
def fault() -> str:
    raise RuntimeError("the message holds " + request.values.get("words", "nothing"))


@bp.route("/no-database", methods=["GET", "POST"])
@access(ANYONE)
def no_database() -> str:
    raise OperationalError("SELECT 1", {}, OSError("disk full"))


@bp.get("/no-record")
@access(ANYONE)
def no_record() -> str:
    raise RecordNotFound


@bp.get("/gone")
@access(ANYONE)
def gone() -> Response:
    abort(410)


@bp.get("/limited")
@access(ANYONE)
@limit("2 per minute")
def limited() -> Response:
    return _words("not yet")


@bp.get("/cached")
@access(ANYONE)
def cached() -> Response:
    answer = _words("kept")
    answer.headers["Cache-Control"] = "public, max-age=60"
    return answer


@pytest.fixture(autouse=True)
def _trial_views(monkeypatch: pytest.MonkeyPatch) -> None:
    original = composition._plug_in_features  # noqa: SLF001 - the one place where views are added

    def with_trial(app: Flask) -> None:
        original(app)
        app.register_blueprint(bp)

    monkeypatch.setattr(composition, "_plug_in_features", with_trial)
