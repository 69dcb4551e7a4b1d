"""Where help is missing: the page for the meeting, and its table as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from werkzeug.wrappers import Response

from directory import db
from directory.curation.blueprint import CURATE, bp
from directory.curation.where_missing import as_csv, missing_page, state_words
from directory.search.blueprint import snapshot
from directory.web.access import access

if TYPE_CHECKING:
    from directory.curation.where_missing import MissingPage

MISSING = f"{CURATE}/missing"


@bp.get(MISSING)
@access("review-listings")
def missing() -> str:
    """The map, the counters, who is asked, and rings of vouches."""
    return render_template(
        "curation/missing.html", page=_page(), words=state_words, address=MISSING
    )


@bp.get(f"{MISSING}.csv")
@access("review-listings")
def missing_csv() -> Response:
    """The map as CSV."""
    named = {"Content-Disposition": 'attachment; filename="where-help-is-missing.csv"'}
    return Response(
        as_csv(_page(with_areas=not request.args.get("area"))),
        content_type="text/csv; charset=utf-8",
        headers=named,
    )


def _page(*, with_areas: bool = False) -> MissingPage:
    return missing_page(
        db.session(),
        snapshot(),
        area=request.args.get("area", ""),
        group=request.args.get("group", ""),
        with_areas=with_areas,
    )
