"""The first page: what to do next, the earliest due first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from directory import clock, db
from directory.curation.blueprint import CURATE, asking, bp
from directory.curation.done import done_words
from directory.curation.freshness import confirmed_share
from directory.curation.pages import desk_page
from directory.curation.wording import status_words
from directory.profiles.for_review import listings_called
from directory.web.access import access

if TYPE_CHECKING:
    from directory.curation.tasks import Asking

LISTED_AT_ONCE = 100


@bp.get(CURATE)
@access("review-listings")
def desk() -> str:
    """What waits for a curator; `kind` shows one kind of task alone."""
    page = desk_page(asking(), request.args.get("kind", ""))
    share = confirmed_share(db.session(), clock.today())
    return render_template("curation/desk.html", page=page, share=share, done=done_words())


@bp.get(f"{CURATE}/listings")
@access("review-listings")
def listings() -> str:
    """Every listing in whatever state, to be found by name."""
    words = " ".join(request.args.get("called", "").split())[:100]
    return render_template("curation/listings.html", called=words, rows=_rows(asking(), words))


def _rows(asked: Asking, words: str) -> list[tuple[str, str, str]]:
    found = listings_called(asked.session, words, limit=LISTED_AT_ONCE)
    return [(item.handle, item.name, status_words(item.status)) for item in found]
