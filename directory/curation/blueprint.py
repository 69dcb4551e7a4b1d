"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.curation.tasks import Asking
from directory.interop.places import located
from directory.places.geocoding import geocoder_at
from directory.search.blueprint import engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.config import Settings
    from directory.keys.ring import KeyRing
    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import PlaceDraft

bp = Blueprint("curation", __name__)

CURATE = "/curate"
"""The address of the curator's desk; everything else of it stands below."""

UNPROCESSABLE = 422


def keys() -> KeyRing:
    """The key ring of the app."""
    found: KeyRing = current_app.extensions["keys"]
    return found


def asking() -> Asking:
    """Who asks what is to be done, at this request."""
    return Asking(db.session(), signed_in_member(), clock.today(), engine().vocabulary)


def locate() -> Callable[[PlaceDraft], PublicPoint | None]:
    """What gives the public point of a place."""
    settings: Settings = current_app.extensions["settings"]
    return partial(
        located,
        gazetteer=engine().gazetteer(db.session()),
        geocoder=geocoder_at(settings.geocoder_url),
    )
