"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Blueprint, current_app

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.keys.ring import KeyRing

bp = Blueprint("accounts", __name__)


def keys() -> KeyRing:
    """The key ring of the app."""
    found: KeyRing = current_app.extensions["keys"]
    return found


def settings() -> Settings:
    """The settings of the app."""
    found: Settings = current_app.extensions["settings"]
    return found


def site_words(*of_the_person: str) -> tuple[str, ...]:
    """What a password must not be made of: the site's name and host, the person's own words."""
    host = urlsplit(settings().base_url).hostname or ""
    return (settings().site_name, host, *of_the_person)
