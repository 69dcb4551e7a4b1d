"""The row of listings.csv for each practitioner: stated facts, and many that are not stated."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from scripts.demo_network import practice
from scripts.demo_network.calendar import ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.facts import (
    access,
    availability,
    collaboration,
    fees,
    languages,
    not_for_me,
    payers,
    populations,
    preferences,
    referral_counts,
    weekly_times,
)
from scripts.demo_network.premises import places
from scripts.demo_network.profile_texts import texts
from scripts.demo_network.sources import people, table

if TYPE_CHECKING:
    from scripts.demo_network.premises import Premises
    from scripts.demo_network.sources import Person

_AWAY_FROM = {
    "hestia-marinakis": "priscilla-hargrove",
    "agnieszka-kowalczyk": "bartholomew-bart-stringfellow",
    "gurpreet-sandhu": "tuulikki-lehtonen",
    "percival-ashgrove": "yasmin-tehrani",
}
"""Private wishes not to be matched with somebody; nobody may infer them from outside."""


def listing_rows() -> list[dict[str, str]]:
    """Everybody's row, in the order of the source files."""
    return [_row(person, number) for number, person in enumerate(people())]


@cache
def joined_days_ago(person: Person) -> int:
    """When somebody joined the network, in days before the day of the demo."""
    if "join" in person.values:
        return int(person.values["join"])
    dice = Dice(person.handle, "joined")
    is_known = "h" in person.values or "hub" in person.flags
    is_new = dice.chance(0.05) and not is_known
    return dice.between(12, 85) if is_new else dice.between(120, 1900)


def status(person: Person) -> str:
    """Draft and paused listings are part of a real network too."""
    return next((state for state in ("draft", "paused") if state in person.flags), "published")


def _row(person: Person, number: int) -> dict[str, str]:
    return {
        "handle": person.handle,
        "kind": "person",
        "name": person.name,
        "pronouns": person.pronouns if Dice(person.handle, "pronouns").chance(0.78) else "",
        "professions": "|".join(practice.professions(person)),
        **_credential(person),
        **_work(person),
        **_main_place(person),
        **_online(person),
        **availability(person),
        "weekly_times": weekly_times(person),
        **payers(person),
        **fees(person),
        **_sessions(person),
        "languages": languages(person),
        **populations(person),
        **preferences(person),
        **access(person),
        **_words(person),
        "about": person.about,
        **not_for_me(person),
        **collaboration(person),
        **referral_counts(person),
        "joined_on": ago(joined_days_ago(person)),
        "confirmed_on": _confirmed(person),
        "invented": "yes",
        "status": status(person),
        "founding": "yes" if _is_founder(person) else "",
        "do_not_match_with": _AWAY_FROM.get(person.handle, ""),
        **_contact(person, number),
    }


def _is_founder(person: Person) -> bool:
    """The first members, from whom standing in the network spreads."""
    is_known = "h" in person.values or "hub" in person.flags
    return is_known and joined_days_ago(person) > 700


def _credential(person: Person) -> dict[str, str]:
    main = practice.credentials(person)[0]
    if main.supervisor:
        return {}
    return {
        "credential_title": main.title,
        "credential_jurisdiction": main.jurisdiction,
        "credential_number": main.number,
        "credential_level": main.level,
        "credential_status": main.status,
        "credential_expires_on": main.expires_on,
        "credential_checked_on": main.checked_on,
    }


def _work(person: Person) -> dict[str, str]:
    focus, also = practice.issues(person)
    return {
        "focus_issues": "|".join(focus),
        "also_issues": "|".join(also),
        "modalities": "|".join(f"{name}:{level}" for name, level in practice.methods(person)),
    }


def _main_place(person: Person) -> dict[str, str]:
    main = next((place for place in places(person) if not place.center), None)
    return place_columns(main) if main else {}


def place_columns(place: Premises) -> dict[str, str]:
    """The columns of a listing that hold its main place."""
    found = asdict(place)
    del found["center"]
    return {"place_label": found.pop("label"), "place_visibility": found.pop("visibility"), **found}


def _online(person: Person) -> dict[str, str]:
    dice = Dice(person.handle, "online")
    often = {"talk": 0.62, "food": 0.75, "medicine": 0.5, "rehab": 0.22, "company": 0.3}
    is_online = "online" in person.flags or dice.chance(often.get(person.family, 0.0))
    regions = [person.region] if is_online else []
    if is_online and person.credential in {"psy", "lpc"}:
        regions.extend(practice.compact_regions(person))
    travels = {"mobile": "25", "homevisit": "18"}
    radius = next((km for flag, km in travels.items() if flag in person.flags), "")
    return {"online_regions": "|".join(regions), "home_visit_km": radius}


def _sessions(person: Person) -> dict[str, str]:
    dice = Dice(person.handle, "sessions")
    lengths: list[int] = dice.one(table("chances")["lengths"][person.family])
    weakest, strongest = person.kind.get("pressure", ("", "")) if dice.chance(0.85) else ("", "")
    return {
        "session_lengths": "|".join(str(minutes) for minutes in lengths)
        if dice.chance(0.8)
        else "",
        "pressure_from": weakest,
        "pressure_to": strongest,
    }


def _words(person: Person) -> dict[str, str]:
    names = [name for name, _ in practice.methods(person)]
    is_step_free = "wheelchair" in access(person)["access_yes"].split("|")
    return asdict(texts(person, names, is_step_free=is_step_free))


def _confirmed(person: Person) -> str:
    """The whole listing was gone through on the day of the availability, or some time before."""
    dice = Dice(person.handle, "confirmed")
    stated = availability(person)["availability_confirmed_on"]
    return stated if stated and dice.chance(0.6) else ago(dice.between(20, 170))


def _contact(person: Person, number: int) -> dict[str, str]:
    # 555-0100 to 555-0199 are kept for fiction; no such telephone rings anywhere.
    codes = ("416", "905", "647") if person.is_ontarian else ("303", "720", "719", "970")
    return {
        "contact_email": f"{person.handle}@example.org",
        "contact_phone": f"{codes[number % len(codes)]}-555-01{number % 100:02d}",
    }
