"""One listing: publish it, send it back with a reason, ask, hide, suspend, propose to restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails
from directory.accounts.closed_sets import Stewardship
from directory.accounts.forms import FieldError
from directory.accounts.queries import active_curators
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.services.two_people import ActRefusedError, Proposal, propose
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.acts import OPEN_ADDRESS, REMOVE, RESTORE
from directory.curation.blueprint import CURATE, UNPROCESSABLE, asking, bp, keys
from directory.curation.done import Done, finished
from directory.curation.forms import read_reason
from directory.curation.listing_page import OFFERED, listing_page
from directory.curation.own import refuse_own
from directory.curation.requirements import Known, against_publication
from directory.curation.services import Curator
from directory.curation.views.reports import sender
from directory.curation.vouchers import tell_vouchers
from directory.curation.wording import obstacle_words
from directory.profiles import queries
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.licence_checks import checks_of
from directory.profiles.lifecycle import ForbiddenMoveError, ListingStatus
from directory.search.blueprint import engine, snapshot, translator
from directory.search.presentation import Vouches
from directory.search.profile_page import profile_page
from directory.search.profile_rows import ProfileContext
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.services.two_people import Act

LISTING = f"{CURATE}/listings/<handle>"


@bp.get(LISTING)
@access("review-listings")
def listing(handle: str) -> str:
    """What stands in the way, what to look at, what was done, and what clients would see."""
    _status(handle)
    return _page(handle)


@bp.get(f"{LISTING}/preview")
@access("review-listings")
def preview(handle: str) -> str:
    """What clients see of it, or would see."""
    _status(handle)
    network = snapshot()
    shown = queries.previewed_listing(db.session(), handle)
    context = ProfileContext(
        network.vocabulary, network.listings, Vouches(network), translator(), network.today
    )
    return render_template(
        "curation/preview.html",
        shown=profile_page(shown, context),
        is_center=shown.kind == "center",
    )


@bp.post(f"{LISTING}/publish")
@access("review-listings")
@db.writes
def publish(handle: str) -> ResponseReturnValue:
    """Make it public, unless something stands against it."""
    _status(handle)
    refuse_own(signed_in_member(), handle)
    known = Known(
        checks=checks_of(db.session(), handle),
        vocabulary=engine().vocabulary,
        now=clock.now(),
        curators=active_curators(db.session()),
    )
    shown = queries.previewed_listing(db.session(), handle)
    against = against_publication(shown, known)
    if against:
        words = [obstacle_words(item, known.vocabulary) for item in against]
        errors = [FieldError("in-the-way", f"{what} {why}") for what, why in words]
        return _page(handle, errors=errors), UNPROCESSABLE
    return _decided(handle, DecisionKind.PUBLISH, "")


@bp.post(f"{LISTING}/act")
@access("review-listings")
@db.writes
def act(handle: str) -> ResponseReturnValue:
    """Send it back, ask to correct, hide or suspend it; the owner reads the reason."""
    status = _status(handle)
    refuse_own(signed_in_member(), handle)
    reason, errors = read_reason(request.form)
    chosen = request.form.get("action", "")
    if chosen not in {kind.value for kind in OFFERED[status]}:
        message = _("Choose what to do. What you wrote is below.")
        errors = (FieldError("action", message), *errors)
    if errors:
        return _page(handle, errors=errors), UNPROCESSABLE
    return _decided(handle, DecisionKind(chosen), reason)


@bp.post(f"{LISTING}/restore")
@access("restore-listing")
@db.writes
def propose_to_restore(handle: str) -> ResponseReturnValue:
    """Propose to show a suspended listing again; a second curator confirms."""
    if _status(handle) is not ListingStatus.SUSPENDED:
        return redirect(f"{CURATE}/listings/{handle}", 303)
    return _proposed(RESTORE, handle)


@bp.post(f"{LISTING}/remove")
@access("restore-listing")
@db.writes
def propose_to_remove(handle: str) -> ResponseReturnValue:
    """Propose to remove a suspended listing for good; a second curator confirms."""
    if _status(handle) is not ListingStatus.SUSPENDED:
        return redirect(f"{CURATE}/listings/{handle}", 303)
    return _proposed(REMOVE, handle, objection="no")


@bp.post(f"{LISTING}/address")
@access("see-exact-address")
@db.writes
def propose_to_open_address(handle: str) -> ResponseReturnValue:
    """Propose to open a hidden address to oneself; a second curator confirms, the owner sees it."""
    _status(handle)
    return _proposed(OPEN_ADDRESS, handle, **{"for": signed_in_member().reference})


def _proposed(act: Act, handle: str, **details: str) -> ResponseReturnValue:
    member = signed_in_member()
    refuse_own(member, handle)
    reason, errors = read_reason(request.form)
    if errors:
        return _page(handle, errors=errors), UNPROCESSABLE
    owners = [
        one.account_id
        for one in stewards_of(db.session(), handle)
        if one.stewardship is Stewardship.OWNER
    ]
    proposal = Proposal(
        act=act,
        subject=handle,
        reason=reason,
        details={"reason": reason, **details},
        concerned_id=owners[0] if owners else None,
    )
    try:
        reference = propose(db.session(), keys(), proposal, by=member.account_id)
    except ActRefusedError as problem:
        return _page(handle, errors=[FieldError("reason", str(problem))]), UNPROCESSABLE
    return redirect(f"/two-people/{reference}", 303)


def _decided(handle: str, kind: DecisionKind, reason: str) -> ResponseReturnValue:
    curator = Curator(signed_in_member().reference, keys())
    try:
        told = services.decide(db.session(), curator, handle, kind, reason=reason)
    except ForbiddenMoveError:
        # Sent twice, or somebody was first: the page says where it stands now.
        return redirect(f"{CURATE}/listings/{handle}", 303)
    for address in told:
        emails.on_desk(address)
    if kind is DecisionKind.SUSPEND:
        tell_vouchers(db.session(), sender(), handle)
    return finished(Done.ACCEPTED if kind is DecisionKind.PUBLISH else Done.DECIDED)


def _status(handle: str) -> ListingStatus:
    found = queries.listing_statuses(db.session(), (handle,))
    return found[handle] if handle in found else abort(404)


def _page(handle: str, *, errors: Sequence[FieldError] = ()) -> str:
    about = request.args.get("about") == "availability"
    return render_template(
        "curation/listing.html",
        page=listing_page(asking(), handle, translator()),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        reason=request.form.get("reason", "") or (_ask_for_openings() if about else ""),
        chosen=request.form.get("action", "") or ("ask-to-correct" if about else ""),
    )


def _ask_for_openings() -> str:
    return _("Please say whether you still take new clients. One tap on your desk does it.")
