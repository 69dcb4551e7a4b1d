"""Plugs signing in into the app: the gate for permissions, the pages, the member's navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from directory.web.navigation import Entry, is_served, menu

if TYPE_CHECKING:
    from flask import Flask

VIEWS = (address, factor, inviting, joining, passkeys, people, resetting, security, signing_in)

# What is needed each day stands open; the rest is behind “More”.
NAVIGATION = (
    Entry("/desk", _("Your desk"), "keep-own-account"),
    Entry("/curate", _("Curator’s desk"), "review-listings"),
    Entry("/partners", _("Find a partner"), "find-partners"),
    Entry("/referrals", _("Referrals"), "take-part-in-referral"),
    Entry("/desk/messages", _("Messages"), "read-question"),
    Entry("/network", _("My network"), "vouch"),
    Entry("/circle", _("My circle"), "keep-circle", is_tucked=True),
    Entry("/vouches", _("Vouches"), "refuse-vouch", is_tucked=True),
    Entry("/desk/noticeboard", _("Your notices"), "post-notice", is_tucked=True),
    Entry("/invitations", _("Invite"), "invite", is_tucked=True),
    Entry("/people", _("People and roles"), "give-curator-role", is_tucked=True),
    Entry("/two-people", _("Acts of two"), "see-acts", is_tucked=True),
    Entry("/find", _("Find care"), "keep-own-account", is_tucked=True),
    Entry("/account/security", _("Your account"), "keep-own-account", is_tucked=True),
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
        "is_signed_in": True,
        "member_home": "/desk" if is_served("/desk") else "/account/security",
        "member_menu": lambda: menu(NAVIGATION, member.may),
    }
