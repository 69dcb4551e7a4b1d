"""Light, dark, or as the device says: a choice kept in a cookie, and only once somebody chose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, redirect, request
from flask_babel import gettext as _

from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings

COOKIE = "color-scheme"
AS_THE_DEVICE = "system"
CHOICES = ("light", "dark")
SECONDS_KEPT = 365 * 24 * 60 * 60
OWN_PAGE = re.compile(r"/(?![/\\])[^\s?#\\]{0,300}")

bp = Blueprint("look", __name__)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One of the three choices, as the switch shows it."""

    value: str
    label: str
    is_chosen: bool


def init_app(app: Flask) -> None:
    """Serve the switch."""
    app.register_blueprint(bp)


def chosen() -> str:
    """The scheme that this browser chose; empty where the device decides."""
    value = request.cookies.get(COOKIE, "")
    return value if value in CHOICES else ""


def schemes() -> tuple[Scheme, ...]:
    """The three choices with the present one marked."""
    labels = {AS_THE_DEVICE: _("As my device"), "light": _("Light"), "dark": _("Dark")}
    present = chosen() or AS_THE_DEVICE
    return tuple(Scheme(value, label, value == present) for value, label in labels.items())


@bp.post("/look")
@access(ANYONE)
def choose() -> Response:
    """Keep the choice and show the page again; as the device says, and the cookie is gone."""
    scheme = request.form.get("scheme", "")
    if scheme not in {AS_THE_DEVICE, *CHOICES}:
        abort(400)
    back = request.form.get("back", "/")
    answer = redirect(back if OWN_PAGE.fullmatch(back) else "/", 303)
    if scheme == AS_THE_DEVICE:
        answer.delete_cookie(COOKIE, path="/")
        return answer
    settings: Settings = current_app.extensions["settings"]
    answer.set_cookie(
        COOKIE,
        scheme,
        max_age=SECONDS_KEPT,
        httponly=True,
        secure=settings.is_https,
        samesite="Strict",
        path="/",
    )
    return answer
