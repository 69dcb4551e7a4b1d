"""My network: whom I trust, whom they trust, and for what I have nobody near by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.circle import queries, vouch_words
from directory.circle.blueprint import bases, bp, keys, own_handle
from directory.circle.gaps import NEAR_MILES, Gap, gaps_of
from directory.circle.network_page import drawing, known_people
from directory.search.blueprint import snapshot
from directory.trust import vouch_book
from directory.web.access import access
from directory.web.navigation import is_served

if TYPE_CHECKING:
    from directory.circle.network_page import Known
    from directory.profiles.listing import PublishedListing
    from directory.search.snapshot import Snapshot

TRUSTED_FROM = 0.10
"""Trust before the floor from which somebody counts as within one's network."""


@bp.get("/network")
@access("vouch")
def network() -> str:
    """Whom I trust, as a drawing and a table, and my gaps."""
    held, handle, today = snapshot(), own_handle(), clock.today()
    given = vouch_book.given_by(db.session(), handle, bases(), today)
    told = vouch_book.told_by(db.session(), {vouch.handle for vouch in given}, bases(), today)
    people = known_people(given, told, handle)
    own = held.listings.get(handle)
    return render_template(
        "circle/network.html",
        rows=[_row(person) for person in people],
        drawing=drawing(people),
        own=own,
        gaps=() if own is None else _gaps(own, held),
        within=NEAR_MILES,
        place=_place(own),
        search="/partners" if is_served("/partners") else "/find",
        has_circle=bool(queries.contacts_of(db.session(), keys(), signed_in_member().account_id)),
    )


def _gaps(own: PublishedListing, held: Snapshot) -> tuple[Gap, ...]:
    member = signed_in_member()
    reached = {
        who for who, value in held.trust.seen_by(own.handle).items() if value >= TRUSTED_FROM
    }
    circle = {
        shown.handle for shown in queries.contacts_of(db.session(), keys(), member.account_id)
    }
    return gaps_of(own, reached | {who for who in circle if who}, held.listings, held.vocabulary)


def _row(person: Known) -> dict[str, object]:
    return {
        "number": person.number,
        "name": person.name,
        "handle": person.handle if person.is_listed else "",
        "how": ", ".join(vouch_words.own_basis_words(vouch, bases()) for vouch in person.vouches),
        "trusts": [vouch_words.basis_words(vouch, vouch.name, bases()) for vouch in person.trusts],
    }


def _place(own: PublishedListing | None) -> str:
    """The town of one's own that a search can start from, such as “Lakewood, CO”."""
    for place in own.places if own else ():
        if place.city and place.latitude is not None:
            return f"{place.city}, {place.region.rpartition('-')[2]}"
    return ""
