"""Write a referral or a question, answer what bears on it, see what arrives, and send it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.db import StaleStateError
from directory.referrals import forms, queries, shown
from directory.referrals.blueprint import (
    BOX,
    PURPOSE,
    UNPROCESSABLE,
    around,
    bp,
    checker,
    own_listings,
    own_view,
    phrase_words,
    sent_by_me,
    vocabulary,
    words,
)
from directory.referrals.closed_sets import Move, Purpose, ReachedBy, ReferralKind, SignedBy, State
from directory.referrals.content import Content
from directory.referrals.lifecycle import ENDS
from directory.referrals.pages import form_page, readiness_page
from directory.referrals.readiness import (
    answered,
    cautions_for,
    is_ready,
    is_touch,
    relevant_flags,
    stopped,
)
from directory.referrals.rows import names_of
from directory.referrals.sealed import Outside, opened_content
from directory.referrals.services import consenting, drafting, moving
from directory.referrals.services.links import LINK, make_link
from directory.return_phrase.digests import phrase_digest
from directory.search.blueprint import snapshot
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.referrals.forms import Knowledge, Written
    from directory.referrals.models import Referral
    from directory.referrals.seen import ReferralView
    from directory.referrals.services.around import By


@bp.get(f"{BOX}/new")
@access("send-referral")
def new() -> str:
    """The form, blank or with names from a result, a profile or the circle."""
    return _form(ReferralKind.REFERRAL)


@bp.post(f"{BOX}/new")
@access("send-referral")
@db.writes
def make() -> ResponseReturnValue:
    """Keep a draft; the same form sent twice makes one."""
    return _make(ReferralKind.REFERRAL)


@bp.get(f"{BOX}/advice")
@access("send-referral")
def new_advice() -> str:
    """Ask a colleague without a client."""
    return _form(ReferralKind.ADVICE)


@bp.post(f"{BOX}/advice")
@access("send-referral")
@db.writes
def make_advice() -> ResponseReturnValue:
    """Keep a question as a draft."""
    return _make(ReferralKind.ADVICE)


@bp.get(f"{BOX}/<reference>/edit")
@access("send-referral")
def edit(reference: str) -> ResponseReturnValue:
    """Change a draft."""
    shown_view = own_draft(reference)
    return _form(shown_view.row.kind, view=shown_view)


@bp.post(f"{BOX}/<reference>/edit")
@access("send-referral")
@db.writes
def change(reference: str) -> ResponseReturnValue:
    """Keep a changed draft; a permission recorded before no longer fits it."""
    draft = own_draft(reference)
    written = _read(draft.row.kind, _knowledge())
    if written.errors:
        return make_response(_form(draft.row.kind, view=draft, written=written), UNPROCESSABLE)
    drafting.change(db.session(), around(), draft.row, _draft(draft.row.kind, written, draft))
    return redirect(f"{BOX}/{reference}/check", 303)


@bp.get(f"{BOX}/<reference>/readiness")
@access("send-referral")
def readiness(reference: str) -> str:
    """What should be known before hands are laid on: questions, not verdicts."""
    return _readiness(own_draft(reference).row)


@bp.post(f"{BOX}/<reference>/readiness")
@access("send-referral")
@db.writes
def answer_readiness(reference: str) -> ResponseReturnValue:
    """Keep the circumstances, then the answers to what they bring up."""
    row = own_draft(reference).row
    errors = _keep_answers(row)
    if errors:
        return make_response(_readiness(row, errors), UNPROCESSABLE)
    stated = _content(row)
    if stopped(stated, vocabulary()) or not is_ready(stated, vocabulary()):
        return redirect(f"{BOX}/{reference}/readiness", 303)
    return redirect(f"{BOX}/{reference}/check", 303)


@bp.get(f"{BOX}/<reference>/check")
@access("send-referral")
def check(reference: str) -> str:
    """Exactly what the receiver will see, and what still stands in the way."""
    return _check(own_draft(reference))


@bp.post(f"{BOX}/<reference>/consent")
@access("send-referral")
@db.writes
def consent(reference: str) -> ResponseReturnValue:
    """The sender attests that the client signed; or records it once more for a later name."""
    row, by = sent_by_me(reference)
    if row.state in ENDS:
        abort(404)
    read = read_consent(request.form)
    if read.errors or read.draft is None:
        if row.state is not State.DRAFT:
            return redirect(f"{BOX}/{reference}", 303)
        return make_response(_check(own_draft(reference), read.errors), UNPROCESSABLE)
    consenting.record_consent(db.session(), around(), row, read.draft, by)
    return redirect(f"{BOX}/{reference}" + ("/check" if row.state is State.DRAFT else ""), 303)


@bp.post(f"{BOX}/<reference>/send")
@access("send-referral")
@db.writes
def send(reference: str) -> ResponseReturnValue:
    """Send it, once; from the moment of the answer it cannot be lost.

    What was answered and attested on the same page is kept first: what is still missing is
    shown there, and nothing goes out.
    """
    row, by = sent_by_me(reference)
    if row.state is not State.DRAFT:
        return redirect(f"{BOX}/{reference}", 303)
    errors = _keep_answers(row) if "readiness" in request.form else ()
    errors = errors or _in_the_way(row)
    if not errors and request.form.get("with") == "permission":
        errors = _attest(row, by)
    if errors:
        return make_response(_check(own_draft(reference), errors), UNPROCESSABLE)
    try:
        moving.move(db.session(), around(), row, Move.SEND, by)
    except StaleStateError:
        db.session().rollback()  # Somebody pressed the button twice: it is sent.
        return redirect(f"{BOX}/{reference}", 303)
    drafting.note_opening(
        db.session(),
        row,
        side=by.side,
        purpose=Purpose.CHECKING,
        listing_id=by.listing_id,
        session_reference=signed_in_member().session_reference,
    )
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/slip")
@access("send-referral")
@db.writes
def slip(reference: str) -> ResponseReturnValue:
    """Make a return phrase for the client; shown this once, and printed. An earlier one ends."""
    row, by = sent_by_me(reference)
    if row.state in ENDS:
        abort(404)
    phrase = phrase_words().new_phrase()
    digest = phrase_digest(around().keys, phrase, purpose=PURPOSE)
    moving.set_columns(db.session(), row, phrase_hash=digest)
    moving.write(db.session(), around(), row, by, "slip")
    address = f"{around().settings.base_url}/your-referral"
    return render_template(
        "referrals/slip.html", phrase=phrase, reference=reference, your_referral_address=address
    )


@bp.post(f"{BOX}/<reference>/link/<position>")
@access("send-referral")
@db.writes
def link(reference: str, position: str) -> ResponseReturnValue:
    """Make a one-time link for somebody who is no member; shown this once."""
    row, _by = sent_by_me(reference)
    names = names_of(row)
    name = next((one for one in names if str(one.position) == position), None)
    is_theirs = position == str(row.position) and row.state not in ENDS
    if name is None or not is_theirs or name.reached_by is not ReachedBy.LINK:
        abort(404)
    address = f"{around().settings.base_url}{LINK}/{make_link(name)}"
    return render_template("referrals/link_made.html", address=address, reference=reference)


def _keep_answers(row: Referral) -> tuple[FieldError, ...]:
    """Keep the circumstances that were ticked, then the answers to what they bring up."""
    content = _content(row)
    known = [flag.slug for flag in relevant_flags(content.wanted, vocabulary())]
    sent = set(request.form.getlist("flags"))
    is_said = bool(sent & {*known, "none"})
    flags = tuple(slug for slug in known if slug in sent) if is_said else None
    stated = drafting.with_answers(content, flags=flags, answers=dict(content.cautions))
    rules = cautions_for(stated, vocabulary())
    answers = dict(content.cautions) | dict(answered(request.form, rules))
    stated = drafting.with_answers(stated, flags=flags, answers=answers)
    drafting.change_content(db.session(), around(), row, stated)
    if is_said:
        return ()
    return (FieldError("flags", _("Tick what is so, or “None of these”.")),)


def _attest(row: Referral, by: By) -> tuple[FieldError, ...]:
    """Record the permission that the sender attests on the page of sending."""
    read = read_consent(request.form)
    if read.draft is not None:
        consenting.record_consent(db.session(), around(), row, read.draft, by)
    return read.errors


class ConsentRead:
    """What the consent form came to."""

    def __init__(
        self, draft: consenting.ConsentDraft | None, errors: tuple[FieldError, ...]
    ) -> None:
        self.draft = draft
        self.errors = errors


def read_consent(form: Any, signed_by: SignedBy = SignedBy.SENDER_ATTESTS) -> ConsentRead:  # noqa: ANN401
    """Read when the client signed, until when it holds, and that they were told."""
    fields = forms.Fields(form)
    today = clock.today()
    year = timedelta(days=forms.CONSENT_AT_MOST_DAYS)
    signed = fields.day("signed_on", least=today - year, most=today)
    expires = fields.day("expires_on", least=today, most=today + year)
    if not fields.is_ticked("agreed"):
        fields.refuse("agreed", _("Tick that the client agreed to this and was told."))
    if fields.errors or signed is None or expires is None:
        return ConsentRead(None, tuple(fields.errors))
    draft = consenting.ConsentDraft(signed_on=signed, expires_on=expires, signed_by=signed_by)
    return ConsentRead(draft, ())


def own_draft(reference: str) -> ReferralView:
    """A draft of one's own; 404 for anything else."""
    found = own_view(reference)
    if found.row.state is not State.DRAFT:
        abort(404)
    return found


