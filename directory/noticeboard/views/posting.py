"""One's own notices on the desk: write, look through, send, change, renew, take down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.db import RecordNotFound, StaleStateError
from directory.noticeboard import services
from directory.noticeboard.blueprint import (
    POSTING,
    UNPROCESSABLE,
    bp,
    by,
    known,
    own_listings,
    page,
)
from directory.noticeboard.checks import alarms_of
from directory.noticeboard.content import may_renew
from directory.noticeboard.form_page import choices_for, notice_form
from directory.noticeboard.forms import filled, read_notice
from directory.noticeboard.queries import kept_notice, kept_notices
from directory.noticeboard.wording import fact_rows
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from directory.noticeboard.queries import KeptNotice
    from directory.profiles.listing import PublishedListing

ONE = f"{POSTING}/<reference>"
POST = "post-notice"


@bp.get(POSTING)
@access(POST)
def own_notices() -> str:
    """Everything one put up, and where each stands."""
    mine = own_listings()
    member = signed_in_member()
    handles = [one for one in (member.listing_handle, *member.center_handles) if one]
    return page(
        "own",
        notices=kept_notices(db.session(), handles),
        may_post=bool(mine),
        today=clock.today(),
    )


@bp.get(f"{POSTING}/new")
@access(POST)
def new_notice() -> ResponseReturnValue:
    """The empty form."""
    return _form({"kind": [request.args.get("kind", "")]})


@bp.post(f"{POSTING}/new")
@access(POST)
@db.writes
def keep_new_notice() -> ResponseReturnValue:
    """Keep it as a private draft, and show how it will look; sent twice, it is one."""
    listing = _chosen_listing()
    read = read_notice(request.form, choices_for(listing), clock.today())
    errors = list(read.errors)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        key = ""
        errors.append(FieldError("title", _("This form was open too long. Send it once more.")))
    if read.content is None or errors:
        return make_response(_form(_typed(), errors), UNPROCESSABLE)
    member, content = signed_in_member(), read.content
    reference = once(
        db.session(),
        key,
        purpose="notice.begin",
        actor=member.reference,
        make=lambda: services.begin(db.session(), member.account_id, listing.handle, content),
    )
    return redirect(f"{POSTING}/{reference}", 303)


@bp.get(ONE)
@access(POST)
def own_notice(reference: str) -> str:
    """One notice as others will read it, what a curator reads first, and what may be done."""
    notice = _own(reference)
    listing = own_listings().get(notice.handle)
    content = notice.latest
    return page(
        "own_notice",
        notice=notice,
        content=content,
        rows=fact_rows(content, listing, known().vocabulary) if listing else [],
        alarms=alarms_of(content, listing, known()) if listing and notice.proposed else (),
        is_public=listing is not None,
        may_renew=_may_renew(notice),
    )


@bp.get(f"{ONE}/edit")
@access(POST)
def edit_notice(reference: str) -> ResponseReturnValue:
    """The form as it was written last."""
    notice = _own(reference)
    _shown_listing(notice)
    return _form(filled(notice.latest), notice=notice)


@bp.post(f"{ONE}/edit")
@access(POST)
@db.writes
def keep_edited_notice(reference: str) -> ResponseReturnValue:
    """Keep what was written anew; what is shown stays until a curator has read the change."""
    notice = _own(reference)
    listing = _shown_listing(notice)
    read = read_notice(request.form, choices_for(listing), clock.today())
    if read.content is None:
        return make_response(_form(_typed(), read.errors, notice=notice), UNPROCESSABLE)
    services.revise(db.session(), reference, read.content)
    return redirect(f"{POSTING}/{reference}", 303)


@bp.post(f"{ONE}/send")
@access(POST)
@db.writes
def send_notice(reference: str) -> ResponseReturnValue:
    """Hand it to the curators; a second press changes nothing."""
    notice = _own(reference)
    _shown_listing(notice)
    if notice.latest.closes_on < clock.today():
        # A draft that lay too long: its last day has to be chosen anew.
        return redirect(f"{POSTING}/{reference}/edit", 303)
    return _done(reference, services.send)


@bp.post(f"{ONE}/withdraw")
@access(POST)
@db.writes
def withdraw_notice(reference: str) -> ResponseReturnValue:
    """Take it off the board at once."""
    _own(reference)
    return _done(reference, services.withdraw)


@bp.post(f"{ONE}/renew")
@access(POST)
@db.writes
def renew_notice(reference: str) -> ResponseReturnValue:
    """Let it stand thirty days from today, or to its own end."""
    _own(reference)
    return _done(reference, services.renew)


@bp.post(f"{ONE}/drop")
@access(POST)
@db.writes
def drop_notice(reference: str) -> ResponseReturnValue:
    """Throw away a draft, or a change of what is shown."""
    notice = _own(reference)
    try:
        services.drop_change(db.session(), reference)
    except StaleStateError:
        return redirect(f"{POSTING}/{reference}", 303)
    return redirect(f"{POSTING}/{reference}" if notice.is_shown else POSTING, 303)


def _done(reference: str, act: services.Act) -> ResponseReturnValue:
    try:
        act(db.session(), by(), reference)
    except StaleStateError:
        # It was done already, or a curator or its last day came first: the page says how it is.
        db.session().rollback()
    return redirect(f"{POSTING}/{reference}", 303)


def _own(reference: str) -> KeptNotice:
    member = signed_in_member()
    try:
        notice = kept_notice(db.session(), reference)
    except RecordNotFound:
        abort(404)
    if notice.handle not in {member.listing_handle, *member.center_handles}:
        abort(404)
    return notice


def _may_renew(notice: KeptNotice) -> bool:
    approved = notice.approved
    today = clock.today()
    return (
        notice.is_shown
        and approved is not None
        and approved.closes_on >= today
        and may_renew(approved, today)
    )


def _shown_listing(notice: KeptNotice) -> PublishedListing:
    return own_listings().get(notice.handle) or abort(404)


def _chosen_listing() -> PublishedListing:
    mine = own_listings()
    chosen = request.form.get("listing", "") or next(iter(mine), "")
    return mine.get(chosen) or abort(404)


def _typed() -> dict[str, list[str]]:
    return {name: request.form.getlist(name) for name in request.form}


def _form(
    values: Mapping[str, Sequence[str]],
    errors: Sequence[FieldError] = (),
    *,
    notice: KeptNotice | None = None,
) -> str:
    mine = own_listings()
    chosen = notice.handle if notice else (values.get("listing") or [""])[0]
    listing = mine.get(chosen) or next(iter(mine.values()), None)
    if listing is None:
        return page("not_public")
    return page(
        "write",
        form=notice_form(listing, values, mine.values()),
        listing=listing,
        address=f"{POSTING}/{notice.reference}/edit" if notice else f"{POSTING}/new",
        back=f"{POSTING}/{notice.reference}" if notice else POSTING,
        notice=notice,
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
    )
