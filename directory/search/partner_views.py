"""The pages on which a member finds a partner for a client: seen from their own listing only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import abort, current_app, make_response, redirect, render_template, request

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.network import unmet
from directory.profiles.services import existing_drafts
from directory.search.blueprint import bp, engine, snapshot, translator
from directory.search.forms import typed_place
from directory.search.links import links
from directory.search.partner_form import (
    Self,
    default_request,
    partner_form,
    read_partner_form,
)
from directory.search.presentation import Vouches, card_context
from directory.search.profile_rows import ProfileContext
from directory.search.request import SearchRequest
from directory.search.results_page import results_page
from directory.search.sheet_page import sheet_handles, sheet_page
from directory.search.unmet import CountedLinks, partner_needs_nobody_met
from directory.search.viewing import after_press, viewing_of
from directory.web import sealing, visitors
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response

    from directory.search.engine import Found
    from directory.search.forms import FieldError

PURPOSE = "partners"
SEES_NAMES = "see-trust-names"
UNPROCESSABLE = 422
GONE = 410


@bp.get("/partners")
@access("find-partners")
def partners() -> str:
    """The form, with what is known of who asks; a profession may be wanted by the address."""
    myself = _myself()
    wants = request.args.get("wants", "")
    asked = SearchRequest(
        for_client=True,
        wants=wants if wants in engine().vocabulary.professions else "",
        place=typed_place(request.args.get("place", "")),
    )
    return _form_page(default_request(asked, myself), myself)


@bp.post("/partners")
@access("find-partners")
def search_partners() -> Response:
    """Search: the need goes into a sealed link that opens in this very session."""
    myself = _myself()
    read = read_partner_form(request.form, myself, engine().vocabulary)
    _refuse_others(read.request, myself)
    if read.errors:
        return make_response(_form_page(read.request, myself, read.errors), UNPROCESSABLE)
    link = sealing.seal(
        visitors.key_ring(),
        read.request.to_text(),
        purpose=PURPOSE,
        visitor=signed_in_member().session_reference,
        now=clock.now(),
    )
    if "sheet" in request.form:
        return redirect(f"/partners/sheet/{link}", 303)
    return redirect(f"/partners/r/{link}{after_press(request.form)}", 303)


@bp.get("/partners/r/<link>")
@access("find-partners")
def partner_results(link: str) -> Response:
    """The colleagues who complement the one who asks; an old link shows the form, and says so."""
    myself = _myself()
    asked = _opened(link)
    if asked is None:
        empty = default_request(SearchRequest(for_client=True), myself)
        return make_response(_form_page(empty, myself, closed_link=True), GONE)
    _refuse_others(asked, myself)
    found = _found(asked, myself)
    if _counted().is_new(link):
        unmet.count_apart(db.database(), partner_needs_nobody_met(found))
    say = translator()
    context = card_context(
        found.snapshot, say, unit=found.unit, for_clinician=True, matches=found.answer.matches
    )
    viewing = viewing_of(request.args, address=f"/partners/r/{link}")
    view = results_page(found, context, viewing)
    form = partner_form(
        asked,
        myself,
        engine().vocabulary,
        say,
        counts={**found.answer.filters, **found.must_counts},
        unit=found.unit,
    )
    page = render_template("search/partner_results.html", view=view, form=form, links=links())
    return make_response(page)


@bp.get("/partners/sheet/<link>")
@access("find-partners")
def partner_sheet(link: str) -> Response:
    """The kept names side by side, to print and hand over; it tells nothing of the need."""
    myself = _myself()
    asked = _opened(link)
    if asked is None:
        empty = default_request(SearchRequest(for_client=True), myself)
        return make_response(_form_page(empty, myself, closed_link=True), GONE)
    _refuse_others(asked, myself)
    network = snapshot()
    handles = asked.kept or sheet_handles(_found(asked, myself))
    context = ProfileContext(
        network.vocabulary, network.listings, Vouches(network), translator(), network.today
    )
    page = render_template(
        "search/partner_sheet.html", sheet=sheet_page(handles, context), back=f"/partners/r/{link}"
    )
    return make_response(page)


def _found(asked: SearchRequest, myself: Self) -> Found:
    """The answer, seen from one's own listing; who may not see names asks as a stranger."""
    own = myself.chosen(asked.as_listing)
    seen_from = own.handle if own is not None and signed_in_member().may(SEES_NAMES) else ""
    professions = myself.professions(asked)
    asked = replace(
        asked,
        as_listing=seen_from,
        for_client=True,
        i_am=asked.i_am or ("" if seen_from else next(iter(professions), "")),
    )
    return engine().find(db.session(), asked, translator(), today=clock.today())


def _counted() -> CountedLinks:
    counted: CountedLinks = current_app.extensions["counted_links"]
    return counted


def _myself() -> Self:
    """The member's own listings that stand in the network today, and what a draft says."""
    member = signed_in_member()
    listings = snapshot().listings
    handles = [*((member.listing_handle,) if member.listing_handle else ()), *member.center_handles]
    own = tuple(listings[handle] for handle in handles if handle in listings)
    if own or member.listing_handle is None:
        return Self(own)
    drafts = existing_drafts(db.session(), (member.listing_handle,))
    draft = drafts.get(member.listing_handle)
    return Self((), () if draft is None else tuple(draft.professions))


def _refuse_others(asked: SearchRequest, myself: Self) -> None:
    """Nobody looks through somebody else's eyes: a handle that is not one's own is not there."""
    if asked.as_listing and myself.chosen(asked.as_listing) is None:
        abort(404)


def _opened(link: str) -> SearchRequest | None:
    """The search in a link; None where it is too old, or from a session that has ended."""
    try:
        text = sealing.open_seal(
            visitors.key_ring(),
            link,
            purpose=PURPOSE,
            visitor=signed_in_member().session_reference,
            now=clock.now(),
        )
    except sealing.ForgedSealError:
        abort(404)
    except sealing.SealError:
        return None
    return SearchRequest.from_text(text)


def _form_page(
    asked: SearchRequest,
    myself: Self,
    errors: Iterable[FieldError] = (),
    *,
    closed_link: bool = False,
) -> str:
    errors = tuple(errors)
    form = partner_form(asked, myself, engine().vocabulary, translator(), errors=errors)
    return render_template(
        "search/partners.html", form=form, errors=errors, closed_link=closed_link
    )