def _make(kind: ReferralKind) -> ResponseReturnValue:
    knows = _knowledge()
    written = _read(kind, knows)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        key = ""
    mine = own_listings()
    if not mine:
        abort(404)
    if written.errors or not key:
        return make_response(_form(kind, written=written), UNPROCESSABLE)
    sender = request.form.get("as", "")
    sender_id = mine.get(sender) or next(iter(mine.values()))

    def begin() -> str:
        draft = _draft(kind, written, None)
        return drafting.begin(db.session(), around(), sender_id, draft).reference

    actor = signed_in_member().reference
    reference = once(db.session(), key, purpose="referral.begin", actor=actor, make=begin)
    return redirect(f"{BOX}/{reference}/check", 303)


def _knowledge() -> Knowledge:
    network = snapshot()
    allowed = [one.name for one in network.published.values()]
    mine = tuple(own_listings())
    return forms.Knowledge(vocabulary(), words(), network.published, checker(allowed), mine)


def _read(kind: ReferralKind, knows: Knowledge) -> Written:
    read = forms.read_advice if kind is ReferralKind.ADVICE else forms.read_referral
    return read(request.form, knows)


def _draft(kind: ReferralKind, written: Written, before: ReferralView | None) -> drafting.Draft:
    handles = [name.handle for name in written.names if name.handle]
    ids = queries.listing_ids(db.session(), handles)
    names = tuple(
        drafting.NameDraft(listing_id=ids[name.handle])
        if name.handle
        else drafting.NameDraft(
            outside=Outside(name.outside_name, name.outside_email),
            reached_by=ReachedBy.PAPER if name.by_paper else ReachedBy.LINK,
        )
        for name in written.names
    )
    content = written.content
    if before is not None and before.content is not None:
        kept = dict(before.content.cautions)
        content = drafting.with_answers(content, flags=before.content.flags, answers=kept)
    return drafting.Draft(kind=kind, content=content, names=names, is_part2=written.is_part2)


