"""A link to a search for somebody else: made only when asked for, and saying what it will show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, render_template, request

from directory import clock
from directory.search import forms
from directory.search.blueprint import bp, engine
from directory.search.links import full_address
from directory.search.request import SearchRequest
from directory.search.viewing import viewing_of
from directory.search.views import closed, results_html, search
from directory.web import sealing, visitors
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

PURPOSE = "shared-search"
LIFETIME = timedelta(days=7)
_WHOEVER_HAS_IT = "whoever-has-the-link"
"""In place of a browser's cookie: the link alone opens it, which is what it is made for."""


@bp.post("/find/link")
@access(ANYONE)
def make_link() -> Response:
    """Show a link to the search in the form, what it will show, to whom and until when."""
    asked = forms.read_form(request.form, engine().vocabulary)
    if asked.errors:
        return search()
    link = sealing.seal(
        visitors.key_ring(),
        asked.request.to_text(),
        purpose=PURPOSE,
        visitor=_WHOEVER_HAS_IT,
        now=clock.now(),
        lifetime=LIFETIME,
    )
    page = render_template(
        "search/link.html",
        asked=asked.request,
        address=full_address(f"/find/s/{link}"),
        until=clock.today() + LIFETIME,
    )
    return make_response(page)


@bp.get("/find/s/<link>")
@access(ANYONE)
def shared_results(link: str) -> Response:
    """The search in a link that somebody made; one that is too old shows the empty form."""
    try:
        text = sealing.open_seal(
            visitors.key_ring(),
            link,
            purpose=PURPOSE,
            visitor=_WHOEVER_HAS_IT,
            now=clock.now(),
            lifetime=LIFETIME,
        )
    except sealing.SealError:
        return closed()
    asked = SearchRequest.from_text(text)
    return make_response(results_html(asked, viewing_of(request.args, f"/find/s/{link}")))
