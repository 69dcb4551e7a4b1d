"""One's profile as a client would see it, also before it is saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory import db
from directory.profiles.previewing import previewed
from directory.profiles.queries import previewed_listing
from directory.search.blueprint import snapshot, translator
from directory.search.presentation import Vouches
from directory.search.profile_page import profile_page
from directory.search.profile_rows import ProfileContext

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft
    from directory.search.profile_page import ProfilePage


def preview_page(draft: ListingDraft) -> ProfilePage:
    """The public page that this draft would make."""
    network = snapshot()
    shown = previewed(draft, previewed_listing(db.session(), draft.handle))
    context = ProfileContext(
        network.vocabulary, network.listings, Vouches(network), translator(), network.today
    )
    # What is not public yet has no card to keep.
    return replace(profile_page(shown, context), card_href="")
