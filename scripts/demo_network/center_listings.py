"""The row of listings.csv for each integrative center; its scope is what its people may do."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from scripts.demo_network import practice
from scripts.demo_network.calendar import ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.further_tables import staff
from scripts.demo_network.listings import place_columns
from scripts.demo_network.premises import center_place
from scripts.demo_network.profile_texts import center_texts
from scripts.demo_network.sources import table
from scripts.demo_network.terms import may_offer, may_serve

_ACCESS = {
    "wheelchair": 0.75,
    "elevator": 0.3,
    "accessible-restroom": 0.6,
    "accessible-parking": 0.5,
    "transit": 0.5,
    "evening": 0.5,
    "weekend": 0.25,
    "gender-neutral-restroom": 0.4,
    "low-sensory": 0.25,
    "fragrance-free": 0.3,
    "service-animals": 0.4,
    "chaperone": 0.5,
    "large-print": 0.2,
}


def center_rows() -> list[dict[str, str]]:
    """A row for each center."""
    return [_row(handle, facts, number) for number, (handle, facts) in enumerate(_centers())]


def _centers() -> list[tuple[str, dict[str, Any]]]:
    return list(table("centers").items())


def _row(handle: str, facts: dict[str, Any], number: int) -> dict[str, str]:
    dice = Dice(handle, "center")
    place = center_place(handle)
    _check_scope(handle, facts)
    wait, confirmed = facts["open"]
    integration: list[str] = facts["integration"]
    return {
        "handle": handle,
        "kind": "center",
        "name": facts["name"],
        "professions": facts["kind"],
        "focus_issues": "|".join(facts["focus"]),
        "modalities": "|".join(f"{name}:trained" for name in facts["methods"]),
        **place_columns(place),
        "online_regions": place.region if dice.chance(0.4) else "",
        "availability": "open",
        "wait_days": str(wait),
        "availability_confirmed_on": ago(confirmed),
        "weekly_times": facts["slot"] if "joint-sessions" in integration else "",
        "payers_yes": "|".join(facts.get("pay", [])),
        "payers_no": "|".join(facts.get("no", [])),
        "payers_confirmed_on": ago(dice.between(20, 200)),
        "languages": "|".join(facts.get("langs", ["en:native"])),
        "access_yes": "|".join(dice.each(_ACCESS)),
        **asdict(center_texts(handle, facts["methods"])),
        "about": facts["about"],
        "collaboration_yes": "|".join(["referrals", *_kinds(integration)]),
        "integration": "|".join(integration),
        "joined_on": ago(dice.between(200, 1900)),
        "confirmed_on": ago(dice.between(8, 120)),
        "invented": "yes",
        "status": "published",
        "contact_email": f"{handle}@example.org",
        "contact_phone": f"{'416' if place.country == 'CA' else '303'}-555-01{number:02d}",
    }


def _kinds(integration: list[str]) -> list[str]:
    known = {"shared-plan": "shared-plans", "joint-sessions": "joint-sessions"}
    return [known[name] for name in integration if name in known]


def _check_scope(handle: str, facts: dict[str, Any]) -> None:
    held = [name for person in staff()[handle] for name in practice.professions(person)]
    outside = [issue for issue in facts["focus"] if not may_serve(held, issue)]
    outside += [
        method for method in facts["methods"] if not any(may_offer(name, method) for name in held)
    ]
    if outside:
        raise ValueError(f"{handle}: nobody there may do: {', '.join(outside)}")
