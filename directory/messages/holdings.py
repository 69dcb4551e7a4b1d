"""What messages hold about a member: what clients wrote to them, their answers and openings.

Nothing here names a client; a thread is found by the hash of a phrase, and erased on its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select, update

from directory import clock
from directory.holdings import Holding, plain_rows
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.messages.closed_sets import Side
from directory.messages.models import (
    MessageConversation,
    MessageEntry,
    MessageOpening,
    MessagePreference,
    MessageThread,
)
from directory.messages.sealed import (
    PURPOSE,
    answer_place,
    opened_words,
    terms_place,
    wishes_place,
    words_place,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """The member's own answers in clear; of what clients wrote only that and when."""
    mine = MessageConversation.listing_id.in_(person.listing_ids)
    conversations = select(
        MessageConversation.reference, MessageConversation.status, MessageConversation.made_at
    ).where(mine)
    openings = select(MessageOpening.at).where(MessageOpening.account_id == person.account_id)
    preferences = select(MessagePreference.takes_messages, MessagePreference.takes_network).where(
        MessagePreference.listing_id.in_(person.listing_ids)
    )
    answers = (
        select(MessageEntry, MessageConversation)
        .join(MessageConversation, MessageConversation.id == MessageEntry.conversation_id)
        .where(mine, MessageEntry.side == Side.LISTING)
    )
    return {
        "messages-received": plain_rows(session, conversations),
        "answers-to-messages": [
            {"at": entry.at, "words": opened_words(keys, conversation, entry.words)}
            for entry, conversation in session.execute(answers)
        ],
        "messages-opened": plain_rows(session, openings),
        "message-preferences": plain_rows(session, preferences),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the conversations of the member, and threads that nobody else is in. Flushes."""
    del keys
    mine = MessageConversation.listing_id.in_(person.listing_ids)
    ids = select(MessageConversation.id).where(mine)
    for table in (MessageEntry, MessageOpening):
        session.execute(delete(table).where(table.conversation_id.in_(ids)))
    session.execute(delete(MessageConversation).where(mine))
    inhabited = select(MessageConversation.thread_id)
    session.execute(delete(MessageThread).where(MessageThread.id.not_in(inhabited)))
    session.execute(
        delete(MessagePreference).where(MessagePreference.listing_id.in_(person.listing_ids))
    )
    session.execute(
        update(MessageOpening)
        .where(MessageOpening.account_id == person.account_id)
        .values(account_id=None, session_reference="")
    )
    session.flush()


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Erase the threads whose day has come, with everything in them. Flushes; may be repeated."""
    del settings  # The day was told to the client when the thread was made.
    old = session.scalars(
        select(MessageThread).where(MessageThread.erase_on <= clock.today())
    ).all()
    erase_threads(session, [thread.id for thread in old])
    return {"message_threads": len(old)}


def erase_threads(session: Session, ids: list[int]) -> None:
    """Erase whole threads; flushes."""
    conversations = select(MessageConversation.id).where(MessageConversation.thread_id.in_(ids))
    for table in (MessageEntry, MessageOpening):
        session.execute(delete(table).where(table.conversation_id.in_(conversations)))
    session.execute(delete(MessageConversation).where(MessageConversation.thread_id.in_(ids)))
    session.execute(delete(MessageThread).where(MessageThread.id.in_(ids)))
    session.flush()


def renew(session: Session, keys: KeyRing) -> int:
    """Encrypt every field anew with the present key; how many. Flushes."""
    renewed = 0
    for thread in session.scalars(select(MessageThread)):
        renewed += _renewed(keys, thread, "wishes", wishes_place(thread))
        renewed += _renewed(keys, thread, "terms", terms_place(thread))
    statement = select(MessageEntry, MessageConversation).join(
        MessageConversation, MessageConversation.id == MessageEntry.conversation_id
    )
    for entry, conversation in session.execute(statement):
        renewed += _renewed(keys, entry, "words", words_place(conversation))
    answered = select(MessageConversation).where(MessageConversation.report_answer.is_not(None))
    for conversation in session.scalars(answered):
        renewed += _renewed(keys, conversation, "report_answer", answer_place(conversation))
    session.flush()
    return renewed


def _renewed(keys: KeyRing, row: Any, column: str, place: str) -> int:  # noqa: ANN401 - rows of two tables
    data = getattr(row, column)
    if data is None:
        return 0
    try:
        text = decrypt_field(keys, data, purpose=PURPOSE, place=place)
    except FieldNotReadableError:
        return 0  # The secret is lost: it stays as it is.
    setattr(row, column, encrypt_field(keys, text, purpose=PURPOSE, place=place))
    return 1


HOLDING = Holding(
    name="messages",
    tables=(
        "message_threads",
        "message_conversations",
        "message_entries",
        "message_openings",
        "message_preferences",
    ),
    export=export,
    erase=erase,
    told=_(
        "Messages of clients to you go, with your answers. Answer first what is open, so that"
        " nobody waits for you."
    ),
    purge=purge,
    renew=renew,
)
