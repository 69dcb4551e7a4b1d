"""Numbers in a text: the fee somebody can pay, ages, weeks of pregnancy, time since surgery."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LEAST_FEE, MOST_FEE = 5, 1000
FIRST_TRIMESTER_WEEKS = 13
RECENT_SURGERY_DAYS = 42

_MONEY = r"\$? ?(\d{1,4})(?:\.\d\d)? ?(?:\$|dollars?|bucks|usd|cad|dolares|pesos)?"
_FEE = (
    re.compile(
        r"(?:under|below|less than|up to|max(?:imum)?(?: of)?|at most|no more than|not more than"
        r"|budget(?: is| of)?|can (?:only )?(?:pay|afford)|could pay|only have|cheaper than|within"
        r"|around|about|menos de|hasta|maximo(?: de)?|no mas de|puedo pagar|tengo) "
        + _MONEY
        + r"(?P<unit> ?(?:an?|per|each|/|la|por|cada) ?(?:session|hour|hr|visit|hora|sesion|visita|"
        r"appointment|massage|week))?"
    ),
    re.compile(r"\$ ?(\d{1,4})(?P<unit> ?(?:or less|max|tops|or under|o menos|maximo|budget))"),
    re.compile(r"\b(\d{1,4}) ?(?P<unit>\$|dollars or less|bucks or less|bucks max|dollars max)"),
    re.compile(
        r"\$ ?(\d{1,4})(?P<unit> ?(?:an?|per|/|la|por) ?(?:session|hour|hr|visit|hora|sesion))"
    ),
)
_HAS_CURRENCY = re.compile(r"[$]|dollars?|bucks|usd|cad|dolares|pesos")

_AGE = re.compile(
    r"\b(\d{1,3})(?:[ -]|\b)?(?:(years?|yrs?|months?|mos?|weeks?|wks?)[ -]?olds?"
    r"|yr? ?/ ?o\b|y\.?o\.?\b|(?:yo|yrs?)\b|(years?) of age|[fm]\b)"
)
_AGED = re.compile(
    r"\b(?:age|aged|edad|turning|i'?m|i am|just turned) (\d{1,2})\b(?! ?(?:weeks|months|days|min))"
)
_AGE_ES = re.compile(r"\b(\d{1,3}) (anos|meses)\b(?! (?:de|que|con|sin|sobrio|casad))")
_RELATIVE_AGE = re.compile(
    r"\b(?:son|daughter|kid|child|boy|girl|niece|nephew|grandson|granddaughter|hijo|hija|nino|nina)"
    r"s?,? (?:is |who is |tiene )?(\d{1,2})\b(?! ?(?:weeks|months|days))"
)
_BARE_AGE = re.compile(
    r"^ ?(\d{2})(?= ?,| and i\b| y )|, ?(\d{2})(?= ?[,.;]| and (?:retired|i)\b| ?$)"
)
"""Two digits that are a clause of their own ("bad knee, 71, medicare")."""
_GRADE = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th) grade)")

_WEEKS_PREGNANT = re.compile(
    r"\b(\d{1,2}) ?(weeks?|wks?|months?|semanas?|meses)(?: de)?"
    r" (?:pregnant|along|embarazada|embarazo)"
)
_PREGNANT_WEEKS = re.compile(
    r"\b(?:pregnant|embarazada|embarazo)(?: de|,)? (\d{1,2}) ?(weeks?|wks?|months?|semanas?|meses)"
)
_SURGERY = re.compile(
    r"(?:surgery|operation|operated|c[- ]?section|replacement|reconstruction|cirugia|operad[oa])"
    r"(?: [a-z]+){0,2} (\d{1,2}|an?|one|two|three|four|five|six) (days?|weeks?|wks?|dias?|semanas?)"
    r"(?: ago| back)?"
    r"|\b(\d{1,2}|one|two|three|four|five|six) (days?|weeks?|wks?)"
    r" (?:after|out from|post|since|from)"
    r"(?: [a-z]+){0,3} (?:surgery|operation|op\b|replacement|reconstruction|c[- ]?section)"
)
_PRESSURE = re.compile(
    r"(?:pressure|\bbp|presion)\D{0,20}(\d{3}) ?(?:/|over|sobre|con) ?(\d{2,3})\b"
)
HIGHEST_UPPER, HIGHEST_LOWER = 180, 110
"""From these on (mmHg, upper and lower) blood pressure is far too high for hands-on work."""
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with the characters that state it."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fee:
    """The most that somebody can pay for a session, with the characters that state it."""

    amount: int
    start: int
    end: int


def fee_of(folded: str) -> Fee | None:
    """The first amount that reads as a limit per session, if any."""
    for pattern in _FEE:
        for found in pattern.finditer(folded):
            amount = int(found[1])
            says_money = bool(_HAS_CURRENCY.search(found[0])) or found["unit"] is not None
            if LEAST_FEE <= amount <= MOST_FEE and says_money:
                return Fee(amount, found.start(), found.end())
    return None


def ages_of(folded: str) -> Iterator[Found]:
    """Populations by the ages that are stated: infants, children, teens, older-adults, adults."""
    for pattern in (_AGE, _AGE_ES):
        for found in pattern.finditer(folded):
            yield Found(_population(int(found[1]), found[0]), found.start(), found.end())
    for pattern in (_AGED, _RELATIVE_AGE):
        for found in pattern.finditer(folded):
            yield Found(_population(int(found[1]), ""), found.start(), found.end())
    for found in _BARE_AGE.finditer(folded):
        population = _population(int(found[1] or found[2]), "")
        if population != "infants":
            yield Found(population, found.start(), found.end())
    for found in _GRADE.finditer(folded):
        yield Found(_population(int(found[1]) + 5, ""), found.start(), found.end())


def _population(number: int, words: str) -> str:
    is_in_years = not re.search(r"\bm(?:on|o|es)|w(?:ee)?k", words.replace(str(number), "", 1))
    years = number if is_in_years else number // 12
    for limit, population in ((3, "infants"), (13, "children"), (18, "teens"), (65, "adults")):
        if years < limit:
            return population
    return "older-adults"


def pressure_flags(folded: str) -> Iterator[Found]:
    """Blood pressure that is stated and too high ("190 over 110")."""
    for found in _PRESSURE.finditer(folded):
        if int(found[1]) >= HIGHEST_UPPER or int(found[2]) >= HIGHEST_LOWER:
            yield Found("uncontrolled-bp", found.start(), found.end())


def time_flags(folded: str) -> Iterator[Found]:
    """Flags that follow from a stated time: early pregnancy, surgery in the last six weeks."""
    for found in (*_WEEKS_PREGNANT.finditer(folded), *_PREGNANT_WEEKS.finditer(folded)):
        weeks = int(found[1]) * (4 if found[2].startswith("m") else 1)
        if 0 < weeks <= FIRST_TRIMESTER_WEEKS:
            yield Found("pregnancy-first-trimester", found.start(), found.end())
    for found in _SURGERY.finditer(folded):
        number, unit = found[1] or found[3], found[2] or found[4]
        days = (_NUMBERS.get(number) or int(number)) * (1 if unit.startswith("d") else 7)
        if days <= RECENT_SURGERY_DAYS:
            yield Found("recent-surgery", found.start(), found.end())
