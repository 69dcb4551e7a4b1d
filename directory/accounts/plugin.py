"""Plugs signing in into the app: the gate for permissions, the pages, the member's navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request
from flask_babel import lazy_gettext as _

from directory.accounts import session
from directory.accounts.acts import register
from directory.accounts.blueprint import bp
from directory.accounts.services import roles
from directory.accounts.views import (
    address,
    factor,
    inviting,
    joining,
    passkeys,
    people,
    resetting,
    security,
    signing_in,
)
from directory.web.templating import is_served

if TYPE_CHECKING:
    from flask import Flask
    from flask_babel import LazyString

VIEWS = (address, factor, inviting, joining, passkeys, people, resetting, security, signing_in)

# Address, name, and the permission that opens it; shown as soon as the address is served.
NAVIGATION: tuple[tuple[str, LazyString, str], ...] = (
    ("/desk", _("Your desk"), "keep-own-account"),
    ("/curate", _("Curator’s desk"), "review-listings"),
    ("/find", _("Find care"), "keep-own-account"),
    ("/referrals", _("Referrals"), "take-part-in-referral"),
    ("/partners", _("Find a partner"), "keep-own-account"),
    ("/network", _("My network"), "vouch"),
    ("/circle", _("My circle"), "keep-circle"),
    ("/vouches", _("Vouches"), "refuse-vouch"),
    ("/invitations", _("Invite"), "invite"),
    ("/people", _("People and roles"), "give-curator-role"),
    ("/account/security", _("Your account"), "keep-own-account"),
)


def init_app(app: Flask) -> None:
    """Serve the pages, and answer for permissions."""
    session.init_app(app)
    app.register_blueprint(bp)
    register(app, roles.GIVE, roles.TAKE)
    app.context_processor(_frame)


def _frame() -> dict[str, Any]:
    member = session.current_member()
    if member is None:
        return {}
    return {
        "member_home": "/desk" if is_served("/desk") else "/account/security",
        "member_navigation": [
            {"href": address, "label": label, "is_current": request.path == address}
            for address, label, permission in NAVIGATION
            if is_served(address) and member.may(permission)
        ],
    }
