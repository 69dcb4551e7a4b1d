"""The pages of searching: start, find, results under a sealed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.search import forms
from directory.search.blueprint import bp, engine, snapshot, translator
from directory.search.find_form import find_form
from directory.search.forms import FieldError
from directory.search.presentation import card_context
from directory.search.request import Order, SearchRequest
from directory.search.results_page import Viewing, results_page
from directory.web import sealing, visitors
from directory.web.access import ANYONE, access

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from werkzeug.wrappers import Response

PURPOSE = "results"
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
    visitors.open_visit()
    return _find_page(SearchRequest(for_client=request.args.get("for") == "client"))


@bp.post("/find")
@access(ANYONE)
def search() -> Response:
    """Search: by a sealed link where the browser has our cookie, else the results at once."""
    read = forms.read_form(request.form, engine().vocabulary)
    errors = read.errors or _unknown_listing(read.request)
    if errors:
        visitors.open_visit()
        return make_response(_find_page(read.request, errors), UNPROCESSABLE)
    visitor = visitors.visitor()
    if visitor is None:
        return make_response(results_html(read.request, _viewing(request.form)))
    link = sealing.seal(
        visitors.key_ring(),
        read.request.to_text(),
        purpose=PURPOSE,
        visitor=visitor,
        now=clock.now(),
    )
    return redirect(f"/find/r/{link}", 303)


@bp.get("/find/r/<link>")
@access(ANYONE)
def results(link: str) -> Response:
    """The results of a sealed link; one that does not open shows the empty form, and no more."""
    try:
        text = sealing.open_seal(
            visitors.key_ring(),
            link,
            purpose=PURPOSE,
            visitor=visitors.visitor(),
            now=clock.now(),
        )
    except sealing.SealError:
        visitors.open_visit()
        return make_response(_find_page(SearchRequest(), closed_link=True), GONE)
    viewing = _viewing(request.args, address=f"/find/r/{link}")
    return make_response(results_html(SearchRequest.from_text(text), viewing))


def _find_page(
    asked: SearchRequest, errors: Iterable[FieldError] = (), *, closed_link: bool = False
) -> str:
    errors = tuple(errors)
    form = find_form(asked, engine().vocabulary, errors=errors)
    return render_template("search/find.html", form=form, errors=errors, closed_link=closed_link)


def results_html(asked: SearchRequest, viewing: Viewing) -> str:
    """The page of results of a search."""
    say = translator()
    found = engine().find(db.session(), asked, say, today=clock.today())
    context = card_context(
        found.snapshot,
        say,
        unit=found.unit,
        for_clinician=found.need.referrer is not None,
        matches=found.answer.matches,
    )
    return render_template("search/results.html", view=results_page(found, context, viewing))


def _viewing(values: Mapping[str, str], address: str | None = None) -> Viewing:
    page, order = values.get("page", ""), values.get("order", "")
    return Viewing(
        page=int(page[:4]) if page.isascii() and page.isdigit() else 1,
        order=Order(order) if order in set(Order) else Order.FIT,
        address=address,
    )


def _unknown_listing(asked: SearchRequest) -> tuple[FieldError, ...]:
    if not asked.as_listing or asked.as_listing in snapshot().index.listings:
        return ()
    message = _("No listing here is called that. Copy the last part of its address.")
    return (FieldError("as_listing", message),)
