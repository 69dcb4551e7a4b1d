"""What the page after a decision says first: that it is done, and who reads of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from flask import redirect, request
from flask_babel import gettext as _

from directory.curation.blueprint import CURATE

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


class Done(StrEnum):
    """What was done; a word of the address that says nothing of whom."""

    DECIDED = "decided"
    ACCEPTED = "accepted"
    CLOSED = "closed"
    ANSWERED = "answered"
    MERGED = "merged"
    SPLIT = "split"
    KEPT_AS_TWO = "kept-as-two"


def finished(done: Done, page: str = CURATE) -> Response:
    """Lead to the page that comes next, which says that this is done."""
    return redirect(f"{page}?done={done.value}", 303)


def done_words() -> str:
    """The sentence for what the address says was done; empty where it says nothing known."""
    done = _known(request.args.get("done", ""))
    if done is None:
        return ""
    return {
        Done.DECIDED: _("Done. The person reads your decision on their desk."),
        Done.ACCEPTED: _("Done. It is shown from now on, and the person is told."),
        Done.CLOSED: _("Closed. The log keeps what it came to."),
        Done.ANSWERED: _("Closed. Whoever told you reads your answer."),
        Done.MERGED: _("They are one now. Both owners read why. You can undo it for 30 days."),
        Done.SPLIT: _("They are two again. Both owners read why."),
        Done.KEPT_AS_TWO: _("They stay two. This pair is not asked about again."),
    }[done]


def _known(word: str) -> Done | None:
    return Done(word) if word in set(Done) else None
