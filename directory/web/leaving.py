"""“Leave this site”: clears what the browser keeps of us and goes somewhere harmless.

Without script, Back would load the page that was left. So leaving sets a session cookie that
says nothing but “left”, and the next page request with it is answered by the empty start page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, g, redirect, request

from directory.network.in_force import in_force
from directory.web.access import ANYONE, access
from directory.web.limits import unlimited

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings

COOKIE = "left"
_SECONDS_REMEMBERED = 30 * 60
_STILL_SERVED = frozenset(
    {"assets.asset", "assets.favicon", "site_colours.colours", "leaving.leave", "leaving.gone"}
)

bp = Blueprint("leaving", __name__)


def init_app(app: Flask) -> None:
    """Serve /leave, and answer Back after leaving with the start page."""
    app.register_blueprint(bp)
    app.before_request(_start_anew)
    app.after_request(_forget_leaving)


@bp.post("/leave")
@access(ANYONE)
@unlimited
def leave() -> Response:
    """Clear all cookies and storage of this site, then go on."""
    answer = redirect("/leave/on", 303)
    for name in request.cookies:
        answer.delete_cookie(name, path="/")
    answer.headers["Clear-Site-Data"] = '"cookies", "storage"'
    return answer


@bp.get("/leave/on")
@access(ANYONE)
@unlimited
def gone() -> Response:
    """Remember that this browser left, and go to the exit destination.

    A second step, because Clear-Site-Data would wipe a cookie sent in the same answer.
    """
    settings: Settings = current_app.extensions["settings"]
    answer = redirect(in_force().site.exit_url or settings.exit_url, 303)
    answer.set_cookie(
        COOKIE,
        "1",
        max_age=_SECONDS_REMEMBERED,
        httponly=True,
        secure=settings.is_https,
        samesite="Strict",
    )
    return answer


def _start_anew() -> Response | None:
    if COOKIE not in request.cookies or request.endpoint in _STILL_SERVED:
        return None
    g.has_come_back = True
    if request.method in {"GET", "HEAD"} and request.path != "/":
        return redirect("/", 303)
    return None


def _forget_leaving(response: Response) -> Response:
    if g.get("has_come_back"):
        response.delete_cookie(COOKIE, path="/")
    return response
