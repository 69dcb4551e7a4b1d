"""Plugs the curator's desk into the app: its pages, its navigation, its acts of two people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _

from directory.accounts.acts import register
from directory.accounts.session import current_member
from directory.circle.waiting import add_source
from directory.curation.acts import OPEN_ADDRESS, REMOVE, RESTORE
from directory.curation.blueprint import CURATE, bp
from directory.curation.break_glass import BREAK_GLASS, told_to
from directory.curation.network_edits import EDIT
from directory.curation.own_reports import waiting_for
from directory.curation.undoing import UNDO
from directory.curation.views import (
    cases,
    changes,
    check,
    desk,
    listing,
    message_reports,
    notices,
    review_many,
    upkeep,
    worries,
)
from directory.curation.views.of_network import VIEWS as OF_NETWORK
from directory.curation.views.of_upkeep import VIEWS as OF_UPKEEP
from directory.curation.waiting import waiting_counts
from directory.web.navigation import Entry, count_waiting, menu

if TYPE_CHECKING:
    from flask import Flask

# Importing a module of views is what puts its pages on the blueprint.
VIEWS = (
    desk,
    listing,
    review_many,
    check,
    changes,
    cases,
    upkeep,
    worries,
    message_reports,
    notices,
)

ALL_VIEWS = (*VIEWS, *OF_NETWORK, *OF_UPKEEP)

# Checking and deciding stands open; the rest is behind “More”.
NAVIGATION = (
    Entry(CURATE, _("What to do next")),
    Entry(f"{CURATE}/listings", _("Listings")),
    Entry(f"{CURATE}/review-many", _("Review many")),
    Entry(f"{CURATE}/notices", _("Notices"), is_tucked=True),
    Entry(f"{CURATE}/imports", _("Imports"), is_tucked=True),
    Entry(f"{CURATE}/freshness", _("Freshness")),
    Entry(f"{CURATE}/duplicates", _("Duplicates"), is_tucked=True),
    Entry(f"{CURATE}/help-lines", _("Help lines")),
    Entry(f"{CURATE}/missing", _("Where help is missing"), is_tucked=True),
    Entry(f"{CURATE}/words", _("Words and rules"), is_tucked=True),
    Entry(f"{CURATE}/weights", _("What counts how much"), is_tucked=True),
    Entry(f"{CURATE}/site", _("Your site"), is_tucked=True),
    Entry(f"{CURATE}/mail", _("Mail")),
    Entry("/two-people", _("Acts of two")),
    Entry("/people", _("People and roles"), "give-curator-role", is_tucked=True),
    Entry("/desk", _("Your desk"), is_tucked=True),
    Entry("/account/security", _("Your account"), is_tucked=True),
)


def init_app(app: Flask) -> None:
    """Serve the pages, and name what needs two people."""
    app.register_blueprint(bp)
    register(app, RESTORE, REMOVE, OPEN_ADDRESS, EDIT, UNDO, BREAK_GLASS)
    app.context_processor(_frame)
    add_source(app, waiting_for)
    add_source(app, told_to)
    count_waiting(app, CURATE, lambda: waiting_counts().people)
    count_waiting(app, f"{CURATE}/imports", lambda: waiting_counts().imports)
    count_waiting(app, f"{CURATE}/mail", lambda: waiting_counts().mails)
    count_waiting(app, "/two-people", lambda: waiting_counts().acts)


def _frame() -> dict[str, Any]:
    member = current_member()
    if member is None or not member.is_curator:
        return {}
    return {"curator_menu": lambda: menu(NAVIGATION, lambda name: not name or member.may(name))}
