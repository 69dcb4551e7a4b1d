"""The closed sets of messages in words, for both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.identity_check.findings import WHY, FindingKind
from directory.messages.closed_sets import AnswerBy, ConversationStatus, ReportKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask_babel import LazyString

    from directory.identity_check.findings import Finding

ANSWER_BY_THEM: Mapping[AnswerBy, LazyString] = {
    AnswerBy.HERE: _l("Answer here"),
    AnswerBy.PHONE: _l("Call them"),
    AnswerBy.EMAIL: _l("Write to them"),
}
FOR_CLIENT: Mapping[ConversationStatus, LazyString] = {
    ConversationStatus.NEW: _l("Not opened yet"),
    ConversationStatus.READ: _l("Opened, not answered yet"),
    ConversationStatus.ANSWERED: _l("Answered"),
    ConversationStatus.DECLINED: _l("Cannot help with this now"),
    ConversationStatus.TAKEN_BACK: _l("You took it back"),
}
FOR_PRACTITIONER: Mapping[ConversationStatus, LazyString] = {
    ConversationStatus.NEW: _l("New"),
    ConversationStatus.READ: _l("Waits for your answer"),
    ConversationStatus.ANSWERED: _l("Answered"),
    ConversationStatus.DECLINED: _l("You said that you cannot help now"),
    ConversationStatus.TAKEN_BACK: _l("Taken back"),
}
REPORTS: Mapping[ReportKind, LazyString] = {
    ReportKind.THREAT: _l("It threatens somebody"),
    ReportKind.HARASSMENT: _l("It is abusive, or not about care"),
    ReportKind.ADVERTISING: _l("It advertises something"),
    ReportKind.OTHER: _l("Something else is wrong"),
}


def report_options() -> list[tuple[str, str]]:
    """What may be wrong, to choose from."""
    return [("", _("Choose")), *((kind.value, str(words)) for kind, words in REPORTS.items())]


def finding_lines(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """What could tell who a client is, with why, as they read it themselves."""
    return [{"words": found.words, "why": why_for_client(found.kind)} for found in findings]


def why_for_client(kind: FindingKind) -> str:
    """Why something should not stand in a message, said to the one who wrote it."""
    if kind is FindingKind.NAME:
        return _("This looks like a name. You need none here.")
    if kind is FindingKind.COMBINATION:
        return _("Together, these details may point to you. Leave out at least one.")
    return _(WHY[kind])
