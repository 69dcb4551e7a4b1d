"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from directory import clock, db, resources
from directory.desk.questions import Around
from directory.interop.scope_checks import load_claims
from directory.places.geocoding import geocoder_at
from directory.search.blueprint import engine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.config import Settings
    from directory.interop.scope_checks import Claim

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
        chosen=chosen or {},
    )


@cache
def _claims() -> tuple[Claim, ...]:
    return load_claims(resources.seed_data())
