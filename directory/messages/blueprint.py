"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app

from directory import db, resources
from directory.accounts import emails
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.session import signed_in_member
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.words import load_identity_words
from directory.messages import queries
from directory.profiles.queries import was_taken_down
from directory.profiles.text_checks import load_review_words
from directory.search.blueprint import engine, snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.config import Settings
    from directory.identity_check.findings import Finding
    from directory.identity_check.words import IdentityWords
    from directory.keys.ring import KeyRing
    from directory.profiles.listing import PublishedListing
    from directory.profiles.text_checks import ReviewWords

bp = Blueprint("messages", __name__)

UNPROCESSABLE = 422
TOO_MANY = 429
GONE = 410


def keys() -> KeyRing:
    """The key ring of the app."""
    found: KeyRing = current_app.extensions["keys"]
    return found


def settings() -> Settings:
    """The settings of the app."""
    found: Settings = current_app.extensions["settings"]
    return found


def public_listing(handle: str, kind: str) -> PublishedListing:
    """A listing that is shown; 410 where it was, 404 where it never was."""
    network = snapshot()
    listing: PublishedListing | None = network.listings.get(handle)
    if listing is None or listing.kind != kind:
        was_there = handle in network.published or was_taken_down(db.session(), handle)
        abort(GONE if was_there and listing is None else 404)
    return listing


def own_listing_ids() -> dict[str, int]:
    """The listings for which one reads: one's own, and the centers one manages."""
    member = signed_in_member()
    handles = [member.listing_handle, *member.center_handles]
    return queries.listing_ids(db.session(), [handle for handle in handles if handle])


def tell_stewards(handles: Iterable[str]) -> None:
    """Put out the mail that something is on the desk; what it is stands there alone."""
    for handle in handles:
        for steward in stewards_of(db.session(), handle):
            if steward.verified_on is not None:
                emails.on_desk(steward.email)


def identity_findings(words: str, allowed: Iterable[str]) -> tuple[Finding, ...]:
    """What could tell who a client is; the names of those who are asked may stand."""
    checker = IdentityChecker(_identity_words(), is_town=_is_town, allowed=tuple(allowed))
    return checker.check(words)


@cache
def review_words() -> tuple[ReviewWords, ...]:
    """The words that advertisements hold."""
    return load_review_words(resources.seed_data())


@cache
def _identity_words() -> IdentityWords:
    return load_identity_words(resources.seed_data() / "identity_check")


def _is_town(name: str) -> bool:
    return bool(engine().gazetteer(db.session()).towns(name.rstrip(".,;").casefold()))
