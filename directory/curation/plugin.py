"""Plugs the curator's desk into the app: its pages, its navigation, its acts of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import lazy_gettext as _

from directory.accounts.acts import register
from directory.accounts.session import current_member
from directory.curation.acts import RESTORE
from directory.curation.blueprint import CURATE, bp
from directory.curation.views import cases, changes, check, desk, listing, upkeep, worries
from directory.web.templating import is_served

if TYPE_CHECKING:
    from flask import Flask
    from flask_babel import LazyString

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (desk, listing, check, changes, cases, upkeep, worries)

# Address, name; shown as soon as the address is served.
NAVIGATION: tuple[tuple[str, LazyString], ...] = (
    (CURATE, _("What to do next")),
    (f"{CURATE}/listings", _("Listings")),
    (f"{CURATE}/help-lines", _("Help lines")),
    ("/two-people", _("Acts of two")),
    ("/desk", _("Your desk")),
    ("/account/security", _("Your account")),
)


def init_app(app: Flask) -> None:
    """Serve the pages, and name what needs two people."""
    app.register_blueprint(bp)
    register(app, RESTORE)
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    member = current_member()
    if member is None or not member.is_curator:
        return {}
    return {
        "curator_navigation": [
            {"href": address, "label": label, "is_current": request.path == address}
            for address, label in NAVIGATION
            if is_served(address)
        ]
    }
