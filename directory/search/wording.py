"""Facts in words, as a card, a page and the command say them: each with its age and its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from babel.dates import format_date

from directory.search.region_names import region_name

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from directory.profiles.listing import PublicAvailability, PublicCredential

KM_PER_MILE = 1.609344
AGEING_DAYS = 30
STALE_DAYS = 90
COSTS_STALE_DAYS = 180
WHOLE_STALE_DAYS = 365
"""From when a fact reads “not confirmed since”: openings, then costs, then all the rest."""
NEAR = 1.0
DAYS_KEPT = 4096
"""So many days are kept in words: a page of results says twenty."""
STATE = "state "


class Gettext(Protocol):
    """Translates a message and fills in its values, as `flask_babel.gettext` does."""

    def __call__(self, string: str, /, **values: object) -> str:
        """The message in the language of the page."""
        ...


class Ngettext(Protocol):
    """Chooses between one and many, translates and fills in, as `flask_babel.ngettext` does."""

    def __call__(self, singular: str, plural: str, num: int, /, **values: object) -> str:
        """The message for this number; `%(num)d` stands for it."""
        ...


@dataclass(frozen=True, slots=True)
class Translator:
    """The two translating functions of one language, and its locale for dates."""

    gettext: Gettext
    ngettext: Ngettext
    locale: str = "en"


def _untranslated(string: str, /, **values: object) -> str:
    return string % values if values else string


def _untranslated_number(singular: str, plural: str, num: int, /, **values: object) -> str:
    return (singular if num == 1 else plural) % {"num": num, **values}


ENGLISH = Translator(_untranslated, _untranslated_number)


class Tone(StrEnum):
    """What the mark before a fact says, besides its words."""

    OK = "ok"
    WAITING = "waiting"
    CLOSED = "closed"
    TRUST = "trust"
    UNKNOWN = "unknown"
    WARNING = "warning"


class Freshness(StrEnum):
    """How old a confirmation is: ageing from 30 days, old from 90."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: its mark, the bold words, the rest, and how old it is."""

    kind: Tone
    strong: str
    rest: str = ""
    age: str = ""
    freshness: Freshness = Freshness.FRESH

    @property
    def sentence(self) -> str:
        """The line as plain text."""
        words = f"{self.strong} {self.rest}" if self.rest else self.strong
        return f"{words}, {self.age}" if self.age else words


