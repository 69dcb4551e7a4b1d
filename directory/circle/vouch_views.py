"""Vouches: given, received, confirmed, renewed, withdrawn, and those about a colleague."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.circle import vouch_form, vouch_words
from directory.circle.blueprint import UNPROCESSABLE, bases, bp, own_handle, own_handles, vocabulary
from directory.search.blueprint import snapshot
from directory.trust import giving, vouch_book
from directory.trust.budget import budget_of
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.circle.vouch_form import ReadVouch
    from directory.profiles.listing import PublishedListing
    from directory.trust.budget import Budget
    from directory.trust.vouch_book import ShownVouch

VOUCHES = "/vouches"


@bp.get(VOUCHES)
@access("refuse-vouch")
def vouches() -> str:
    """What one gives and receives, what waits for an answer, and what is due for renewal."""
    member = signed_in_member()
    given = _given(member.listing_handle)
    received = vouch_book.received_by(db.session(), own_handles(), bases(), clock.today())
    return render_template(
        "trust/vouches.html",
        given=given,
        due=[vouch for vouch in given if vouch.is_due],
        offers=[vouch for vouch in received if vouch.awaits_answer],
        received=received,
        own=member.listing_handle,
        names={
            handle: one.name
            for handle, one in snapshot().listings.items()
            if handle in own_handles()
        },
        may_give=member.may("vouch") and member.listing_handle is not None,
        standing=_standing(member.listing_handle),
        budget=vouch_words.budget_words(_budget(given)) if member.listing_handle else "",
        **_words(),
    )


@bp.get(f"{VOUCHES}/about/<handle>")
@access("see-trust-names")
def about(handle: str) -> str:
    """Which members vouch for somebody, as far as each of them lets it be seen."""
    listing = _listed(handle)
    member = signed_in_member()
    is_own = handle in own_handles()
    return render_template(
        "trust/about.html",
        listing=listing,
        href=_page_of(listing),
        vouches=vouch_book.seen_by_members(db.session(), handle, bases(), clock.today()),
        may_give=member.may("vouch") and member.listing_handle is not None and not is_own,
        **_words(),
    )


@bp.get(f"{VOUCHES}/new/<handle>")
@access("vouch")
def vouch_for(handle: str) -> str:
    """The form, with what was said the last time where that is to be changed."""
    listing = _listed(handle)
    given = [vouch for vouch in _given(own_handle()) if vouch.handle == handle]
    wanted = request.args.get("ground", "")
    last = next((vouch for vouch in given if vouch.basis == wanted), None)
    return _form(listing, vouch_form.as_given(last))


@bp.post(f"{VOUCHES}/new/<handle>")
@access("vouch")
@db.writes
def give(handle: str) -> ResponseReturnValue:
    """Vouch for somebody, or say it anew."""
    listing = _listed(handle)
    read = vouch_form.read_vouch(request.form, listing, bases())
    errors = [*read.errors]
    if not errors:
        try:
            _give(listing, read)
        except giving.VouchRefusedError as refused:
            errors.append(vouch_form.refusal_error(refused.refusal, listing.name))
        except KeyMissingError:
            message = _("The form was open too long. Send it once more.")
            errors.append(FieldError("judgement", message))
    if errors:
        return _form(listing, read, errors), UNPROCESSABLE
    return redirect(VOUCHES, 303)


@bp.get(f"{VOUCHES}/<reference>/renew")
@access("vouch")
def ask_to_renew(reference: str) -> str:
    """One page with one button."""
    found = [vouch for vouch in _given(own_handle()) if vouch.reference == reference]
    return render_template("trust/renew.html", vouch=found[0] if found else abort(404), **_words())


@bp.post(f"{VOUCHES}/<reference>/renew")
@access("vouch")
@db.writes
def renew(reference: str) -> ResponseReturnValue:
    """Say that a vouch still holds."""
    giving.renew(db.session(), (own_handle(),), reference, on=clock.today())
    return redirect(VOUCHES, 303)


@bp.post(f"{VOUCHES}/<reference>/withdraw")
@access("vouch")
@db.writes
def withdraw(reference: str) -> ResponseReturnValue:
    """Take a vouch back: at once, and nobody is told."""
    giving.withdraw(db.session(), (own_handle(),), reference, on=clock.today())
    return redirect(VOUCHES, 303)


@bp.post(f"{VOUCHES}/<reference>/confirm")
@access("refuse-vouch")
@db.writes
def confirm(reference: str) -> ResponseReturnValue:
    """Say that the ground of a vouch about oneself is so."""
    return _answer(reference, holds=True)


@bp.post(f"{VOUCHES}/<reference>/decline")
@access("refuse-vouch")
@db.writes
def decline(reference: str) -> ResponseReturnValue:
    """Say that it is not so; no reason is asked."""
    return _answer(reference, holds=False)


@bp.post(f"{VOUCHES}/<reference>/hide")
@access("refuse-vouch")
@db.writes
def hide(reference: str) -> ResponseReturnValue:
    """Refuse to have a vouch about oneself shown."""
    return _show(reference, is_shown=False)


@bp.post(f"{VOUCHES}/<reference>/show")
@access("refuse-vouch")
@db.writes
def show(reference: str) -> ResponseReturnValue:
    """Let a vouch be shown again."""
    return _show(reference, is_shown=True)


def _give(listing: PublishedListing, read: ReadVouch) -> None:
    member = signed_in_member()
    once(
        db.session(),
        key_of(request.form),
        purpose="vouch.give",
        actor=member.reference,
        make=partial(
            giving.give,
            db.session(),
            voucher=own_handle(),
            vouched=listing.handle,
            word=read.word,
            bases=bases(),
            on=clock.today(),
        ),
    )


def _answer(reference: str, *, holds: bool) -> ResponseReturnValue:
    giving.answer_offer(
        db.session(), own_handles(), reference, holds=holds, bases=bases(), on=clock.today()
    )
    return redirect(VOUCHES, 303)


def _show(reference: str, *, is_shown: bool) -> ResponseReturnValue:
    giving.show_or_hide(db.session(), own_handles(), reference, is_shown=is_shown, on=clock.today())
    return redirect(VOUCHES, 303)


def _given(handle: str | None) -> tuple[ShownVouch, ...]:
    if handle is None:
        return ()
    return vouch_book.given_by(db.session(), handle, bases(), clock.today())


def _budget(given: Sequence[ShownVouch]) -> Budget:
    counting = [vouch for vouch in given if not vouch.is_declined]
    facts = ((vouch.handle, vouch.basis, vouch.given_on) for vouch in counting)
    return budget_of(facts, bases(), clock.today())


def _standing(handle: str | None) -> str:
    return vouch_words.standing_words(snapshot().trust.graph, handle) if handle else ""


def _listed(handle: str) -> PublishedListing:
    return snapshot().listings.get(handle) or abort(404)


def _page_of(listing: PublishedListing) -> str:
    folder = "centers" if listing.kind == "center" else "practitioners"
    return f"/{folder}/{listing.handle}"


def _words() -> dict[str, Any]:
    """What the templates of vouches ask to have put into words."""
    return {
        "basis_words": partial(vouch_words.basis_words, bases=bases()),
        "own_basis_words": partial(vouch_words.own_basis_words, bases=bases()),
        "judgement_words": vouch_words.judgement_words,
        "visibility_words": partial(vouch_words.visibility_words, bases=bases()),
        "term_words": partial(vouch_words.term_words, vocabulary=vocabulary()),
    }


def _form(listing: PublishedListing, read: ReadVouch, errors: Sequence[FieldError] = ()) -> str:
    issues, modalities = vouch_form.term_options(vocabulary(), listing, read)
    return render_template(
        "trust/vouch.html",
        listing=listing,
        href=_page_of(listing),
        judgements=vouch_words.judgement_options(read.judgements),
        grounds=vouch_form.basis_options(bases().values(), read.basis),
        detail=read.detail,
        longest_detail=vouch_form.LONGEST_DETAIL,
        issues=issues,
        modalities=modalities,
        visibilities=vouch_words.visibility_options(read.visibility),
        hides_basis=read.hides_basis,
        budget=vouch_words.budget_words(_budget(_given(own_handle()))),
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
