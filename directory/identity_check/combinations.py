"""Facts that are harmless alone and point to one person together: age, town, rare event, role."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from directory.identity_check.findings import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from directory.identity_check.words import IdentityWords

_NUMBER_WORDS = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
_AGE = re.compile(
    rf"\b(?:\d{{1,2}}|{_NUMBER_WORDS})[\s-]*(?:years?[\s-]*olds?|y/?o\b|yr[\s-]*old)"
    rf"|\b(?:aged?|age of|turned|turning|turns|is|just turned)\s+"
    rf"(?:[1-8]\d|{_NUMBER_WORDS})\b(?!\s*(?:minutes?|weeks?|visits?|sessions?|days?|hours?|months?"
    rf"|miles?|dollars|percent|%|out|degrees))"
    r"|(?<=,\s)(?:f|m)?[1-8]\d(?:f|m)?(?=\s*,)",
    re.IGNORECASE,
)
_PLACE_WORDS = re.compile(
    r"\b(?:in|from|near|of|at|around|outside|lives in|living in|moved to|raised in)\s+(?:the\s+)?"
    r"(?:(?:small |little )?(?:town|village|city|suburb|island)\s+(?:of|called)\s+)?"
    r"(?P<place>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){0,2})"
)
_PLACE_KIND = re.compile(
    r"\b(?:small|tiny|little|mountain|fishing|mining|ski|farm(?:ing)?)\s+"
    r"(?:town|village|community|island|congregation|parish)\b"
    r"|\b(?:town|village|community|island|school|congregation|reservation)\s+of\s+"
    r"(?:(?:about|some|only|just|under|fewer than|less than|maybe)\s+)?"
    r"(?:\d{2,3}\b|[1-9](?:,\d{3}|\d{3})\b"
    r"|(?:a |one |two |three |four |five |six |seven |eight |nine )"
    r"(?:few )?(?:hundred|thousand))(?!\s*(?:years|miles))",
    re.IGNORECASE,
)
# A town said first, or between commas, as people write of themselves: “lakewood, 19, trans”.
_LISTED = re.compile(
    r"(?:^|[,;\n])[ \t]*(?P<place>[^\W\d_][\w'’-]+(?:[ ][^\W\d_][\w'’-]+)?)(?=\s*[,;])"
)
_EMPLOYER = re.compile(
    r"\b(?i:works?|worked|working|employed|teaches|taught|studies|studying|student|enrolled"
    r"|nurse|teacher|engineer|manager|professor|officer|volunteers?|plays|played)"
    r"\s+(?:at|for|with)\s+(?:the\s+|a\s+local\s+)?[A-Z][\w'’-]+",
)
_FAMILY = re.compile(
    r"\b(?:mother|father|mom|dad|parent)\s+of\s+"
    r"(?:four|five|six|seven|eight|nine|ten|twins|triplets|\d{1,2})\b"
    r"|\b(?:twin (?:brother|sister)|adopted from|(?:three|four|five) (?:brothers|sisters))\b",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:originally from|fled(?: from)?|immigrated from|emigrated from|refugee from|born in"
    r"|grew up in|adopted from)\s+(?:the\s+)?[A-Z][\w'’-]+",
)
_AT_LEAST = 2


def combination_findings(
    text: str, words: IdentityWords, is_town: Callable[[str], bool] | None = None
) -> Iterator[Finding]:
    """The facts of a text that point to one person together; nothing where fewer than two kinds.

    `is_town` tells whether a word with a capital is a town; without it every place after “in” or
    “from” counts.
    """
    kinds = [
        list(_spans(_AGE, text)),
        [*_towns(text, is_town), *_spans(_PLACE_KIND, text)],
        list(_phrases(words.rare_events, text)),
        [*_phrases(words.rare_roles, text), *_spans(_EMPLOYER, text)],
        list(_spans(_FAMILY, text)),
        list(_spans(_ORIGIN, text)),
    ]
    present = [found for found in kinds if found]
    if len(present) < _AT_LEAST:
        return
    for start, end in sorted({span for found in present for span in found}):
        yield Finding(FindingKind.COMBINATION, start, end, text[start:end])


def _spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(text))


def _phrases(phrases: tuple[str, ...], text: str) -> Iterator[tuple[int, int]]:
    return _spans(_any_of(phrases), text) if phrases else iter(())


@cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    # The longer first, so that “the shooting” is not cut to a shorter one within it.
    listed = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def _towns(text: str, is_town: Callable[[str], bool] | None) -> Iterator[tuple[int, int]]:
    for match in _PLACE_WORDS.finditer(text):
        place = match["place"].rstrip(".'’-")
        if is_town is None or is_town(place):
            yield match.start("place"), match.start("place") + len(place)
    if is_town is not None:
        yield from (m.span("place") for m in _LISTED.finditer(text) if is_town(m["place"]))
