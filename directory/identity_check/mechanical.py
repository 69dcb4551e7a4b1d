"""Identifiers with a shape of their own: phones, addresses, dates, numbers.

The kinds are those of 45 CFR 164.514(b)(2).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.identity_check.findings import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?-i:May|MAY))\.?"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_NTH = rf"{_DAY}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_DIGIT_WORD = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)"
_STREET = (
    r"(?:street|st|avenue|ave|av|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl"
    r"|terrace|ter|circle|cir|highway|hwy|parkway|pkwy|square|sq|trail|trl|crescent|cres|close)"
)
_RECORD = (
    r"(?:mrn|medical record|record|chart|file|policy|member|subscriber|group|claim|case|account"
    r"|acct|passport|licen[cs]e|driver'?s licen[cs]e|plate|medicaid|medicare|insurance|serial"
    r"|badge|npi|docket|student|employee|booking|room)"
)

# In this order: what a longer pattern has taken is not looked at by those after it.
_PATTERNS: tuple[tuple[FindingKind, str], ...] = (
    (FindingKind.EMAIL, r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    (
        FindingKind.EMAIL,
        (
            r"(?:\b[\w+-]+\s+dot\s+)*\b[\w.+-]+\s*[(\[]?\s*\bat\b\s*[)\]]?\s*[\w-]+"
            r"(?:\s*[(\[]?\s*\bdot\b\s*[)\]]?\s*\w{2,})+"
        ),
    ),
    (FindingKind.LINK, r"\b(?:https?://|www\.)\S+"),
    (
        FindingKind.LINK,
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|io|me|ca|us|uk|health|info|page)\b(?:/\S*)?",
    ),
    (FindingKind.LINK, r"(?<![\w@])@[A-Za-z_][\w.]{2,}"),
    (
        FindingKind.LINK,
        (
            r"\b(?:instagram|facebook|tiktok|linkedin|snapchat|twitter|whatsapp|signal|telegram)"
            r"\s*(?:handle|name|user|account)?\s*(?:is|:|under|as)\s*\S+"
        ),
    ),
    (FindingKind.LINK, r"\b\d{1,3}(?:\.\d{1,3}){3}\b"),
    (FindingKind.LINK, r"\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b"),
    (FindingKind.NUMBER, r"\b\d{3}[- ]\d{2}[- ]\d{4}\b"),
    (FindingKind.DATE, rf"\b{_YEAR}[-/.](?:1[0-2]|0?[1-9])[-/.]{_DAY}\b"),
    (FindingKind.DATE, r"\b[0-3]?\d\s?[/.-]\s?[0-3]?\d\s?[/.-]\s?(?:(?:19|20)\d\d|\d\d)\b"),
    (FindingKind.PHONE, r"(?<![\w.])\+\d[\d\s().-]{7,17}\d\b"),
    (FindingKind.PHONE, r"(?<![\w.])(?:1[\s.-])?\(?\d{3}\)?[\s./-]{0,3}\d{3}[\s.-]\d{4}\b"),
    (FindingKind.PHONE, r"(?<![\d.-])\d{3}[-.]\d{4}\b(?![-.]\d)"),
    (FindingKind.PHONE, r"(?<!\d)\d{3,5} \d{3} \d{3,4}\b"),
    (FindingKind.PHONE, rf"\b{_DIGIT_WORD}(?:[\s-]+{_DIGIT_WORD}){{5,}}\b"),
    (FindingKind.PHONE, r"\b(?:ext(?:ension)?\.?|x)\s?\d{3,5}\b"),
    (FindingKind.DATE, rf"\b{_MONTH}\s+{_NTH}(?!\d)(?:,?\s+{_YEAR})?\b"),
    (FindingKind.DATE, rf"\b(?:the\s+)?{_NTH}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?(?!\w)"),
    (FindingKind.DATE, rf"\b{_MONTH}\s+(?:of\s+)?{_YEAR}\b"),
    (
        FindingKind.DATE,
        (
            r"\b(?:on|since|until|born|dob|birthday|admitted|discharged|from)\s*:?\s*(?:on\s)?"
            rf"(?:1[0-2]|0?[1-9])/{_DAY}\b"
        ),
    ),
    (FindingKind.DATE, rf"\b(?:born|birth ?year|year of birth|dob)\b\D{{0,12}}{_YEAR}\b"),
    (FindingKind.DATE, rf"\bon the {_DAY}(?:st|nd|rd|th)\b"),
    (FindingKind.AGE, r"\b(?:9\d|1[01]\d)[\s-]*(?:years?[\s-]*old|y/?o\b|yrs?\b)"),
    (FindingKind.AGE, r"\b(?:aged?|turn(?:s|ed|ing))\s+(?:9\d|1[01]\d)\b"),
    (FindingKind.ADDRESS, r"\bp\.?\s?o\.?\s?box\s+\d+"),
    (
        FindingKind.ADDRESS,
        (
            rf"\b\d{{1,5}}[a-z]?\s+(?:[nsew]\.?\s+|north\s+|south\s+|east\s+|west\s+)?"
            rf"(?:[\w'-]+\s+){{1,3}}?{_STREET}\b\.?"
        ),
    ),
    (
        FindingKind.ADDRESS,
        (
            r"\b(?-i:(?:[A-Z][\w'-]+\s+){1,2}(?:Street|Avenue|Road|Lane|Drive|Court|Boulevard"
            r"|Terrace|Circle|Parkway|Crescent|Ave|Blvd))\b"
        ),
    ),
    (FindingKind.ADDRESS, r"\b(?:apt|apartment|unit|suite|flat|lot)\.?\s*#?\s?\d+[a-z]?\b"),
    (FindingKind.ADDRESS, r"\b(?:corner of|lives at|resides at|address is|home at)\s+\S+"),
    (FindingKind.POSTAL_CODE, r"\b(?-i:[ABCEGHJ-NPRSTVXY]\d[A-Z])\s?(?-i:\d[A-Z]\d)\b"),
    (
        FindingKind.NUMBER,
        (
            rf"\b{_RECORD}s?\s*(?:no|nr|number|id|#|code|plate)?\.?\s*(?:is|was|:|#|no\.?)?\s*"
            r"(?=[\w-]*\d[\w-]*\d)[A-Za-z]{0,4}[-\s]?\d[\w-]{2,}"
        ),
    ),
    (FindingKind.NUMBER, r"#\s?[A-Za-z]{0,3}-?\d{4,}"),
    (FindingKind.NUMBER, r"\b(?=[A-Z0-9]*\d[A-Z0-9]*\d)(?-i:[A-Z]{1,4})-?\d{5,}\w*\b"),
    (FindingKind.NUMBER, r"(?<![$€£\d.,])\b\d{6,}\b"),
    (FindingKind.NUMBER, r"\b\d{3,4}(?:[ -]\d{3,4}){2,}\b"),
    (FindingKind.NUMBER, r"\b(?-i:[A-HJ-NPR-Z0-9]{17})\b"),
    (
        FindingKind.POSTAL_CODE,
        r"(?<![$€£\d.,-])\b\d{5}(?:-\d{4})?\b(?!\s*(?:steps|dollars|hours|mg|units|people|words|m\b|feet))",
    ),
)
_COMPILED = tuple((kind, re.compile(text, re.IGNORECASE)) for kind, text in _PATTERNS)
_HARMLESS = re.compile(r"(?:9-?8-?8|9-?1-?1|2-?1-?1|24/7|50/50)", re.IGNORECASE)


def mechanical_findings(text: str) -> Iterator[Finding]:
    """Everything with the shape of an identifier; no two findings overlap."""
    taken: list[tuple[int, int]] = []
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if _HARMLESS.fullmatch(match.group()) or _overlaps(taken, start, end):
                continue
            taken.append((start, end))
            yield Finding(kind, start, end, match.group())


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < before and after < end for after, before in taken)
