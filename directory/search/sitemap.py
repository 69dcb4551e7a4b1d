"""What search engines may read: pages that name people and places, none that names a concern."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from directory.search.outlines import Outline

PAGES = (
    "/", "/centers", "/practitioners", "/noticeboard", "/scope",
    "/how-the-order-is-decided", "/how-we-check", "/safety", "/help-now", "/about", "/privacy",
    "/accessibility",
)  # fmt: skip
"""Pages about the site; those that are not served are left out by the caller."""
KEPT_OUT = ("/find/", "/partners", "/desk", "/account", "/curate", "/leave")
"""Pages that are about one visitor or member: nobody else has any business there."""
AT_MOST = 50_000
"""What the protocol of sitemaps allows in one file (sitemaps.org, protocol 0.9)."""
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


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


def entries(
    base: str, pages: Iterable[str], outlines: Mapping[str, Outline], towns: Iterable[str]
) -> Iterator[str]:
    """Pages about the site, everybody who is shown today, lists by town: one line each."""
    for page in pages:
        yield _entry(f"{base}{page}")
    for handle, one in outlines.items():
        folder = "centers" if one.kind == "center" else "practitioners"
        day = one.confirmed_on.isoformat() if one.confirmed_on else ""
        yield _entry(f"{base}/{folder}/{handle}", day)
    for town in towns:
        yield _entry(f"{base}{town_address(town)}")


def sitemap(found: Iterable[str]) -> str:
    """The sitemap of these entries, at most AT_MOST of them."""
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{"".join(found)}</urlset>\n'


def sitemap_index(base: str, number: int) -> str:
    """The index of so many sitemaps, where one file may not hold all."""
    found = "".join(
        f"<sitemap><loc>{escape(base)}/sitemap-{part}.xml</loc></sitemap>\n"
        for part in range(1, number + 1)
    )
    return f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{found}</sitemapindex>\n'


def _entry(address: str, day: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(address)}</loc>{changed}</url>\n"