def _content(row: Referral) -> Content:
    return opened_content(around().keys, row) or Content()


def _form(
    kind: ReferralKind, *, view: ReferralView | None = None, written: Written | None = None
) -> str:
    page = form_page(
        kind, view=view, written=written, listings=snapshot().published, mine=own_listings()
    )
    return render_template("referrals/write.html", page=page, key=new_key())


def _readiness(row: Referral, errors: tuple[FieldError, ...] = ()) -> str:
    return render_template(
        "referrals/readiness.html",
        page=readiness_page(row, _content(row)),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _in_the_way(row: Referral) -> tuple[FieldError, ...]:
    if row.kind is ReferralKind.ADVICE:
        return ()
    content = _content(row)
    if stopped(content, vocabulary()):
        message = _("This care waits: something stands in the way. Nothing was sent.")
        return (FieldError("readiness", message),)
    if not is_ready(content, vocabulary()):
        return (FieldError("readiness", _("Answer the questions on readiness first.")),)
    return ()


def _check(view: ReferralView, errors: tuple[FieldError, ...] = ()) -> str:
    content = view.content or Content()
    leaves = content if view.has_valid_consent else queries.only_the_question(content)
    if view.row.kind is ReferralKind.ADVICE:
        leaves = content
    today = clock.today()
    rows = shown.content_rows(leaves, words(), vocabulary())
    all_rows = shown.content_rows(content, words(), vocabulary())
    return render_template(
        "referrals/check.html",
        view=view,
        rows=rows,
        held_back=view.row.kind is ReferralKind.REFERRAL and leaves != content,
        kept_rows=[row for row in all_rows if row not in rows],
        cautions=shown.caution_rows(leaves, vocabulary()) if leaves == content else [],
        flags=shown.flag_labels(leaves, vocabulary()),
        is_ready=is_ready(content, vocabulary()),
        asked=readiness_page(view.row, content),
        is_touch=is_touch(content.wanted, vocabulary()),
        today=today.isoformat(),
        in_half_a_year=(today + timedelta(days=182)).isoformat(),
        typed=request.form,
        errors=errors,
        error_of={error.field: error.message for error in errors},
        is_advice=view.row.kind is ReferralKind.ADVICE,
    )
