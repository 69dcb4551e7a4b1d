"""What somebody may do, and does: professions, credentials, issues and methods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from scripts.demo_network.calendar import ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.sources import Person, people, table
from scripts.demo_network.terms import may_offer, may_serve

_LEVELS = ("certified", "trained", "some")
_COMPACTS = {
    "psy": ("PSYPACT Authority to Practice Interjurisdictional Telepsychology", ("US-UT", "US-AZ")),
    "lpc": ("Counseling Compact privilege", ("US-AZ",)),
    "pt": ("PT Compact privilege", ("US-UT", "US-NE")),
}


@dataclass(frozen=True, slots=True)
class Credential:
    """A row of credentials.csv, or the credential columns of a listing."""

    profession: str
    jurisdiction: str
    title: str
    level: str
    status: str
    body: str
    number: str
    expires_on: str
    checked_on: str
    checked_where: str
    supervisor: str = ""
    supervisor_name: str = ""
    compact: str = "no"


def credentials(person: Person) -> tuple[Credential, ...]:
    """All of somebody's credentials, the one they work under first."""
    codes = _codes(person)
    found = [_credential(person, code, profession) for code, profession in codes]
    if "compact" in person.flags:
        found.extend(_compact(person, found[0]))
    return tuple(found)


@cache
def professions(person: Person) -> tuple[str, ...]:
    """One profession or two, each tied to a credential."""
    if person.archetype == "art":
        return ("art-therapist", "professional-counselor")
    if person.archetype == "nps":
        return ("neuropsychologist",)
    first = _profession(person)
    second = person.values.get("2", "").partition("/")[0]
    both = (first, second) if second else (first,)
    if person.credential == "analyst":
        both = (first, "clinical-social-worker")
    return both


def compact_regions(person: Person) -> tuple[str, ...]:
    """Further states that a compact opens to this person's licence."""
    if "compact" not in person.flags:
        return ()
    return _COMPACTS[person.credential][1]


@cache
def issues(person: Person) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Issues that are a focus, and others that somebody also works with, in scope only."""
    dice = Dice(person.handle, "issues")
    stated = person.values.get("f")
    focus = tuple(stated.split(",")) if stated else tuple(person.kind["focus"])
    outside = [issue for issue in focus if not may_serve(professions(person), issue)]
    if outside:
        raise ValueError(f"{person.name}: out of scope: {', '.join(outside)}")
    pool = [
        issue
        for issue in person.kind["also"]
        if issue not in focus and may_serve(professions(person), issue)
    ]
    if person.archetype == "t-everything":
        return focus, tuple(pool)
    return focus, tuple(dice.some(pool, 1, 5) if dice.chance(0.85) else [])


@cache
def methods(person: Person) -> tuple[tuple[str, str], ...]:
    """Methods with a level, in the scope of one of the professions."""
    stated = person.values.get("m")
    if stated:
        named = [tuple(item.split(":")) for item in stated.split(",")]
        return tuple((name, level) for name, level in named)
    dice = Dice(person.handle, "methods")
    pool = [name for name in person.kind["methods"] if _in_scope(person, name)]
    if person.archetype == "t-everything":
        return tuple((name, "some") for name in pool)
    told = [name for name in mentioned(person, "methods") if _in_scope(person, name)]
    first = told or pool[:1]
    rest = [name for name in pool if name not in first]
    chosen = [*first, *dice.some(rest, 1 if len(first) < 3 else 0, 3)]
    return tuple((name, _level(dice, place)) for place, name in enumerate(chosen))


def mentioned(person: Person, kind: str) -> list[str]:
    """What the person's own words state, so that the facts beside them agree."""
    words: dict[str, str] = table("mentions")[kind]
    return [name for name, pattern in words.items() if re.search(pattern, person.about)]


def _in_scope(person: Person, modality: str) -> bool:
    return any(may_offer(profession, modality) for profession in professions(person))


def _level(dice: Dice, place: int) -> str:
    return dice.weighted(_LEVELS, (0.45, 0.55, 0.0) if place == 0 else (0.15, 0.5, 0.35))


def _profession(person: Person) -> str:
    known = table("credentials").get(person.credential, {})
    named = person.kind.get("profession") or known.get("profession")
    if named is None:
        raise ValueError(f"{person.name}: no profession for {person.credential}")
    return str(known.get("profession") or named)


def _codes(person: Person) -> list[tuple[str, str]]:
    first = professions(person)[0]
    codes = [(person.credential, first)]
    second, _, code = person.values.get("2", "").partition("/")
    if second:
        codes.append((code, second))
    codes.extend((flag, first) for flag in ("ceds", "pmhc", "clt") if flag in person.flags)
    if person.archetype == "art":
        codes = [("atr", "art-therapist"), (person.credential, "professional-counselor")]
    if person.credential == "analyst":
        codes.append(("lcsw", "clinical-social-worker"))
    return codes


def _credential(person: Person, code: str, profession: str) -> Credential:
    dice = Dice(person.handle, "credential", code)
    if code.startswith("cert:"):
        known = {"title": code.removeprefix("cert:").replace("_", " "), "where": "*"}
        known |= {"level": "certification", "body": "the school's own register"}
    elif code == "none":
        title = {"tai-chi-teacher": "Tai chi teacher"}.get(profession, profession.capitalize())
        known = {"title": title, "where": person.region, "level": "unregulated", "body": ""}
    else:
        known = table("credentials")[code]
    status = _status(person, dice, str(known["level"]))
    checked = status in {"active", "expired"}
    is_renewed = known["level"] not in {"unregulated", "none"}
    return Credential(
        profession=profession,
        jurisdiction=known["where"],
        title=known["title"],
        level=known["level"],
        status=status,
        body=known["body"],
        number=f"DEMO-{dice.between(10000, 99999)}" if is_renewed and dice.chance(0.8) else "",
        expires_on=_expiry(dice, status) if is_renewed else "",
        checked_on=ago(dice.between(12, 330)) if checked else "",
        checked_where=str(known["body"]) if checked and known["body"] else "",
        **_supervision(person, str(known["level"])),
    )


def _status(person: Person, dice: Dice, level: str) -> str:
    if "expired" in person.flags:
        return "expired"
    if level in {"independent", "supervised", "unlicensed-listed"}:
        is_known = "hub" in person.flags or "h" in person.values or "sup" in person.values
        return "not-checked" if not is_known and dice.chance(0.06) else "active"
    return "active" if dice.chance(0.8) else "not-checked"


def _expiry(dice: Dice, status: str) -> str:
    if status == "expired":
        return ago(dice.between(20, 80))
    return ago(-dice.between(25, 690)) if dice.chance(0.9) else ""


def _supervision(person: Person, level: str) -> dict[str, str]:
    if level != "supervised":
        return {}
    handle = person.values["sup"]
    name = next(other.name for other in people() if other.handle == handle)
    return {"supervisor": handle, "supervisor_name": name}


def _compact(person: Person, home: Credential) -> list[Credential]:
    title, regions = _COMPACTS[person.credential]
    return [
        Credential(
            profession=home.profession,
            jurisdiction=region,
            title=title,
            level="independent",
            status="active",
            body="compact commission",
            number="",
            expires_on=ago(-200),
            checked_on=ago(60),
            checked_where="compact commission",
            compact="yes",
        )
        for region in regions
    ]
