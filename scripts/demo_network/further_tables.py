"""The smaller tables: places, credentials, trainings, specialties, commitments, affiliations."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

from scripts.demo_network import practice
from scripts.demo_network.calendar import AS_OF, ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.premises import distance_km, places, point, room_in
from scripts.demo_network.sources import Person, people, split_town, table
from scripts.demo_network.terms import label, may_serve, rows

_ROLES = {
    "talk": "psychotherapist",
    "touch": "bodywork",
    "rehab": "rehabilitation",
    "food": "nutrition",
    "needles": "acupuncture",
    "medicine": "medical care",
    "practice": "movement classes",
    "company": "support",
}
_BACKINGS = {
    "training": ("Two-year program, 2019", "Course of 60 hours, 2022", "Year-long training, 2024"),
    "certification": ("Certified in 2018, renewed 2025", "Certified since 2021"),
    "years": ("Eleven years of practice", "Since 2014, weekly", "Hospital post, 2009 to 2017"),
    "supervision": ("Two years of supervision", "Peer supervision, monthly"),
    "lived-experience": ("My own, some years ago", "In my family", ""),
}
_FORMER = (
    "platte-table",
    "clear-creek-integrative",
    "dovercourt-house",
    "poudre-commons",
    "fountain-creek",
    "flagstaff-collective",
    "credit-river",
    "arkansas-river",
)
"""Centers that somebody left; the row stays, so that old letters can still be understood."""

Rows = list[dict[str, str]]


def place_rows() -> Rows:
    """Rooms in centers, and second offices of people who have one."""
    found: Rows = []
    for person in people():
        rooms = [place for place in places(person) if place.center]
        found.extend({"listing": person.handle, **asdict(room)} for room in rooms)
    for center, facts in table("centers").items():
        found.extend(
            {"listing": handle, **asdict(room_in(center))} for handle in facts.get("also", ())
        )
    return found


def credential_rows() -> Rows:
    """Every credential beyond the one in listings.csv; all of those under supervision."""
    found: Rows = []
    for person in people():
        first, *others = practice.credentials(person)
        wanted = [first, *others] if first.supervisor else others
        found.extend({"listing": person.handle, **asdict(item)} for item in wanted)
    return found


def training_rows() -> Rows:
    """Trainings, apart from any licence; they never widen a scope of practice."""
    found: Rows = []
    for person in people():
        found.extend(_training(person, name, level) for name, level in practice.methods(person))
    own = [dict(item) for item in table("extras")["training"]]
    for item in own:
        item["modalities"] = "|".join(item["modalities"])
    return [row for row in found if row] + [
        {name: str(value) for name, value in item.items()} for item in own
    ]


def specialty_rows() -> Rows:
    """What backs a specialty, for those who say; the rest is self-stated."""
    found: Rows = []
    for person in people():
        dice = Dice(person.handle, "backing")
        for issue in practice.issues(person)[0]:
            if person.archetype != "t-everything" and dice.chance(0.42):
                found.append(_specialty(person, issue, dice))
    return found


def commitment_rows() -> Rows:
    """Commitments with what stands behind them, or nothing stated."""
    known: dict[str, list[str]] = table("chances")["commitments"]
    found: Rows = []
    for person in people():
        dice = Dice(person.handle, "commitments")
        if dice.chance(0.42):
            found.extend(
                {"listing": person.handle, "commitment": name, "backing": dice.one(known[name])}
                for name in dice.some(list(known), 1, 3)
            )
    return found


def affiliation_rows() -> Rows:
    """Who works at which center now, and who used to."""
    found: Rows = []
    for center, members in staff().items():
        found.extend(_affiliation(center, person, "current") for person in members)
    found.extend(_affiliation(center, _who_left(center), "former") for center in _FORMER)
    return found


@cache
def staff() -> dict[str, tuple[Person, ...]]:
    """The current people of each center."""
    named = {person.handle: person for person in people()}
    return {
        center: (
            *(person for person in people() if person.center == center),
            *(named[handle] for handle in facts.get("also", ())),
        )
        for center, facts in table("centers").items()
    }


def _training(person: Person, modality: str, level: str) -> dict[str, str]:
    dice = Dice(person.handle, "training", modality)
    if level == "some" or not dice.chance(0.5):
        return {}
    extras = table("extras")
    year = AS_OF.year - dice.between(1, 19)
    serves = [
        issue
        for issue in practice.issues(person)[0]
        if dice.chance(0.3) and set(_facets(issue)) & set(_serves(modality))
    ]
    name = rows("modalities")[modality]["label"]
    return {
        "listing": person.handle,
        "what": f"{name}, {'certification' if level == 'certified' else 'training'}",
        "school": dice.one(extras["schools"]) if dice.chance(0.8) else "",
        "country": "CA" if person.is_ontarian else "US",
        "year": str(year) if dice.chance(0.9) else "",
        "hours": str(dice.between(2, 24) * 10) if dice.chance(0.6) else "",
        "level": level,
        "instructor": dice.one(extras["teachers"]) if dice.chance(0.3) else "",
        "issues": "|".join(serves),
        "modalities": modality,
    }


def _facets(issue: str) -> list[str]:
    return [facet.partition(":")[0] for facet in rows("issues")[issue]["facets"].split("|")]


def _serves(modality: str) -> list[str]:
    return rows("modalities")[modality]["facets_served"].split("|")


def _specialty(person: Person, issue: str, dice: Dice) -> dict[str, str]:
    kinds = list(_BACKINGS)
    backing = dice.weighted(kinds, (4, 2, 3, 2, 0.6))
    return {
        "listing": person.handle,
        "issue": issue,
        "focus": "yes",
        "backing": backing,
        "detail": dice.one(_BACKINGS[backing]) if dice.chance(0.7) else "",
    }


def _affiliation(center: str, person: Person, state: str) -> dict[str, str]:
    dice = Dice(center, person.handle, "since")
    role = label("professions", practice.professions(person)[0]).lower()
    joined = int(person.values.get("join", 0)) or dice.between(150, 1800)
    return {
        "center": center,
        "practitioner": person.handle,
        "role": _ROLES[person.family] if dice.chance(0.4) else role,
        "status": state,
        "since": ago(joined),
    }


def _who_left(center: str) -> Person:
    """The nearest colleague without a center who does a center's kind of work."""
    facts = table("centers")[center]
    here = point(split_town(facts["place"])[1])
    free = [
        person
        for person in people()
        if person.center is None
        and "draft" not in person.flags
        and person not in staff()[center]
        and any(may_serve(practice.professions(person), issue) for issue in facts["focus"])
    ]
    return min(free, key=lambda person: (distance_km(here, point(person.postal_code)), person.name))
