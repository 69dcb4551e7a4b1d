"""The practitioners and centers of a scenario as the facts that ranking sees."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    License,
    LicenseStatus,
    ListingFacts,
    ModalityLevel,
    Office,
    WeeklySlot,
)
from directory.matching.need import Kind
from directory.search.scenario_fields import Fields, ScenarioError, days_before
from directory.search.scenario_need import one_of, read_place

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

PUBLISHED = frozenset({"published", "listed", "public", "active", "live"})
"""Words for a listing that may be shown; any other word hides it."""
GOOD_STANDING = frozenset({"active", "current", "good", "good-standing", "valid"})
EXACT = "exact"
SELF = "self"

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOUR = 60
DAYTIMES = {
    "am": (8 * HOUR, 12 * HOUR),
    "morning": (8 * HOUR, 12 * HOUR),
    "pm": (12 * HOUR, 17 * HOUR),
    "afternoon": (12 * HOUR, 17 * HOUR),
    "eve": (17 * HOUR, 21 * HOUR),
    "evening": (17 * HOUR, 21 * HOUR),
}
WHOLE_DAY = (0, 24 * HOUR)
_CLOCK = re.compile(r"(\d{1,2})(?::?(\d{2}))?")
_OTHER_SLOTS = 7


@dataclass(frozen=True, slots=True)
class ListingReader:
    """Reads the cast; dates are counted back from `today`."""

    vocabulary: Vocabulary
    today: date

    def listing(self, fields: Fields) -> ListingFacts:
        """One practitioner or center."""
        vocabulary = self.vocabulary
        kind = one_of(Kind, fields, "kind", Kind.PERSON)
        sliding = fields.number_or_none("sliding_min")
        payers = frozenset(fields.texts("payers"))
        return ListingFacts(
            id=fields.text("id"),
            kind=kind,
            name=fields.text_or_none("name") or fields.text("id"),
            professions=self._professions(fields),
            licenses=tuple(self._license(one) for one in fields.objects("licenses")),
            compact_regions=frozenset(fields.texts("compact_regions")),
            specialties=fields.slugs("specialties", vocabulary.issues),
            also_treats=fields.slugs("also_treats", vocabulary.issues),
            trained_in=fields.slugs("trained_in", vocabulary.issues),
            modalities=self._modalities(fields),
            offices=tuple(_office(one) for one in fields.objects("places")),
            telehealth_regions=frozenset(fields.texts("telehealth_regions")),
            home_visit_km=fields.number_or_none("home_visit_km"),
            payers=payers,
            payers_no=self._payers_no(fields, payers),
            fee=fields.number_or_none("fee"),
            sliding_min=sliding,
            superbill=fields.yes_or_none("superbill"),
            languages=_languages(fields),
            populations=_populations(fields),
            populations_no=frozenset(fields.texts("populations_no")),
            populations_focus=frozenset(fields.texts("populations_focus")),
            preferences=frozenset(fields.texts("prefs")),
            preferences_no=frozenset(fields.texts("prefs_no")),
            access=frozenset(fields.texts("access")),
            access_no=frozenset(fields.texts("access_no")),
            capacity=self._capacity(fields.inner("capacity")),
            joint_sessions=fields.yes_or_none("joint_sessions"),
            weekly_slots=_slots(fields),
            joined_on=self._joined_on(fields),
            licence_checked=fields.value("licence_checked") is not False,
            listed=_is_listed(fields),
            staff=fields.texts("staff"),
            acceptance=_acceptance(fields.inner("acceptance")),
            prefers_not=frozenset(fields.texts("prefers_not")),
            refers_on_for=frozenset(fields.texts("refers_on_for")),
            does_not_match_with=frozenset(fields.texts("does_not_match_with")),
            conversion_practice=bool(fields.yes_or_none("conversion_practice")),
        )

    def _professions(self, fields: Fields) -> tuple[str, ...]:
        known = self.vocabulary.professions
        stated = (*fields.slugs("profession", known), *fields.slugs("professions", known))
        if not stated:
            raise ScenarioError(f"{fields.name}.profession is missing; write a slug.")
        return tuple(dict.fromkeys(stated))

    def _license(self, fields: Fields) -> License:
        expires = fields.text_or_none("expires_on")
        try:
            expires_on = None if expires is None else date.fromisoformat(expires)
        except ValueError:
            raise ScenarioError(
                f"{fields.name}.expires_on is {expires!r}; write a date such as 2027-06-30."
            ) from None
        return License(
            region=fields.text("region"),
            status=_status(fields.text_or_none("status")),
            level=fields.text_or_none("level") or "independent",
            profession=fields.text_or_none("profession"),
            expires_on=expires_on,
        )

    def _modalities(self, fields: Fields) -> dict[str, ModalityLevel]:
        stated = fields.mapping("modalities")
        levels = Fields(stated, f"{fields.name}.modalities")
        return {
            fields.known("modalities", slug, self.vocabulary.modalities): one_of(
                ModalityLevel, levels, slug, ModalityLevel.SOME
            )
            for slug in stated
        }

    def _payers_no(self, fields: Fields, payers: frozenset[str]) -> frozenset[str]:
        """Who lists coverage lists all of it; ways to pay oneself are another matter."""
        stated = frozenset(fields.texts("payers_no"))
        insurers = {slug for slug, payer in self.vocabulary.payers.items() if payer.kind != SELF}
        return stated | (insurers - payers) if payers & insurers else stated

    def _capacity(self, fields: Fields | None) -> Capacity:
        if fields is None:
            return Capacity()
        wait = fields.number_or_none("wait_days")
        ago = fields.number_or_none("confirmed_days_ago")
        return Capacity(
            status=one_of(CapacityStatus, fields, "status", CapacityStatus.NOT_STATED),
            wait_days=None if wait is None else round(wait),
            confirmed_on=None if ago is None else days_before(self.today, ago),
            weekly_new=fields.number("weekly_new", 1.0),
            recent_30d=fields.number("recent_30d", 0.0),
        )

    def _joined_on(self, fields: Fields) -> date | None:
        ago = fields.number_or_none("joined_days_ago")
        return None if ago is None else days_before(self.today, ago)


def _office(fields: Fields) -> Office:
    place = read_place(fields)
    if place is None:
        raise ScenarioError(f"{fields.name} is missing; write an object {{…}}.")
    visibility = fields.text_or_none("visibility") or EXACT
    is_area = any(bool(fields.value(key)) for key in ("area", "is_area", "hidden"))
    is_area = is_area or fields.value("exact") is False
    return Office(
        place=place,
        is_area=is_area or visibility != EXACT,
        center=fields.text_or_none("center") or fields.text_or_none("room"),
    )


def _status(word: str | None) -> LicenseStatus:
    """The standing of a licence; a word that is not known is no good standing."""
    if word is None or word in GOOD_STANDING:
        return LicenseStatus.ACTIVE
    try:
        return LicenseStatus(word)
    except ValueError:
        return LicenseStatus.SUSPENDED


def _languages(fields: Fields) -> dict[str, LanguageLevel]:
    stated = fields.mapping("languages")
    levels = Fields(stated, f"{fields.name}.languages")
    return {code: one_of(LanguageLevel, levels, code, LanguageLevel.FLUENT) for code in stated}


def _populations(fields: Fields) -> frozenset[str] | None:
    stated = fields.texts("populations")
    return frozenset(stated) if stated else None


def _acceptance(fields: Fields | None) -> Acceptance:
    if fields is None:
        return Acceptance()
    return Acceptance(
        asked=round(fields.number("asked", 0.0)),
        accepted=round(fields.number("accepted", 0.0)),
        closed_loop=round(fields.number("closed_loop", 0.0)),
    )


def _is_listed(fields: Fields) -> bool:
    value = fields.value("listing")
    if value is None or isinstance(value, bool):
        return value is not False
    return fields.text("listing") in PUBLISHED


def _slots(fields: Fields) -> tuple[WeeklySlot, ...]:
    stated = fields.value("availability")
    if isinstance(stated, dict):
        texts = [f"{day} {time}" for day in stated for time in _listed(stated[day])]
    else:
        texts = [_slot_text(one) for one in _listed(stated)]
    return tuple(_slot(text) for text in texts)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _slot_text(value: object) -> str:
    if isinstance(value, dict):
        parts = (value.get(key) for key in ("day", "weekday", "from", "start", "to", "end"))
        return " ".join(str(part) for part in parts if part is not None)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return str(value)


def _slot(text: str) -> WeeklySlot:
    """A weekly time such as "thu 09:00-11:00", "thu-pm" or "thu".

    A text without a weekday is a time of its own: it overlaps only with the same text.
    """
    low = text.casefold()
    weekday = next((number for number, day in enumerate(WEEKDAYS) if day in low), None)
    if weekday is None:
        digest = hashlib.sha256(low.encode()).digest()
        return WeeklySlot(_OTHER_SLOTS + int.from_bytes(digest[:4], "big"), *WHOLE_DAY)
    clock = [int(hour) * HOUR + int(minute or 0) for hour, minute in _CLOCK.findall(low)]
    if len(clock) > 1:
        return WeeklySlot(weekday, clock[0], clock[1])
    if clock:
        return WeeklySlot(weekday, clock[0], clock[0] + HOUR)
    named = next((span for word, span in DAYTIMES.items() if re.search(rf"\b{word}", low)), None)
    return WeeklySlot(weekday, *(named or WHOLE_DAY))
