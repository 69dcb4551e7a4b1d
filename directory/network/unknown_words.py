"""Words that somebody chose to tell the network about: the word, the day, how often; no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import clock
from directory.network.models import UnknownWord

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

LONGEST = 60
MOST_WORDS = 6
KEPT_AT_ONCE = 2000
"""So many different words wait at most: further ones are dropped until somebody looked."""


class WordRefusedError(ValueError):
    """What was sent is no word that could help: too long, or it may say who somebody is."""


@dataclass(frozen=True, slots=True)
class ToldWord:
    """A word that waits for a curator."""

    word: str
    times: int
    first_on: date


def as_told(typed: str) -> str:
    """The word just as it would be kept.

    Raises WordRefusedError for a sentence, and for what holds digits or an @: a number or an
    address could tell who somebody is.
    """
    word = " ".join(typed.split()).casefold()
    if not word or len(word) > LONGEST or len(word.split()) > MOST_WORDS:
        raise WordRefusedError("length")
    if "@" in word or any(sign.isdigit() for sign in word):
        raise WordRefusedError("signs")
    return word


def tell(session: Session, typed: str) -> str:
    """Keep a word with the day alone, and give what was kept; flushes. Raises WordRefusedError."""
    word = as_told(typed)
    today = clock.today()
    row = session.get(UnknownWord, word, with_for_update=True)
    if row is not None:
        row.times, row.last_on = row.times + 1, today
    elif len(waiting(session)) < KEPT_AT_ONCE:
        session.add(UnknownWord(word=word, times=1, first_on=today, last_on=today))
    session.flush()
    return word


def waiting(session: Session) -> tuple[ToldWord, ...]:
    """What waits, in the order of the alphabet: no order of sending is kept."""
    rows = session.scalars(select(UnknownWord).order_by(UnknownWord.word))
    return tuple(ToldWord(row.word, row.times, row.first_on) for row in rows)


def close(session: Session, word: str) -> bool:
    """Take a word from the list; whether it was there. Flushes."""
    gone = session.execute(
        delete(UnknownWord).where(UnknownWord.word == word).returning(UnknownWord.word)
    ).first()
    return gone is not None
