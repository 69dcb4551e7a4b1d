"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, current_app

from directory import db, resources
from directory.accounts.session import signed_in_member
from directory.interop.imports import By
from directory.interop.scope_checks import load_claims
from directory.interop.services import Knowledge
from directory.places.geocoding import geocoder_at
from directory.search.blueprint import engine

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.keys.ring import KeyRing

bp = Blueprint("interop", __name__)

UNPROCESSABLE = 422


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
    member = signed_in_member()
    return By(account_id=member.account_id, reference=member.reference)


def known() -> Knowledge:
    """What the words and places of a file are held against."""
    return Knowledge(
        vocabulary=engine().vocabulary,
        gazetteer=engine().gazetteer(db.session()),
        claims=load_claims(resources.seed_data()),
        home_region=settings().home_region,
        geocoder=geocoder_at(settings().geocoder_url),
    )
