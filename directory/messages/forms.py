"""What a client and a practitioner type into messages, read and checked; each rule once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.accounts.forms import FieldError, plain_line
from directory.messages.closed_sets import AnswerBy, ReportKind
from directory.messages.sealed import Wishes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from directory.profiles.text_checks import ReviewWords

WORDS_AT_MOST = 2_000
LINE_AT_MOST = 120
REFUSED_KINDS = frozenset({"link", "betting"})
"""What advertisements hold and no client needs; the words are those of the profile's check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForm:
    """A message as it was typed so far, carried from page to page by the form itself."""

    words: str
    wishes: Wishes
    lets_stand: bool
    """Whether the client saw what could tell who they are, and wants it to stay."""
    trap: str
    """A field that people do not see; programs fill it in."""


def read_ask(form: Mapping[str, str]) -> AskForm:
    """Read the pages of asking; texts are cut where nobody could have typed on."""
    return AskForm(
        words=plain_text(form.get("words", "")),
        wishes=read_wishes(form),
        lets_stand="lets_stand" in form,
        trap=form.get("website", ""),
    )


def read_wishes(form: Mapping[str, str]) -> Wishes:
    """How it is safe to answer. On the page of the wishes, a box left empty is a no."""
    chosen = form.get("answer_by", "")
    answer_by = AnswerBy(chosen) if chosen in set(AnswerBy) else AnswerBy.HERE
    is_first = "wishes_shown" not in form
    return Wishes(
        answer_by=answer_by,
        contact=plain_line(form.get("contact", ""))[:LINE_AT_MOST],
        no_voicemail=is_first or "no_voicemail" in form,
        hours=plain_line(form.get("hours", ""))[:LINE_AT_MOST],
        call_me=plain_line(form.get("call_me", ""))[:LINE_AT_MOST],
    )


def words_errors(words: str, review_words: Sequence[ReviewWords] = ()) -> tuple[FieldError, ...]:
    """What is wrong with the words of a message."""
    if not words:
        return (FieldError("words", _("Write what you would like to ask.")),)
    if len(words) > WORDS_AT_MOST:
        message = _(
            "Use at most %(number)s characters; you sent %(sent)s.",
            number=f"{WORDS_AT_MOST:,}",
            sent=f"{len(words):,}",
        )
        return (FieldError("words", message),)
    for rule in review_words:
        found = rule.words.search(words)
        if rule.kind in REFUSED_KINDS and found:
            message = _(
                "Messages with “%(what)s” are not delivered, because advertisements hold such"
                " words. Leave it out.",
                what=found.group()[:40],
            )
            return (FieldError("words", message),)
    return ()


def wishes_errors(wishes: Wishes) -> tuple[FieldError, ...]:
    """What is missing to be called or written to; whoever looks here needs nothing."""
    if wishes.answer_by is AnswerBy.PHONE and sum(map(str.isdigit, wishes.contact)) < 7:  # noqa: PLR2004 - the shortest local number
        message = _("Give the number to call, or choose to look here yourself.")
        return (FieldError("contact", message),)
    if wishes.answer_by is AnswerBy.EMAIL and "@" not in wishes.contact:
        message = _("Give the address to write to, or choose to look here yourself.")
        return (FieldError("contact", message),)
    return ()


def read_report(form: Mapping[str, str]) -> ReportKind | None:
    """What is wrong with a message, None where nothing was chosen."""
    chosen = form.get("report_kind", "")
    return ReportKind(chosen) if chosen in set(ReportKind) else None


def plain_text(text: str) -> str:
    """Some lines of text without control characters, and without blanks around it."""
    kept = (
        sign if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"} else " "
        for sign in text.replace("\r\n", "\n")
    )
    return "".join(kept).strip()
