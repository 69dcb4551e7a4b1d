"""What somebody typed as tokens: folded, with the place in the original and the pauses between."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum


class Pause(IntEnum):
    """How strongly a token is set off from the one before it."""

    NONE = 0
    COMMA = 1
    STOP = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word (small letters, no accents, no apostrophes) and where it stands."""

    word: str
    start: int
    end: int
    pause: Pause
    is_upper: bool


@dataclass(frozen=True, slots=True)
class Text:
    """The typed text and its tokens; `padded` is all words with blanks around, for phrases."""

    raw: str
    folded: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    padded: str

    def has(self, phrase: str) -> bool:
        """Whether a folded word or phrase stands in the text."""
        return f" {phrase} " in self.padded


# Letters with dots inside ("p.t.s.d.", "l.ac.") and letters joined by & ("l&i") are one word, as
# are letters spelled out one by one ("s u i c i d e") and those with a sign inside ("r@pe").
_SPELLED_OUT = (
    r"[a-z](?: [a-z]){3,}(?![\w'’])|(?:[b-df-hj-np-tv-xz] ){2}[b-df-hj-np-tv-xz](?![\w'’])"
)
_TOKEN = re.compile(
    _SPELLED_OUT
    + r"|[a-z](?:\.[a-z]{1,2})+(?![a-z])|[a-z]+(?:&[a-z]+)+|[a-z]+[*@$]+[a-z]+(?![a-z]*[.@])"
    + r"|[a-z0-9]+(?:['’`][a-z]+)*(?:\+(?!\w))?"
)
_PHRASE_TOKEN = re.compile(r"\{[a-z]+\}|" + _TOKEN.pattern)
_STOP = re.compile(r"[!?;:\n]|\.(?:\s|$)|…| [-–—] |—")
_COMMA = re.compile(r"[,/|()\[\]]|\.")
_SHORTENED_NAME = frozenset({"st", "ste", "mt", "ft", "dr", "mr", "mrs", "ms", "ave", "vs", "w"})
_LEFT_OUT = re.compile(r"['’` ]")


def fold(text: str) -> str:
    """Small letters without accents, character for character (so that positions stay)."""
    if text.isascii():
        return text.lower()
    return "".join(_folded_sign(sign) for sign in text)


def _folded_sign(sign: str) -> str:
    if sign.isascii():
        return sign.lower()
    plain = unicodedata.normalize("NFKD", sign)[0].lower()
    return plain if len(plain) == 1 else sign


def words_of(phrase: str) -> tuple[str, ...]:
    """The folded words of a synonym or label; `{partner}` stays as the name of a slot."""
    return tuple(_plain(found[0]) for found in _PHRASE_TOKEN.finditer(fold(phrase)))


def _plain(word: str) -> str:
    return word if word.isalnum() else _LEFT_OUT.sub("", word)


def read(text: str) -> Text:
    """Split a typed text into tokens."""
    folded = fold(text)
    tokens: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(folded):
        start, end = found.span()
        between = folded[last:start] if tokens else ""
        pause = _pause(between, tokens[-1].word if tokens else "")
        written = text[start:end]
        tokens.append(Token(_plain(found[0]), start, end, pause, _shouted(written)))
        last = end
    words = tuple(token.word for token in tokens)
    return Text(text, folded, tuple(tokens), words, f" {' '.join(words)} ")


def _shouted(written: str) -> bool:
    return len(written) > 1 and written.isupper()


def _pause(between: str, previous: str) -> Pause:
    if between in {"", " ", "-"}:
        return Pause.NONE
    if previous in _SHORTENED_NAME and between.strip() == ".":
        return Pause.NONE
    if _STOP.search(between):
        return Pause.STOP
    return Pause.COMMA if _COMMA.search(between) else Pause.NONE
