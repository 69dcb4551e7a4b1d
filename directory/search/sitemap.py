"""What search engines may read: pages that name people and places, none that names a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.profiles.listing import PublishedListing

PAGES = (
    "/", "/centers", "/practitioners", "/scope", "/how-the-order-is-decided", "/how-we-check",
    "/safety", "/help-now", "/about", "/privacy", "/accessibility",
)  # fmt: skip
"""Pages about the site; those that are not served are left out by the caller."""
KEPT_OUT = ("/find/", "/partners", "/desk", "/account", "/curate", "/leave")
"""Pages that are about one visitor or member: nobody else has any business there."""
AT_MOST = 50_000
"""What the protocol of sitemaps allows in one file (sitemaps.org, protocol 0.9)."""


def town_address(town: str, discipline: str = "") -> str:
    """The list of practitioners of a town, or of one discipline in it."""
    asked = {"place": town, **({"discipline": discipline} if discipline else {})}
    return "/practitioners?" + urlencode(asked)


def robots(base: str, *, is_demo: bool) -> str:
    """The text of robots.txt; a network of invented people is no place for search engines."""
    if is_demo:
        return "User-agent: *\nDisallow: /\n"
    closed = "".join(f"Disallow: {address}\n" for address in KEPT_OUT)
    return f"User-agent: *\n{closed}\nSitemap: {base}/sitemap.xml\n"


def sitemap(
    base: str, pages: Iterable[str], listings: Mapping[str, PublishedListing], towns: Iterable[str]
) -> str:
    """The sitemap: pages about the site, lists by town, and everybody who is shown today."""
    found = [*_entries(base, pages, listings, towns)][:AT_MOST]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{"".join(found)}</urlset>\n'


def _entries(
    base: str, pages: Iterable[str], listings: Mapping[str, PublishedListing], towns: Iterable[str]
) -> Iterator[str]:
    for page in pages:
        yield _entry(f"{base}{page}")
    for handle, listing in listings.items():
        folder = "centers" if listing.kind == "center" else "practitioners"
        day = listing.confirmed_on.isoformat() if listing.confirmed_on else ""
        yield _entry(f"{base}/{folder}/{handle}", day)
    for town in towns:
        yield _entry(f"{base}{town_address(town)}")


def _entry(address: str, day: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
