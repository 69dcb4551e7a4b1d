"""The pages of searching: start, find, results under a sealed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, make_response, redirect, render_template, request

from directory import clock, db
from directory.network import unmet
from directory.search import forms
from directory.search.blueprint import bp, engine, snapshot, translator
from directory.search.find_form import find_form
from directory.search.links import links
from directory.search.presentation import Vouches, card_context
from directory.search.profile_rows import ProfileContext
from directory.search.request import SearchRequest
from directory.search.results_page import results_page
from directory.search.sheet_page import sheet_handles, sheet_page
from directory.search.unmet import CountedLinks, needs_nobody_met
from directory.search.viewing import after_press, viewing_of
from directory.web import interruption, sealing, visitors
from directory.web.access import ANYONE, access
from directory.web.languages import as_read
from directory.web.limits import limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from directory.search.forms import FieldError
    from directory.search.list_order import Viewing

PURPOSE = "results"
SEARCHES = "60 per minute"
"""More than people ask, also several behind one address; fewer than it takes to map a network."""
UNPROCESSABLE = 422
GONE = 410


@bp.get("/")
@access(ANYONE)
def start() -> str:
    """The start page with its two doors."""
    return render_template("search/start.html")


@bp.get("/find")
@access(ANYONE)
def find() -> str:
    """The find form; opening it sets the one cookie of a nameless visitor."""
    asked = SearchRequest(for_client=request.args.get("for") == "client")
    # A practitioner who looks for a client is not where the client is.
    is_told_first = interruption.is_due() and not asked.for_client
    return _find_page(asked, is_told_first=is_told_first)


@bp.post("/find")
@access(ANYONE)
@limit(SEARCHES)
def search() -> Response:
    """Search: by a sealed link where the browser has our cookie, else the results at once."""
    read = forms.read_form(request.form, engine().vocabulary)
    if read.errors:
        visitors.open_visit()
        return make_response(_find_page(read.request, read.errors), UNPROCESSABLE)
    link, wants_sheet = sealed(read.request), "sheet" in request.form
    if link is None and wants_sheet:
        return make_response(_sheet_html(read.request, None))
    if link is None:
        return make_response(results_html(read.request, viewing_of(request.form), counts=True))
    address = f"sheet/{link}" if wants_sheet else f"r/{link}{after_press(request.form)}"
    return redirect(f"/find/{address}", 303)


@bp.get("/find/r/<link>")
@access(ANYONE)
def results(link: str) -> Response:
    """The results of a sealed link; one that does not open shows the empty form, and no more."""
    asked = _opened(link)
    if asked is None:
        return closed()
    return make_response(
        results_html(
            asked, viewing_of(request.args, f"/find/r/{link}"), counts=_counted().is_new(link)
        )
    )


@bp.get("/find/sheet/<link>")
@access(ANYONE)
def sheet(link: str) -> Response:
    """Two or three names side by side, to print; it tells nothing of what was looked for."""
    asked = _opened(link)
    return closed() if asked is None else make_response(_sheet_html(asked, f"/find/r/{link}"))


def sealed(asked: SearchRequest) -> str | None:
    """The link that holds a search for this browser, or None where it has no cookie of ours."""
    visitor = visitors.visitor()
    if visitor is None:
        return None
    return sealing.seal(
        visitors.key_ring(), asked.to_text(), purpose=PURPOSE, visitor=visitor, now=clock.now()
    )


def _opened(link: str) -> SearchRequest | None:
    """The search in a sealed link, or None where it does not open in this browser, or no more."""
    try:
        text = sealing.open_seal(
            visitors.key_ring(),
            link,
            purpose=PURPOSE,
            visitor=visitors.visitor(),
            now=clock.now(),
        )
    except sealing.SealError:
        return None
    return SearchRequest.from_text(text)


def closed() -> Response:
    """The empty form, with why: the link is too old, or of another browser."""
    visitors.open_visit()
    return make_response(_find_page(SearchRequest(), closed_link=True), GONE)


def _find_page(
    asked: SearchRequest,
    errors: Iterable[FieldError] = (),
    *,
    closed_link: bool = False,
    is_told_first: bool = False,
) -> str:
    errors = tuple(errors)
    form = find_form(asked, as_read(engine().vocabulary), errors=errors)
    return render_template(
        "search/find.html",
        form=form,
        errors=errors,
        closed_link=closed_link,
        is_told_first=is_told_first,
    )


def results_html(asked: SearchRequest, viewing: Viewing, *, counts: bool = False) -> str:
    """The page of results of a search; `counts`: count it where it found nobody."""
    say = translator()
    found = engine().find(db.session(), asked, say, today=clock.today())
    context = card_context(
        found.snapshot,
        say,
        unit=found.unit,
        for_clinician=found.need.referrer is not None,
        matches=found.answer.matches,
    )
    if counts:
        unmet.count_apart(db.database(), needs_nobody_met(found))
    view = results_page(found, context, viewing)
    return render_template("search/results.html", view=view, links=links())


def _counted() -> CountedLinks:
    found: CountedLinks = current_app.extensions["counted_links"]
    return found


def _sheet_html(asked: SearchRequest, back: str | None) -> str:
    """The sheet of the kept names, else of the first of the list; `back` leads to the list."""
    network, say = snapshot(), translator()
    handles = asked.kept
    if not handles:
        handles = sheet_handles(engine().find(db.session(), asked, say, today=clock.today()))
    context = ProfileContext(
        as_read(network.vocabulary), network.listings, Vouches(network), say, network.today
    )
    return render_template("search/sheet.html", sheet=sheet_page(handles, context), back=back)
