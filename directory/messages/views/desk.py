"""What clients ask, on the desk: the wish for a safe answer first, the words when opened."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.audit import services as audit
from directory.db import StaleStateError
from directory.messages import queries, services, wording
from directory.messages.blueprint import UNPROCESSABLE, bp, keys, own_listing_ids
from directory.messages.closed_sets import Side
from directory.messages.forms import WORDS_AT_MOST, plain_text, read_report, words_errors
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.messages.models import MessageConversation

BOX = "/desk/messages"


@bp.get(BOX)
@access("read-question")
def box() -> str:
    """Every message to one's listings, without words; what waits for an answer first."""
    mine = own_listing_ids()
    names = queries.listing_names(db.session(), tuple(mine.values()))
    return render_template(
        "messages/box.html",
        lines=queries.box(db.session(), tuple(mine.values())),
        wording=wording,
        preferences=[
            (handle, names[number], *queries.preference(db.session(), number))
            for handle, number in mine.items()
        ],
    )


@bp.post(f"{BOX}/settings")
@access("read-question")
@db.writes
def choose_what_comes() -> ResponseReturnValue:
    """Say whether one takes messages by relay, and needs asked of the network."""
    number = own_listing_ids().get(request.form.get("handle", ""))
    if number is not None:
        services.set_preference(
            db.session(),
            number,
            takes_messages="takes_messages" in request.form,
            takes_network="takes_network" in request.form,
        )
    return redirect(BOX, 303)


@bp.get(f"{BOX}/<reference>")
@access("read-question")
def message(reference: str) -> str:
    """One message: how it is safe to answer, and the words where one opened them."""
    return _page(_own(reference))


@bp.post(f"{BOX}/<reference>/open")
@access("read-question")
@db.writes
def open_message(reference: str) -> ResponseReturnValue:
    """Open the words; that is written down, and the client sees it."""
    member = signed_in_member()
    services.note_opening(db.session(), _own(reference), member)
    audit.record(
        db.session(), keys(), actor=member.reference, action="message.opened", subject=reference
    )
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/answer")
@access("read-question")
@db.writes
def answer(reference: str) -> ResponseReturnValue:
    """Answer here; the client reads it with their words."""
    row, member = _own(reference), signed_in_member()
    words = plain_text(request.form.get("words", ""))
    errors = words_errors(words)
    if errors:
        return make_response(_page(row, errors), UNPROCESSABLE)
    try:
        once(
            db.session(),
            key_of(request.form),
            purpose="message.answer",
            actor=member.reference,
            make=lambda: _answer(row, words),
        )
    except KeyMissingError:
        return make_response(_page(row), UNPROCESSABLE)
    except StaleStateError:
        return redirect(BOX, 303)  # The client took it back at this very moment.
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/decline")
@access("read-question")
@db.writes
def decline(reference: str) -> ResponseReturnValue:
    """Say that one cannot help now; the client sees that alone."""
    with suppress(StaleStateError):  # The client took it back at this very moment.
        services.decline(db.session(), _own(reference))
    return redirect(BOX, 303)


@bp.post(f"{BOX}/<reference>/report")
@access("read-question")
@db.writes
def report(reference: str) -> ResponseReturnValue:
    """Tell the networking admin that a message is wrong; they do not get its words."""
    row, kind = _own(reference), read_report(request.form)
    if kind is None:
        errors = (FieldError("report_kind", _("Choose what is wrong.")),)
        return make_response(_page(row, errors), UNPROCESSABLE)
    services.report(db.session(), row, Side.LISTING, kind)
    return redirect(f"{BOX}/{reference}", 303)


def _answer(row: MessageConversation, words: str) -> str:
    services.say(db.session(), keys(), row, Side.LISTING, words)
    return row.reference


def _own(reference: str) -> MessageConversation:
    """A message to a listing of one's own; anybody else's is not there."""
    row, _thread = queries.find(db.session(), reference, tuple(own_listing_ids().values()))
    return row


def _page(row: MessageConversation, errors: Sequence[FieldError] = ()) -> str:
    session_reference = signed_in_member().session_reference
    return render_template(
        "messages/message.html",
        view=queries.desk_view(db.session(), keys(), row, session_reference=session_reference),
        wording=wording,
        errors=errors,
        error_of={error.field: error.message for error in errors},
        typed=request.form,
        one_time_key=new_key(),
        words_at_most=WORDS_AT_MOST,
    )
