"""Roles that few people have: at a named workplace, or close to somebody whom a town knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.identity_check.findings import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAMED = r"(?-i:[A-Z][\w'’&-]*(?:\s(?:of\s|and\s|&\s)?[A-Z][\w'’&-]*){0,3})"
_WORKPLACE = re.compile(
    rf"\b(?:works?|worked|working|employed|job|shifts?)\s+(?:at|for)\s+(?:the\s+|a\s+)?"
    rf"(?P<name>{_NAMED})",
    re.IGNORECASE,
)
_KNOWN_ROLE = (
    r"(?:mayor|sheriff|judge|pastor|priest|rabbi|imam|bishop|principal|superintendent|senator"
    r"|congress(?:man|woman)|governor|police chief|fire chief|chief of police|head coach|coach"
    r"|news ?anchor|weatherman|councilman|councilwoman|district attorney|ambassador)"
)
_RELATIVE = (
    r"(?:ex-)?(?:wife|husband|spouse|partner|son|daughter|child|kid|mother|father|sister|brother"
    r"|niece|nephew|widow|widower|girlfriend|boyfriend|secretary|assistant)"
)
_KNOWN = re.compile(
    rf"\b(?:the|our|my town's|a local|the local)\s+(?:(?:town|city|county|local)\s+)?"
    rf"(?:{_KNOWN_ROLE}['’]s\s+{_RELATIVE}|{_RELATIVE}\s+of\s+(?:the|our)\s+{_KNOWN_ROLE})\b",
    re.IGNORECASE,
)
# What stands with a capital after “works at” or “for” and is no workplace.
_NO_WORKPLACE = frozenset(
    ["i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
     "christmas", "easter", "medicaid", "medicare", "english", "spanish"]
)  # fmt: skip


def role_findings(text: str, allowed: Collection[str] = ()) -> Iterator[Finding]:
    """Named workplaces and those close to somebody known; `allowed` are words of small letters."""
    for match in _WORKPLACE.finditer(text):
        first = match["name"].split()[0].casefold()
        if first not in _NO_WORKPLACE and first not in allowed:
            yield Finding(FindingKind.WORKPLACE, *match.span("name"), match["name"])
    for match in _KNOWN.finditer(text):
        yield Finding(FindingKind.ROLE, *match.span(), match.group())
