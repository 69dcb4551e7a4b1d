"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app

from directory.accounts.session import signed_in_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.keys.ring import KeyRing
    from directory.vocabulary.terms import Vocabulary, VouchBasis

bp = Blueprint("circle", __name__)

UNPROCESSABLE = 422


def keys() -> KeyRing:
    """The key ring of the app."""
    found: KeyRing = current_app.extensions["keys"]
    return found


def vocabulary() -> Vocabulary:
    """The vocabulary of the app."""
    found: Vocabulary = current_app.extensions["vocabulary"]
    return found


def bases() -> Mapping[str, VouchBasis]:
    """On what a vouch may stand."""
    return vocabulary().vouch_bases


def own_handle() -> str:
    """The handle of one's own listing; 404 where there is none."""
    return signed_in_member().listing_handle or abort(404)


def own_handles() -> tuple[str, ...]:
    """One's own listing, and the centers whose pages one manages."""
    member = signed_in_member()
    own = (member.listing_handle,) if member.listing_handle else ()
    return (*own, *member.center_handles)
