"""The tear-off sheet for a shop's board: a heading, three lines, a code, and strips to take along.

The strips say where to look and whom to call, and nothing of what anybody looks for: who finds one
in a pocket learns no more than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import segno
from flask_babel import gettext as _

from directory.noticeboard.newsletter import phones
from directory.noticeboard.wording import shown_places, town_of

if TYPE_CHECKING:
    from directory.profiles.listing import PublishedListing

STRIPS = 10
LARGE_STRIPS = 8
LONG_FROM = 20
LONGEST_FROM = 30
"""In letters: what is longer than a strip of eight centimetres holds in the usual size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TearOff:
    """One sheet."""

    heading: str
    lines: tuple[str, ...]
    whose: tuple[str, ...]
    """Name, street and telephone of whom it is for; empty for the whole network."""
    address: str
    """The site's address as people type it."""
    link: str
    """The same in full, as the code holds it."""
    strip: tuple[str, ...]
    strips: int
    note: str

    @property
    def reach(self) -> str:
        """How long the strips' lines are, which decides how large their letters can be."""
        longest = max(len(line) for line in self.strip)
        if longest > LONGEST_FROM:
            return "longest"
        return "long" if longest > LONG_FROM else "short"


def tear_off(
    base_url: str,
    site_name: str,
    *,
    near: str = "",
    listing: PublishedListing | None = None,
    is_large: bool = False,
) -> TearOff:
    """The sheet of the network, or of one practitioner or center with what they publish."""
    address = typed_address(base_url)
    numbers = phones(listing)[:1] if listing is not None else ()
    return TearOff(
        heading=_("Find care near %(town)s", town=near) if near else _("Find care near you"),
        lines=(
            _("Psychotherapists, massage therapists and physical therapists who work together."),
            _("Say it in your own words. You need no account, and nothing you type is kept."),
            _("A person checks who is listed. Nobody can pay to be higher."),
        ),
        whose=_whose(listing) if listing is not None else (),
        address=address,
        link=base_url.rstrip("/"),
        strip=(address, *numbers),
        strips=LARGE_STRIPS if is_large else STRIPS,
        note=site_name,
    )


def typed_address(base_url: str) -> str:
    """An address as people type it: host, port and path, without `https://`."""
    parts = urlsplit(base_url)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def code(link: str) -> str:
    """The square code of an address, as SVG for a page."""
    drawing: str = segno.make(link, error="m", micro=False).svg_inline(
        omitsize=True, border=3, dark="#000", light="#fff", svgclass="qr-code", lineclass=None
    )
    return drawing


def code_rows(link: str) -> list[list[bool]]:
    """The same as rows of dark and light squares, for the PDF."""
    made = segno.make(link, error="m", micro=False)
    return [[bool(square) for square in row] for row in made.matrix_iter(border=0)]


def _whose(listing: PublishedListing) -> tuple[str, ...]:
    streets = [
        ", ".join(part for part in (one.street, town_of(one)) if part)
        for one in shown_places(listing)
        if one.street
    ]
    return (listing.name, *streets[:1], *phones(listing)[:1])
