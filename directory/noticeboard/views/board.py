"""The board: the public part for everybody, the colleagues' part for members; a page a notice."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from flask import abort, make_response, request
from flask_babel import get_locale
from flask_babel import gettext as _

from directory import clock, db
from directory.db import RecordNotFound
from directory.network.in_force import in_force
from directory.noticeboard import wording
from directory.noticeboard.blueprint import BOARD, GONE, bp, is_colleague, known, page, settings
from directory.noticeboard.board_page import DAYS_AHEAD, Asked, board_page, first_words
from directory.noticeboard.closed_sets import NoticeKind, ShownTo
from directory.noticeboard.event_file import Event, event_file
from directory.noticeboard.feed import MINUTES_FRESH, Feed, FeedItem, rss
from directory.noticeboard.queries import kept_notice, shown_notice, shown_notices
from directory.search.blueprint import snapshot
from directory.search.listing_lines import href_of
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as Conditional

    from directory.noticeboard.queries import ShownNotice
    from directory.profiles.listing import PublishedListing

FEED = f"{BOARD}/feed.xml"
ONE = f"{BOARD}/<kind>/<reference>"
FEED_WORDS = 600
_PAGE = re.compile(r"[1-9][0-9]{0,3}")
TOWN_AT_MOST = 140


@bp.get(BOARD)
@access(ANYONE)
def board() -> str:
    """What stands on the board; a checked member reads the colleagues' part, too."""
    is_member = is_colleague()
    notices = shown_notices(db.session(), for_colleagues=is_member)
    view = board_page(_asked(), notices, snapshot().listings, clock.today())
    return page("board", view=view, is_member=is_member)


@bp.get(FEED)
@access(ANYONE)
def feed() -> Conditional:
    """The public part as RSS; the same for everybody, so that it may be kept for a while."""
    listings = snapshot().listings
    notices = shown_notices(db.session(), for_colleagues=False)
    items = [
        FeedItem(
            path=one.address,
            title=one.content.title,
            kind=wording.kind_words(one.content.kind),
            text=_feed_text(one, listings[one.handle]),
            shown_since=one.shown_since,
        )
        for one in notices
        if one.handle in listings
    ]
    data = rss(
        Feed(
            base_url=settings().base_url.rstrip("/"),
            path=FEED,
            page=BOARD,
            title=_("Noticeboard of %(site)s", site=in_force().site_name(settings())),
            about=_("Openings, groups, workshops and events of members, by date."),
            language=str(get_locale() or "en").replace("_", "-"),
            items=items,
        )
    )
    answer = make_response(data)
    answer.content_type = "application/rss+xml; charset=utf-8"
    # The languages of the reader change the words, nothing else does.
    answer.headers["Vary"] = "Accept-Language"
    answer.headers["Cache-Control"] = f"public, max-age={MINUTES_FRESH * 60}"
    answer.set_etag(hashlib.sha256(data).hexdigest()[:32])
    return answer.make_conditional(request)


@bp.get(ONE)
@access(ANYONE)
def notice(kind: str, reference: str) -> str:
    """One notice in full."""
    found, listing = _found(kind, reference)
    return page(
        "notice",
        notice=found,
        content=found.content,
        rows=wording.fact_rows(found.content, listing, known().vocabulary),
        listing=listing,
        listing_href=href_of(listing),
        has_day=found.content.starts_on is not None,
    )


@bp.get(f"{ONE}/calendar.ics")
@access(ANYONE)
def calendar(kind: str, reference: str) -> Response:
    """Its day for a calendar: the kind and the town, and no word of what it is about."""
    found, listing = _found(kind, reference)
    content = found.content
    if content.starts_on is None:
        abort(404)
    event = Event(
        reference=found.reference,
        title=wording.kind_words(content.kind),
        place=wording.at(content, listing).town,
        first=content.starts_on,
        # What comes back weekly is not there on every day between.
        last=content.starts_on if content.schedule else content.ends_on or content.starts_on,
        begins_at=content.begins_at,
        ends_at=content.ends_at,
    )
    answer = make_response(event_file(event, now=clock.now()))
    answer.content_type = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="{content.kind.value}.ics"'
    return answer


def _asked() -> Asked:
    kind, days = request.args.get("kind", ""), request.args.get("days", "")
    page_number = request.args.get("page", "")
    return Asked(
        kind=kind if kind in {one.value for one in NoticeKind} else "",
        town=request.args.get("town", "")[:TOWN_AT_MOST].strip(),
        within=int(days) if days in {str(one) for one in DAYS_AHEAD} else 0,
        page=int(page_number) if _PAGE.fullmatch(page_number) else 1,
    )


def _found(kind: str, reference: str) -> tuple[ShownNotice, PublishedListing]:
    try:
        found = shown_notice(db.session(), reference, for_colleagues=is_colleague())
    except RecordNotFound:
        abort(GONE if _was_public(kind, reference) else 404)
    listing = snapshot().listings.get(found.handle)
    if listing is None or found.content.kind.value != kind:
        abort(404)
    return found, listing


def _was_public(kind: str, reference: str) -> bool:
    """Whether everybody could read it once: whoever comes back learns that it is over."""
    try:
        kept = kept_notice(db.session(), reference)
    except RecordNotFound:
        return False
    approved = kept.approved
    return (
        approved is not None
        and approved.kind.value == kind
        and approved.shown_to is ShownTo.EVERYBODY
    )


def _feed_text(notice: ShownNotice, listing: PublishedListing) -> str:
    content = notice.content
    facts = (listing.name, wording.when_words(content), wording.at(content, listing).words)
    return ". ".join(part for part in (*facts, first_words(content, FEED_WORDS)) if part)
