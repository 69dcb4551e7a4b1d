"""The public pages of listings: practitioners, centers, and the centers to browse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import abort, current_app, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from directory import db
from directory.accounts.session import current_member
from directory.profiles import queries
from directory.profiles.contacts import professional_contacts
from directory.search.blueprint import bp, engine, snapshot, translator
from directory.search.centers import FAMILIES, INTEGRATIONS
from directory.search.centers_page import Around, CenterAsked, centers_page
from directory.search.engine import unit_of
from directory.search.forms import FieldError, typed_place
from directory.search.listing_lines import href_of
from directory.search.place_choice import Reading
from directory.search.place_questions import place_question
from directory.search.practitioners_page import PractitionersAsked, practitioners_page
from directory.search.presentation import Vouches, card_context
from directory.search.profile_data import vcard
from directory.search.profile_page import ProfilePage, profile_page
from directory.search.profile_rows import ProfileContext
from directory.search.request import WITHIN_AT_MOST
from directory.search.roll import ROLL
from directory.search.ways_of_working import COMMITMENTS
from directory.web.access import ANYONE, access
from directory.web.languages import as_read
from directory.web.limits import limit

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.profiles.listing import PublishedListing
    from directory.search.snapshot import Snapshot


PHONE = "phone"
PHONES = "20 per minute"
"""How many telephone numbers one address may ask for."""


@bp.get("/practitioners/<handle>")
@access(ANYONE)
def practitioner(handle: str) -> str:
    """The page of a practitioner."""
    page = _page(handle, kind="person")
    return render_template("search/profile.html", page=page, is_center=False)


@bp.get("/centers/<handle>")
@access(ANYONE)
def center(handle: str) -> str:
    """The page of a center with its people."""
    page = _page(handle, kind="center")
    return render_template("search/profile.html", page=page, is_center=True)


@bp.get("/centers")
@access(ANYONE)
def centers() -> str:
    """Centers to browse and filter, with no words typed; nothing in the address is a concern."""
    asked, errors = _center_asked()
    network = snapshot()
    around = _around(asked.place, network)
    errors = (*errors, *_unknown_place(around))
    context = card_context(network, translator(), unit=around.unit, for_clinician=False)
    centers = ROLL.of(network.outlines, network.vocabulary, network.today).centers
    view = centers_page(asked, around, context, centers, errors)
    return render_template("search/centers.html", view=view)


@bp.get("/practitioners")
@access(ANYONE)
def practitioners() -> str:
    """Practitioners to browse by town and discipline; nothing in the address is a concern."""
    asked, errors = _practitioners_asked()
    network = snapshot()
    around = _around(asked.place, network)
    errors = (*errors, *_unknown_place(around))
    context = card_context(network, translator(), unit=around.unit, for_clinician=False)
    roll = ROLL.of(network.outlines, network.vocabulary, network.today)
    view = practitioners_page(asked, around, context, roll, errors)
    return render_template("search/practitioners.html", view=view)


def _practitioners_asked() -> tuple[PractitionersAsked, tuple[FieldError, ...]]:
    values = request.args
    within, errors = _within(values.get("within", ""))
    discipline = values.get("discipline", "")
    asked = PractitionersAsked(
        place=typed_place(values.get("place", "")),
        within=within,
        discipline=discipline if discipline in FAMILIES else "",
        page=_page_number(values.get("page", "")),
    )
    return asked, errors


def _page_number(text: str) -> int:
    """The page of a list; the first where the address says none, or nonsense."""
    digits = text[:4]
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() else 1


def _unknown_place(around: Around) -> tuple[FieldError, ...]:
    if around.choice is None or around.choice.reading is not Reading.UNKNOWN:
        return ()
    message = _("We know no place called that. Check the spelling, or give a ZIP code.")
    return (FieldError("place", message),)


@bp.get("/practitioners/<handle>/card.vcf")
@access(ANYONE)
def practitioner_card(handle: str) -> Response:
    """A practitioner as a vCard to keep."""
    return _card(handle, kind="person")


@bp.get("/centers/<handle>/card.vcf")
@access(ANYONE)
def center_card(handle: str) -> Response:
    """A center as a vCard to keep."""
    return _card(handle, kind="center")


@bp.post("/practitioners/<handle>/phone")
@access(ANYONE)
@limit(PHONES)
def practitioner_phone(handle: str) -> str:
    """The page of a practitioner with the telephone number, which a harvester of links misses."""
    page = _page(handle, kind="person", shows_phone=True)
    return render_template("search/profile.html", page=page, is_center=False)


@bp.post("/centers/<handle>/phone")
@access(ANYONE)
@limit(PHONES)
def center_phone(handle: str) -> str:
    """The page of a center with the telephone number."""
    page = _page(handle, kind="center", shows_phone=True)
    return render_template("search/profile.html", page=page, is_center=True)


@bp.post("/practitioners/<handle>/card.vcf")
@access(ANYONE)
@limit(PHONES)
def practitioner_card_with_phone(handle: str) -> Response:
    """A practitioner as a vCard that holds the telephone number."""
    return _card(handle, kind="person", shows_phone=True)


@bp.post("/centers/<handle>/card.vcf")
@access(ANYONE)
@limit(PHONES)
def center_card_with_phone(handle: str) -> Response:
    """A center as a vCard that holds the telephone number."""
    return _card(handle, kind="center", shows_phone=True)


def _card(handle: str, *, kind: str, shows_phone: bool = False) -> Response:
    listing, context = _listing(handle, kind=kind)
    listing = listing if shows_phone else _without_phone(listing)
    card = vcard(listing, f"{_base()}{href_of(listing)}", context)
    answer = Response(card, content_type="text/vcard; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{listing.handle}.vcf"'
    return answer


def _page(handle: str, *, kind: str, shows_phone: bool = False) -> ProfilePage:
    listing, context = _listing(handle, kind=kind)
    if current_member() is None and not shows_phone:
        page = profile_page(_without_phone(listing), context, _base())
        has_phone = any(way.kind == PHONE for way in listing.contacts)
        return replace(page, phone_href=f"{href_of(listing)}/phone" if has_phone else "")
    page = profile_page(_as_seen_by_member(listing), context, _base())
    return replace(page, card_has_phone=shows_phone)


def _without_phone(listing: PublishedListing) -> PublishedListing:
    """What a page may show that is found by following links: numbers are not to be harvested."""
    return replace(listing, contacts=tuple(way for way in listing.contacts if way.kind != PHONE))


def _as_seen_by_member(listing: PublishedListing) -> PublishedListing:
    """The listing with the ways to reach somebody that are for professionals, where one asks."""
    member = current_member()
    if member is None or not member.may("send-referral"):
        return listing
    further = professional_contacts(db.session(), listing.handle)
    return replace(listing, contacts=(*listing.contacts, *further))


def _listing(handle: str, *, kind: str) -> tuple[PublishedListing, ProfileContext]:
    """A listing that may be shown; 410 where it was, 404 where it never was."""
    network = snapshot()
    listing = network.listings.get(handle)
    if listing is None or listing.kind != kind:
        abort(410 if _was_taken_down(handle, network) else 404)
    context = ProfileContext(
        as_read(network.vocabulary), network.listings, Vouches(network), translator(), network.today
    )
    return listing, context


def _base() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url.rstrip("/")


def _was_taken_down(handle: str, network: Snapshot) -> bool:
    """Whether somebody was listed under this handle: withdrawn, or too stale to be shown."""
    hidden: PublishedListing | None = network.published.get(handle)
    if hidden is not None:
        return handle not in network.listings
    return queries.was_taken_down(db.session(), handle)


def _center_asked() -> tuple[CenterAsked, tuple[FieldError, ...]]:
    values = request.args
    within, errors = _within(values.get("within", ""))
    return (
        CenterAsked(
            place=typed_place(values.get("place", "")),
            within=within,
            disciplines=tuple(item for item in FAMILIES if item in values.getlist("discipline")),
            integration=tuple(
                item for item in INTEGRATIONS if item in values.getlist("integration")
            ),
            approaches=tuple(item for item in COMMITMENTS if item in values.getlist("approach")),
            payer=values.get("payer", "") if _is_payer(values.get("payer", "")) else "",
            open_now="open" in values,
            include_unstated="unstated" in values,
            page=_page_number(values.get("page", "")),
        ),
        errors,
    )


def _within(text: str) -> tuple[int, tuple[FieldError, ...]]:
    if not text:
        return CenterAsked().within, ()
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= WITHIN_AT_MOST:
        return int(text), ()
    message = _("Give a whole number from 1 to %(number)s.", number=WITHIN_AT_MOST)
    return CenterAsked().within, (FieldError("within", message),)


def _is_payer(slug: str) -> bool:
    return slug in engine().vocabulary.payers


def _around(typed: str, network: Snapshot) -> Around:
    if not typed:
        return Around(None, None, unit_of(None, engine().home_region))
    choice = engine().place(db.session(), typed, network)
    unit = unit_of(choice, engine().home_region)
    return Around(choice, place_question(choice), unit)
