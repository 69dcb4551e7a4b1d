"""The words of a thread in its rows: encrypted with the key ring, bound to their row."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.messages.closed_sets import AnswerBy

if TYPE_CHECKING:
    from directory.keys.ring import KeyRing
    from directory.messages.models import MessageConversation, MessageThread

PURPOSE = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How it is safe to answer; everything may be left empty."""

    answer_by: AnswerBy = AnswerBy.HERE
    contact: str = ""
    """A number or an address; only where a client wants to be called or written to."""
    no_voicemail: bool = True
    hours: str = ""
    call_me: str = ""
    """What the client wishes to be called, which need not be their name."""


Terms = tuple[tuple[str, str], ...]
"""What is needed, as pairs of what kind of thing and which, in the words of the vocabulary."""


def wishes_place(thread: MessageThread) -> str:
    """The place to which a thread's wishes are bound."""
    return f"wishes:{thread.reference}"


def terms_place(thread: MessageThread) -> str:
    """The place to which a thread's terms are bound."""
    return f"terms:{thread.reference}"


def words_place(conversation: MessageConversation) -> str:
    """The place to which the words of a conversation are bound."""
    return f"words:{conversation.reference}"


def answer_place(conversation: MessageConversation) -> str:
    """The place to which what a curator answered to a report is bound."""
    return f"report-answer:{conversation.reference}"


def sealed_wishes(keys: KeyRing, thread: MessageThread, wishes: Wishes) -> bytes:
    """The wishes encrypted."""
    text = json.dumps(asdict(wishes), ensure_ascii=False)
    return encrypt_field(keys, text, purpose=PURPOSE, place=wishes_place(thread))


def opened_wishes(keys: KeyRing, thread: MessageThread) -> Wishes:
    """The wishes again. Raises FieldNotReadableError."""
    read = json.loads(
        decrypt_field(keys, thread.wishes, purpose=PURPOSE, place=wishes_place(thread))
    )
    return Wishes(**{**read, "answer_by": AnswerBy(read["answer_by"])})


def sealed_terms(keys: KeyRing, thread: MessageThread, terms: Terms) -> bytes:
    """The terms encrypted."""
    text = json.dumps(terms, ensure_ascii=False)
    return encrypt_field(keys, text, purpose=PURPOSE, place=terms_place(thread))


def opened_terms(keys: KeyRing, thread: MessageThread) -> Terms:
    """The terms again, () for a question. Raises FieldNotReadableError."""
    if thread.terms is None:
        return ()
    text = decrypt_field(keys, thread.terms, purpose=PURPOSE, place=terms_place(thread))
    return tuple((kind, words) for kind, words in json.loads(text))


def sealed_words(keys: KeyRing, conversation: MessageConversation, words: str) -> bytes:
    """Words of a conversation encrypted."""
    return encrypt_field(keys, words, purpose=PURPOSE, place=words_place(conversation))


def opened_words(keys: KeyRing, conversation: MessageConversation, data: bytes) -> str:
    """The words again. Raises FieldNotReadableError."""
    return decrypt_field(keys, data, purpose=PURPOSE, place=words_place(conversation))


def sealed_answer(keys: KeyRing, conversation: MessageConversation, words: str) -> bytes:
    """What a curator answered to a report, encrypted."""
    return encrypt_field(keys, words, purpose=PURPOSE, place=answer_place(conversation))


def opened_answer(keys: KeyRing, conversation: MessageConversation) -> str:
    """What a curator answered to the report; empty where nobody did, or it cannot be read."""
    if conversation.report_answer is None:
        return ""
    data, place = conversation.report_answer, answer_place(conversation)
    try:
        return decrypt_field(keys, data, purpose=PURPOSE, place=place)
    except FieldNotReadableError:
        return ""
