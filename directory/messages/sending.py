"""The last step of a question and of a need: send it once, and show the phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import render_template

from directory import clock, db
from directory.messages import phrases, queries, services
from directory.messages.blueprint import keys, settings, tell_stewards
from directory.web.one_time_keys import once

if TYPE_CHECKING:
    from collections.abc import Sequence

    from directory.messages.sealed import Terms, Wishes

SHOWN_AGAIN_FOR = timedelta(minutes=10)
"""A form that was pressed twice must not hide the phrase that its first sending showed."""
QUESTION, NETWORK = "message.send", "message.network"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is sent, to whom, with the key of its form."""

    one_time_key: str
    purpose: str
    wishes: Wishes
    listing_ids: Sequence[int]
    words: str = ""
    terms: Terms = ()


def send_once(sending: Sending) -> str:
    """Send it, tell those who read that something is on their desk, and show the phrase.

    The same form sent again shows the same phrase for ten minutes, and sends nothing more.
    """
    phrase = phrases.phrase_for(keys(), sending.one_time_key)
    reference = once(
        db.session(),
        sending.one_time_key,
        purpose=sending.purpose,
        actor="",
        make=lambda: _begin(sending, phrase),
    )
    thread = queries.by_reference(db.session(), reference)
    is_fresh = thread is not None and clock.now() - thread.made_at < SHOWN_AGAIN_FOR
    return render_template(
        "messages/sent.html",
        phrase=phrase if is_fresh else "",
        erase_on=thread.erase_on if thread else None,
        answer_by=sending.wishes.answer_by.value,
    )


def _begin(sending: Sending, phrase: str) -> str:
    draft = services.Draft(
        phrase_hash=phrases.kept_hash(keys(), phrase),
        wishes=sending.wishes,
        listing_ids=sending.listing_ids,
        keep_days=settings().message_keep_days,
        words=sending.words,
        terms=sending.terms,
    )
    reference = services.begin(db.session(), keys(), draft)
    tell_stewards(queries.handles_of(db.session(), reference))
    return reference
