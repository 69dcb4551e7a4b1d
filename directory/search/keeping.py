"""A snapshot as the two parts of a network file, and back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from directory.keys.ring import KEY_LENGTH
from directory.matching.index import Index
from directory.search.facts import listing_facts
from directory.search.stored import Derived, Pages, Stored, page_of
from directory.trust.network import PublicVouchers, TrustNetwork

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from directory.matching.lexicon import Lexicon
    from directory.matching.listing import ListingFacts
    from directory.profiles.listing import PublishedListing
    from directory.profiles.queries import PrivateMatching
    from directory.search.outlines import Outline
    from directory.search.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a snapshot; listings are read when somebody looks at them."""

    revision: int
    today: date
    published: Mapping[str, PublishedListing]
    private: Mapping[str, PrivateMatching]
    outlines: Mapping[str, Outline]
    listings: Mapping[str, PublishedListing]
    index: Index
    trust: TrustNetwork


def parts(snapshot: Snapshot) -> tuple[dict[str, Any], bytes]:
    """What is sealed, and the pages of published listings, each sealed by itself.

    What was public may be hidden by now: so the pages are closed as well.
    """
    published = sorted(snapshot.published)
    key = secrets.token_bytes(KEY_LENGTH)
    pages = Pages.of((page_of(snapshot.published, handle) for handle in published), key)
    said = snapshot.trust.vouchers.said
    sealed = {
        "revision": snapshot.revision,
        "today": snapshot.today,
        "published": published,
        "ends": pages.ends,
        "key": key,
        "shown": sorted(snapshot.listings),
        "private": dict(snapshot.private),
        "outlines": dict(snapshot.outlines),
        "ways": snapshot.index.ways(snapshot.today),
        "centers_of": snapshot.index.centers_of,
        "graph": snapshot.trust.graph,
        "unnamed": snapshot.trust.unnamed,
        "vouched": sorted(said),
        "vouches": _whole(Pages.of(page_of(said, handle) for handle in sorted(said))),
    }
    return sealed, bytes(pages.data)


def _whole(pages: Pages) -> tuple[bytes, Any]:
    return bytes(pages.data), pages.ends


def kept(sealed: Mapping[str, Any], pages: memoryview, lexicon: Lexicon) -> Kept:
    """What was kept, ready for the searches of its day."""
    numbers = {handle: number for number, handle in enumerate(sealed["published"])}
    held = Pages(pages, sealed["ends"], sealed["key"])
    published: Stored[PublishedListing] = Stored(numbers, held)
    shown = {handle: numbers[handle] for handle in sealed["shown"]}
    listings: Stored[PublishedListing] = Stored(shown, held, published.kept)
    private = sealed["private"]

    def facts(handle: str) -> ListingFacts:
        return listing_facts(listings[handle], published=shown.keys(), private=private.get(handle))

    index = Index(Derived(shown, facts), lexicon, sealed["revision"])
    index.take_over(sealed["ways"], sealed["centers_of"], sealed["today"])
    graph, bases = sealed["graph"], lexicon.vocabulary.vouch_bases
    vouched = {handle: number for number, handle in enumerate(sealed["vouched"])}
    said: Stored[Any] = Stored(vouched, Pages(*sealed["vouches"]))
    return Kept(
        revision=sealed["revision"],
        today=sealed["today"],
        published=published,
        private=private,
        outlines=sealed["outlines"],
        listings=listings,
        index=index,
        trust=TrustNetwork(graph, PublicVouchers(said, graph, bases), sealed["unnamed"]),
    )
