"""Tell a payer that has to be taken ("Medicaid only") from one that somebody would like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.lexicon import Sort
from directory.vocabulary.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.vocabulary.standing import Mention
    from directory.vocabulary.text import Text

ONLY = frozenset({"only", "solo", "solamente", "unicamente"})
MUST = frozenset({"must"})
HAVE_TO = frozenset(
    {("have", "to"), ("has", "to"), ("need", "to"), ("needs", "to"), ("got", "to"),
     ("tiene", "que"), ("tengo", "que"), ("tienen", "que")}
)  # fmt: skip
TAKING = frozenset(
    {"take", "takes", "taking", "accept", "accepts", "accepting", "have", "has", "use", "using",
     "be", "go", "pay", "with", "on", "through", "by", "my", "our", "the", "in", "network",
     "who", "someone", "somebody", "afford", "covered", "bill", "bills", "aceptar", "acepte",
     "acepten", "acepta", "usar", "ser", "con", "por", "mi", "tener", "tengo"}
)  # fmt: skip
"""Words that may stand between a must and its payer."""
PLAN = frozenset({"insurance", "plan", "coverage", "patients", "seguro"})
"""Words that may stand between a payer and "only"."""
REACH = 6
"""Words that are looked at before a payer."""


def is_payer_must(mentions: Iterable[Mention], text: Text) -> bool:
    """Whether the words leave no other way to pay than one that they name."""
    return any(
        _only_after(mention, text) or _must_before(mention, text)
        for mention in mentions
        if mention.sense.sort is Sort.PAYER and mention.standing is Standing.WISHED
    )


def _only_after(mention: Mention, text: Text) -> bool:
    for token in text.tokens[mention.end :]:
        if token.pause:
            return False
        if token.word not in PLAN:
            return token.word in ONLY
    return False


def _must_before(mention: Mention, text: Text) -> bool:
    words = text.words
    for position in range(mention.start - 1, max(-1, mention.start - REACH), -1):
        if text.tokens[position + 1].pause:
            return False
        if words[position] in ONLY | MUST or words[max(0, position - 1) : position + 1] in HAVE_TO:
            return not _is_denied(position, words)
        if words[position] not in TAKING:
            return False
    return False


def _is_denied(position: int, words: tuple[str, ...]) -> bool:
    """Whether "not" stands before it ("not only Medicaid", "does not have to take")."""
    return not {"not", "no", "dont", "doesnt"}.isdisjoint(words[max(0, position - 2) : position])
