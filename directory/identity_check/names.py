"""Names of people in a text: after a title, after words that introduce one, or well-known ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.identity_check.findings import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CAPITALIZED = r"(?-i:[A-ZÀ-ÖØ-ÞŁŚŻĐ][a-zß-öø-ÿłńśźżđăąćęěőűğışčřůž'’-]+)"
_INTRODUCED = re.compile(
    rf"\b(?:mr|mrs|ms|miss|mx)\.?\s+{_CAPITALIZED}(?:\s+{_CAPITALIZED})?"
    rf"|\b(?:named|called|name is|name’s|name's|goes by|initials(?: are)?|known as|nickname)\s+"
    rf"(?P<named>{_CAPITALIZED}(?:\s+{_CAPITALIZED})?|(?-i:[A-Z]\.?\s?[A-Z]\.?(?:\s?[A-Z]\.?)?))(?!\w)"
    rf"|\b(?:my|our|the|a|this)?\s?(?:client|patient|wife|husband|partner|son|daughter|mother"
    rf"|father|sister|brother|friend|boss|girlfriend|boyfriend),?\s+"
    rf"(?P<beside>{_CAPITALIZED}(?:\s+{_CAPITALIZED})?)"
    rf"|\b(?P<initials>(?-i:[A-Z]\.\s?[A-Z]\.(?:\s?[A-Z]\.)?))(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_FULL = re.compile(rf"\b{_CAPITALIZED}\s+(?-i:[A-Z]\.\s+)?{_CAPITALIZED}")
# What stands with a capital beside “client” without being a name.
_NOT_NAMES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "english",
        "spanish",
        "french",
        "german",
        "arabic",
        "korean",
        "mandarin",
        "medicaid",
        "medicare",
        "swedish",
        "reiki",
        "pilates",
        "feldenkrais",
        "rolfing",
        "thai",
        "shiatsu",
        "bobath",
        "i",
        "if",
        "and",
        "or",
        "but",
        "the",
        "we",
        "please",
        "no",
        "not",
        "she",
        "he",
        "they",
        "it",
        "is",
        "has",
        "wants",
        "would",
    ]
)
_SHORTEST_NAME = 2


def name_findings(
    text: str, first_names: Collection[str], allowed: Collection[str] = ()
) -> Iterator[Finding]:
    """Names in the text; `allowed` are words (small letters) of people who may be named."""
    seen: list[tuple[int, int]] = []
    for start, end in (*_introduced(text), *_known(text, first_names)):
        words = text[start:end]
        parts = {part.casefold() for part in _WORD.findall(words)}
        is_allowed = parts <= set(allowed) | _NOT_NAMES | {"mr", "mrs", "ms", "miss", "mx"}
        if is_allowed or any(start < e and s < end for s, e in seen):
            continue
        seen.append((start, end))
        yield Finding(FindingKind.NAME, start, end, words)


def named_words(text: str, first_names: Collection[str]) -> frozenset[str]:
    """The single words, in small letters, of every name in a text."""
    return frozenset(
        word.casefold()
        for found in name_findings(text, first_names)
        for word in _WORD.findall(found.words)
        if len(word) > _SHORTEST_NAME and word.casefold() not in _NOT_NAMES
    )


def repeated_findings(text: str, names: Collection[str]) -> Iterator[Finding]:
    """Where words named elsewhere on the same form stand again, in any case."""
    for match in _WORD.finditer(text):
        if match.group().casefold().removesuffix("'s").removesuffix("’s") in names:
            yield Finding(FindingKind.NAME, match.start(), match.end(), match.group())


def _introduced(text: str) -> Iterator[tuple[int, int]]:
    for match in _INTRODUCED.finditer(text):
        group = match.lastgroup
        start, end = match.span(group) if group else match.span()
        first = _WORD.match(text, start)
        if first is None or first.group().casefold() not in _NOT_NAMES:
            yield start, end


def _known(text: str, first_names: Collection[str]) -> Iterator[tuple[int, int]]:
    for match in _WORD.finditer(text):
        word = match.group().removesuffix("'s").removesuffix("’s")
        if word[0].isupper() and word.casefold() in first_names:
            full = _FULL.match(text, match.start())
            yield match.start(), full.end() if full else match.end()
