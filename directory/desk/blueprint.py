"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from directory import clock, db, resources
from directory.desk.questions import Around
from directory.interop.scope_checks import load_claims
from directory.places.geocoding import geocoder_at
from directory.profiles.compacts import load_compacts
from directory.profiles.text_checks import load_review_words
from directory.search.blueprint import engine, snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.config import Settings
    from directory.interop.scope_checks import Claim
    from directory.profiles.compacts import Compact
    from directory.profiles.listing import PublishedListing
    from directory.profiles.text_checks import ReviewWords

bp = Blueprint("desk", __name__)

PROFILE = "/desk/profile"
"""The address of the task list; each step stands below it."""


def around(chosen: Mapping[str, str] | None = None) -> Around:
    """What reading a profile needs to know beside the profile, at this request."""
    settings: Settings = current_app.extensions["settings"]
    return Around(
        vocabulary=engine().vocabulary,
        gazetteer=engine().gazetteer(db.session()),
        claims=_claims(),
        geocoder=geocoder_at(settings.geocoder_url),
        country=(settings.home_region or "US").partition("-")[0],
        today=clock.today(),
        review_words=_review_words(),
        compacts=_compacts(),
        called=listings_called,
        chosen=chosen or {},
    )


def listings_called(name: str) -> tuple[PublishedListing, ...]:
    """The public listings of this name, or the one whose handle this is."""
    wanted = name.casefold()
    listings = snapshot().listings
    if wanted in listings:
        return (listings[wanted],)
    return tuple(one for one in listings.values() if one.name.casefold() == wanted)


@cache
def _claims() -> tuple[Claim, ...]:
    return load_claims(resources.seed_data())


@cache
def _review_words() -> tuple[ReviewWords, ...]:
    return load_review_words(resources.seed_data())


@cache
def _compacts() -> tuple[Compact, ...]:
    return load_compacts(resources.seed_data())
