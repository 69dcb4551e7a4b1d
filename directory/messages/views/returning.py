"""Come back with the seven words: read answers, write on, set wishes, take back, erase, report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.db import RecordNotFound, StaleStateError
from directory.messages import phrases, queries, services, wording
from directory.messages.blueprint import (
    UNPROCESSABLE,
    bp,
    identity_findings,
    keys,
    review_words,
    tell_stewards,
)
from directory.messages.closed_sets import ConversationStatus, Side
from directory.messages.forms import (
    LINE_AT_MOST,
    WORDS_AT_MOST,
    plain_text,
    read_report,
    read_wishes,
    wishes_errors,
    words_errors,
)
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once
from directory.web.sealing import SealError, open_seal, seal
from directory.web.visitors import open_visit, visitor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.identity_check.findings import Finding
    from directory.messages.models import MessageConversation, MessageThread

MESSAGES = "/messages"
SEAL = "message-thread"


@bp.get(MESSAGES)
@access(ANYONE)
def enter_words() -> str:
    """Where the seven words are typed."""
    open_visit()
    return _enter(())


@bp.post(MESSAGES)
@access(ANYONE)
@limit("5 per minute")
def open_messages() -> ResponseReturnValue:
    """What the words open; they stand in no address, and nothing is remembered."""
    typed = request.form.get("phrase", "")
    try:
        thread = queries.by_phrase(db.session(), phrases.typed_hashes(db.session(), keys(), typed))
    except RecordNotFound:
        message = _(
            "These words open nothing. Check each of the seven. Messages are erased on the date"
            " that their page tells, and when the practitioner leaves the network."
        )
        return make_response(_enter((FieldError("phrase", message),)), UNPROCESSABLE)
    return _page(thread)


@bp.post(f"{MESSAGES}/say")
@access(ANYONE)
@limit("30 per hour")
@db.writes
def say_more() -> ResponseReturnValue:
    """Write one more message in a conversation."""
    thread, conversation = _thread(), None
    if thread is not None:
        conversation = _conversation(thread)
    if thread is None or conversation is None:
        return _again()
    words = plain_text(request.form.get("words", ""))
    errors, findings = _wrong(words)
    if errors or conversation.status is ConversationStatus.TAKEN_BACK:
        return make_response(_page(thread, errors, findings), UNPROCESSABLE)
    try:
        once(
            db.session(),
            key_of(request.form),
            purpose="message.say",
            actor="",
            make=lambda: _say(conversation, words),
        )
    except (KeyMissingError, StaleStateError):
        return make_response(_page(thread), UNPROCESSABLE)
    return _page(thread, is_said=True)


@bp.post(f"{MESSAGES}/wishes")
@access(ANYONE)
@limit("30 per hour")
@db.writes
def set_wishes() -> ResponseReturnValue:
    """Say anew how it is safe to answer."""
    thread = _thread()
    if thread is None:
        return _again()
    wishes = read_wishes(request.form)
    errors = wishes_errors(wishes)
    if errors:
        return make_response(_page(thread, errors), UNPROCESSABLE)
    services.set_wishes(db.session(), keys(), thread, wishes)
    return _page(thread)


@bp.post(f"{MESSAGES}/take-back")
@access(ANYONE)
@limit("30 per hour")
@db.writes
def take_back() -> ResponseReturnValue:
    """Take one conversation back: it holds at the next request of anybody."""
    thread = _thread()
    conversation = _conversation(thread) if thread is not None else None
    if thread is None or conversation is None:
        return _again()
    services.take_back(db.session(), conversation)
    return _page(thread)


@bp.post(f"{MESSAGES}/report")
@access(ANYONE)
@limit("30 per hour")
@db.writes
def report_answer() -> ResponseReturnValue:
    """Tell the networking admin that an answer was wrong."""
    thread = _thread()
    conversation = _conversation(thread) if thread is not None else None
    if thread is None or conversation is None:
        return _again()
    kind = read_report(request.form)
    if kind is None:
        message = _("Choose what is wrong.")
        return make_response(_page(thread, (FieldError("report_kind", message),)), UNPROCESSABLE)
    services.report(db.session(), conversation, Side.CLIENT, kind)
    return _page(thread)


@bp.post(f"{MESSAGES}/erase")
@access(ANYONE)
@limit("30 per hour")
@db.writes
def erase() -> ResponseReturnValue:
    """Erase everything now; nobody asks why."""
    thread = _thread()
    if thread is None:
        return _again()
    services.erase_thread(db.session(), thread)
    return render_template("messages/erased.html")


def _say(conversation: MessageConversation, words: str) -> str:
    services.say(db.session(), keys(), conversation, Side.CLIENT, words)
    tell_stewards((queries.handle_of(db.session(), conversation),))
    return conversation.reference


def _wrong(words: str) -> tuple[Sequence[FieldError], Sequence[Finding]]:
    errors = words_errors(words, review_words())
    if errors or "lets_stand" in request.form:
        return errors, ()
    findings = identity_findings(words, ())
    if not findings:
        return (), ()
    message = _("Something here could tell who you are. Take it out, or say that it may stay.")
    return (FieldError("words", message),), findings


def _thread() -> MessageThread | None:
    """The thread of the page that was open; None after two hours, or in another browser."""
    try:
        reference = open_seal(
            keys(), request.form.get("sealed", ""), purpose=SEAL, visitor=visitor(), now=clock.now()
        )
    except SealError:
        return None
    thread = queries.by_reference(db.session(), reference)
    return thread if thread is not None and thread.erase_on > clock.today() else None


def _conversation(thread: MessageThread) -> MessageConversation | None:
    reference = request.form.get("conversation", "")
    rows = queries.conversations_of(db.session(), thread)
    return next((row for row in rows if row.reference == reference), None)


def _again() -> ResponseReturnValue:
    message = _("This page was open for too long. Type your seven words once more.")
    return make_response(_enter((FieldError("phrase", message),)), UNPROCESSABLE)


def _enter(errors: Sequence[FieldError]) -> str:
    return render_template(
        "messages/enter.html", errors=errors, message=errors[0].message if errors else ""
    )


def _page(
    thread: MessageThread,
    errors: Sequence[FieldError] = (),
    findings: Sequence[Finding] = (),
    *,
    is_said: bool = False,
) -> str:
    sealed = seal(keys(), thread.reference, purpose=SEAL, visitor=open_visit(), now=clock.now())
    return render_template(
        "messages/thread.html",
        view=queries.client_view(db.session(), keys(), thread),
        sealed=sealed,
        wording=wording,
        errors=errors,
        error_of={error.field: error.message for error in errors},
        findings=wording.finding_lines(findings),
        typed={} if is_said else request.form,
        new_key=new_key,
        words_at_most=WORDS_AT_MOST,
        line_at_most=LINE_AT_MOST,
    )
