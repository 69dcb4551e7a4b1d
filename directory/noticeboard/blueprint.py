"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app, render_template

from directory import db
from directory.accounts.session import current_member, signed_in_member
from directory.matching.need import Place
from directory.noticeboard import wording
from directory.noticeboard.checks import Known
from directory.noticeboard.services import By
from directory.search.blueprint import engine, snapshot
from directory.search.place_choice import Home, Reading, choose_place, place_label
from directory.web.languages import as_read

if TYPE_CHECKING:
    from typing import Any

    from directory.config import Settings
    from directory.keys.ring import KeyRing
    from directory.profiles.listing import PublishedListing

bp = Blueprint("noticeboard", __name__)

BOARD = "/noticeboard"
POSTING = "/desk/noticeboard"
COLLEAGUES = "read-colleagues-notices"
UNPROCESSABLE = 422
GONE = 410


def keys() -> KeyRing:
    """The key ring of the app."""
    found: KeyRing = current_app.extensions["keys"]
    return found


def settings() -> Settings:
    """The settings of the app."""
    found: Settings = current_app.extensions["settings"]
    return found


def by() -> By:
    """Who does it, at this request."""
    return By(signed_in_member().reference, keys())


def own_listings() -> dict[str, PublishedListing]:
    """The listings for which one may put something up: one's own, and the centers one manages.

    Those that are not shown to others are left out.
    """
    member = signed_in_member()
    shown = snapshot().listings
    handles = [one for one in (member.listing_handle, *member.center_handles) if one]
    return {handle: shown[handle] for handle in handles if handle in shown}


def is_colleague() -> bool:
    """Whether who asks reads the colleagues' part: a member who was checked, or a curator.

    Anybody can sign up, so being signed in is not enough.
    """
    member = current_member()
    return member is not None and member.may(COLLEAGUES)


def known() -> Known:
    """What the words of a notice are held against."""
    return Known(as_read(engine().vocabulary), _is_town)


def town_called(typed: str) -> str:
    """The town that was meant, as it is written: “Lakewood, CO”; empty where none is."""
    choice = choose_place(engine().gazetteer(db.session()), typed, Home(settings().home_region))
    if choice.reading not in {Reading.EXACT, Reading.SEVERAL} or choice.place is None:
        return ""
    return place_label(Place(city=choice.place.city, region=choice.place.region))


def page(template: str, **values: Any) -> str:  # noqa: ANN401 - values for the template
    """A page of the noticeboard, with the words for notices."""
    return render_template(f"noticeboard/{template}.html", wording=wording, **values)


def _is_town(name: str) -> bool:
    return bool(engine().gazetteer(db.session()).towns(name.rstrip(".,;").casefold()))
