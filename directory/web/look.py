"""Light, dark, or as the device says: a choice kept in a cookie, and only once somebody chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, request
from flask_babel import gettext as _

from directory.web.access import ANYONE, access
from directory.web.kept_choice import OWN_PAGE, keep

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

COOKIE = "color-scheme"
AS_THE_DEVICE = "system"
CHOICES = ("light", "dark")

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
    return keep(
        COOKIE,
        None if scheme == AS_THE_DEVICE else scheme,
        back=back if OWN_PAGE.fullmatch(back) else "/",
    )