def sentence_of(words: str) -> str:
    """Words of a list with the full stop of a sentence."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def distance_words(say: Translator, km: float, *, unit: str) -> str:
    """About how far, in miles or kilometres; never nearer than "less than one"."""
    distance = km / KM_PER_MILE if unit == "mi" else km
    if unit == "mi":
        if distance < NEAR:
            return say.gettext("less than a mile")
        return say.ngettext("about %(num)d mile", "about %(num)d miles", round(distance))
    if distance < NEAR:
        return say.gettext("less than a kilometre")
    return say.ngettext("about %(num)d kilometre", "about %(num)d kilometres", round(distance))


def distance_said(say: Translator, km: float, unit: str) -> str:
    """A distance that somebody chose, in whole miles or kilometres."""
    if unit == "mi":
        return say.ngettext("%(num)d mile", "%(num)d miles", round(km / KM_PER_MILE))
    return say.ngettext("%(num)d kilometre", "%(num)d kilometres", round(km))


def date_words(say: Translator, day: date) -> str:
    """A day as people write it, such as 3 Nov 2026."""
    return _day_words(day, say.locale)


@lru_cache(DAYS_KEPT)
def _day_words(day: date, locale: str) -> str:
    return format_date(day, "d MMM y", locale=locale)


@lru_cache(DAYS_KEPT)
def _month_words(day: date, locale: str) -> str:
    return format_date(day, "LLLL y", locale=locale)


def age_words(say: Translator, day: date | None, *, today: date, old_from: int = STALE_DAYS) -> str:
    """How old a confirmation is, in words that grow plainer with age; `old_from` in days."""
    if day is None:
        return say.gettext("never confirmed")
    days = max(0, (today - day).days)
    if days >= old_from:
        month = _month_words(day, say.locale)
        return say.gettext("not confirmed since %(month)s", month=month)
    if days == 0:
        return say.gettext("confirmed today")
    return say.ngettext("confirmed %(num)d day ago", "confirmed %(num)d days ago", days)


def wait_words(say: Translator, days: int) -> str:
    """A wait, in days up to two weeks and in weeks beyond."""
    if days < 2 * 7:
        return say.ngettext("%(num)d day", "%(num)d days", days)
    return say.ngettext("%(num)d week", "%(num)d weeks", round(days / 7))


def freshness(day: date | None, *, today: date) -> Freshness:
    """How far a confirmation of that day may be relied on."""
    if day is None:
        return Freshness.UNKNOWN
    days = (today - day).days
    if days >= STALE_DAYS:
        return Freshness.OLD
    return Freshness.AGEING if days >= AGEING_DAYS else Freshness.FRESH


def availability_fact(say: Translator, availability: PublicAvailability, *, today: date) -> Fact:
    """Whether new clients are taken and how sure that is."""
    kinds = {"open": Tone.OK, "waitlist": Tone.WAITING, "closed": Tone.CLOSED}
    if availability.status not in kinds:
        return Fact(Tone.UNKNOWN, say.gettext("Openings: not stated"))
    if availability.said_full_on is not None:
        day = date_words(say, availability.said_full_on)
        rest = say.gettext("to a referral on %(day)s", day=day)
        return Fact(Tone.CLOSED, say.gettext("Answered “full”"), rest)
    if availability.is_reported:
        age = say.gettext("reported, being checked")
        words = _availability_words(say, availability)
        return Fact(kinds[availability.status], words, age=age, freshness=Freshness.OLD)
    return Fact(
        kinds[availability.status],
        _availability_words(say, availability),
        age=age_words(say, availability.confirmed_on, today=today),
        freshness=freshness(availability.confirmed_on, today=today),
    )


def reported_facts(say: Translator, reported: Collection[str]) -> tuple[Fact, ...]:
    """What was reported about a listing, nobody put right, and a curator looks into."""
    words = {
        "telephone-reported": say.gettext("The telephone number:"),
        "presence-reported": say.gettext("Whether they are still here:"),
    }
    being_checked = say.gettext("reported, being checked")
    return tuple(Fact(Tone.WARNING, words[one], being_checked) for one in words if one in reported)


def licence_fact(say: Translator, credential: PublicCredential | None, *, today: date) -> Fact:
    """What is recorded of a licence, and whether and when somebody checked it."""
    if credential is None:
        return Fact(Tone.UNKNOWN, say.gettext("Licence: not stated"))
    if credential.expires_on is not None and credential.expires_on < today:
        day = date_words(say, credential.expires_on)
        return Fact(
            Tone.WARNING, say.gettext("Licence ran out"), say.gettext("on %(day)s", day=day)
        )
    if credential.checked_on is None:
        rest = say.gettext("but not checked by the network")
        return Fact(Tone.UNKNOWN, say.gettext("Licence stated,"), rest)
    day = date_words(say, credential.checked_on)
    where = _checked_where(credential)
    rest = say.gettext("%(day)s, with %(where)s", day=day, where=where) if where else day
    return Fact(Tone.TRUST, say.gettext("Licence checked"), rest)


def _checked_where(credential: PublicCredential) -> str:
    """Where a licence was checked, with its state or province, since boards go by like names."""
    return board_words(credential.checked_where or credential.body, credential.jurisdiction)


def board_words(board: str, jurisdiction: str) -> str:
    """A board by its own name with its region in it: "state social work board" is Colorado's."""
    region = region_name(jurisdiction)
    if not board or not jurisdiction.strip("*") or region.casefold() in board.casefold():
        return board
    of_a_state = board.removeprefix(STATE)
    return f"{region} {of_a_state}" if of_a_state != board else f"{board} ({region})"


def _availability_words(say: Translator, availability: PublicAvailability) -> str:
    wait = availability.wait_days
    if availability.status == "open":
        if wait:
            return say.gettext("Openings in about %(wait)s", wait=wait_words(say, wait))
        return say.gettext("Taking new clients")
    if availability.status == "waitlist":
        if wait:
            return say.gettext("Waiting list, about %(wait)s", wait=wait_words(say, wait))
        return say.gettext("Waiting list")
    return say.gettext("Not taking new clients")
