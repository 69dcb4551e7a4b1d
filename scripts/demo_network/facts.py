"""Facts that come and go: openings, payers, fees, who is seen, access, wishes to collaborate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.demo_network import practice
from scripts.demo_network.calendar import ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.sources import table
from scripts.demo_network.terms import may_offer, related, rows

if TYPE_CHECKING:
    from scripts.demo_network.sources import Person

_PREFERENCES = {
    "bl": ("practitioner-black", "practitioner-bipoc"),
    "la": ("practitioner-latine",),
    "as": ("practitioner-asian",),
    "sa": ("practitioner-south-asian",),
    "in": ("practitioner-indigenous",),
    "me": ("practitioner-mena",),
    "lg": ("practitioner-lgbtq",),
    "tr": ("practitioner-trans",),
    "chr": ("faith-christian",),
    "jew": ("faith-jewish",),
    "mus": ("faith-muslim",),
    "rec": ("lived-recovery",),
    "vet": ("veteran-practitioner",),
    "par": ("parent-practitioner",),
    "dis": ("disabled-practitioner",),
    "nd": ("neurodivergent-practitioner",),
    "wn": ("weight-neutral",),
    "trauma": ("trauma-informed",),
    "gentle": ("gentle-style",),
    "dv": ("directive-style",),
}
_GENDERS = {"she": "practitioner-woman", "he": "practitioner-man", "they": "practitioner-nonbinary"}
_STYLES = {
    "m-trauma": {"trauma-informed": 1.0, "gentle-style": 0.6},
    "t-sexual": {"trauma-informed": 0.9, "gentle-style": 0.3},
    "t-trauma": {"trauma-informed": 0.85},
    "t-ed": {"weight-neutral": 0.45},
    "d-ed": {"weight-neutral": 0.6},
    "t-anx": {"directive-style": 0.5},
    "t-sex": {"sex-positive": 0.9},
    "t-somatic": {"trauma-informed": 0.6, "gentle-style": 0.5},
}
_NEEDLES_ALSO = ("trauma-informed", "faith-secular", "directive-style", "gentle-style")
_STALE = re.compile(r"stale(\d+)")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
_SIGNERS = frozenset({"saoirse-mulcahy", "imogen-faulk", "emrys-calder", "ximena-rossi-park"})
"""People who sign: each learned it at home or at work."""
_AGES = frozenset({"infants", "children", "teens", "adults", "older-adults"})


def availability(person: Person) -> dict[str, str]:
    """Openings as the tokens say; a few leave the wait or the openings unsaid."""
    dice = Dice(person.handle, "availability")
    stated = _aged(person, dice)
    kind, _, numbers = stated.partition(":")
    stale = _STALE.fullmatch(stated)
    if not kind:
        return _availability("", "", "", "")
    if stale:
        return _availability("open", str(dice.between(3, 25)), "", ago(int(stale[1])))
    if kind in {"full", "closed"}:
        return _availability("closed", "", "", ago(int(numbers)))
    wait, confirmed = numbers.split(":")
    openings = str(dice.between(1, 4)) if kind == "open" and dice.chance(0.55) else ""
    is_said = "hub" in person.flags or "h" in person.values or not dice.chance(0.07)
    status = "open" if kind == "open" else "waitlist"
    return _availability(status, wait if is_said else "", openings, ago(int(confirmed)))


def payers(person: Person) -> dict[str, str]:
    """Who is billed; what is in neither list was not stated."""
    dice = Dice(person.handle, "payers")
    chances = table("chances")
    usual = dict(chances["payers"][person.region][person.family])
    has_said = bool(person.payers_yes or person.payers_no)
    if _is_supervised(person):
        usual = {name: usual[name] for name in ("self-pay", "sliding-scale") if name in usual}
    silent = not has_said and dice.chance(0.12)
    drawn = [] if silent else dice.each(usual)
    yes = list(dict.fromkeys([*person.payers_yes, *drawn]))
    if "sliding" in person.flags and "sliding-scale" not in yes:
        yes.append("sliding-scale")
    yes = [name for name in yes if name not in person.payers_no]
    no = list(person.payers_no)
    if not silent and dice.chance(0.45):
        unlikely = dice.each(chances["payers_no"][person.region])
        # Whoever named some payers by hand left Medicaid unsaid on purpose.
        no.extend(
            name for name in unlikely if name not in yes and not (has_said and name == "medicaid")
        )
    confirmed = ago(dice.weighted((15, 60, 120, 170, 240, 400), (3, 4, 4, 2, 2, 1)))
    return {
        "payers_yes": "|".join(yes),
        "payers_no": "|".join(dict.fromkeys(no)),
        "payers_confirmed_on": confirmed if yes or no else "",
    }


def fees(person: Person) -> dict[str, str]:
    """A fee for a session, where one is stated, and the least of a sliding scale."""
    dice = Dice(person.handle, "fees")
    span = table("chances")["fees"].get(practice.professions(person)[0])
    if span is None or dice.chance(0.17):
        return {}
    least, most, minutes = (60, 95, 50) if _is_supervised(person) else span
    if person.region == "CA-ON" and person.family == "touch":
        least, most = 105, 140
    fee = dice.between(least // 5, most // 5) * 5
    slides = "sliding" in person.flags or "sliding-scale" in payers(person)["payers_yes"].split("|")
    share = dice.weighted((0.3, 0.4, 0.5, 0.6), (1, 2, 3, 2))
    return {
        "fee": str(fee),
        "fee_currency": "CAD" if person.is_ontarian else "USD",
        "fee_minutes": str(minutes),
        "sliding_min": str(max(5, round(fee * share / 5) * 5)) if slides else "",
        "superbill": dice.weighted(("yes", "no", ""), (4, 1, 5))
        if person.family != "touch"
        else "",
        "fees_confirmed_on": ago(dice.weighted((20, 70, 130, 200, 320), (4, 4, 3, 2, 1))),
    }


def languages(person: Person) -> str:
    """English unless somebody has another first language; then mostly fluent."""
    spoken = dict(person.languages)
    if person.handle in _SIGNERS:
        spoken["ase"] = "fluent" if person.handle == "emrys-calder" else "conversational"
    is_second = "native" in spoken.values()
    english = {"en": "fluent" if is_second else "native"}
    return "|".join(f"{code}:{level}" for code, level in {**english, **spoken}.items())


def populations(person: Person) -> dict[str, str]:
    """Who is seen, who is a focus, and who is not; a quarter says nothing."""
    dice = Dice(person.handle, "populations")
    pool: list[str] = person.kind["seen"]
    stated = person.values.get("p", "")
    if stated:
        named = stated.split(",")
        first = [name for name in named if name not in _AGES][:1]
        return {"populations": "|".join(named), "populations_focus": "|".join(first)}
    if dice.chance(0.2) and person.archetype != "t-everything":
        return {}
    seen = [*pool[:1], *dice.some(pool[1:], 1, 4)]
    if "adults" in pool and "adults" not in seen:
        seen.append("adults")
    wanted = [
        name
        for flag, name in (
            ("lg", "lgbtqia"),
            ("la", "latine"),
            ("bl", "black"),
            ("in", "indigenous"),
        )
        if flag in person.flags and dice.chance(0.5)
    ]
    seen = list(dict.fromkeys([*seen, *wanted]))
    unseen = [
        name
        for name in ("infants", "children", "teens", "couples-pop")
        if name not in pool and dice.chance(0.18)
    ]
    focus = [name for name in seen if name not in _AGES]
    return {
        "populations": "|".join(seen),
        "populations_no": "|".join(unseen),
        "populations_focus": "|".join(dice.some(focus, 0, 2)),
    }


def preferences(person: Person) -> dict[str, str]:
    """What somebody says of themselves and of their style, where they say it."""
    dice = Dice(person.handle, "preferences")
    said = [_GENDERS[word] for word in person.pronouns.split("/") if word in _GENDERS][:1]
    yes = said if dice.chance(0.68) else []
    for flag, names in _PREFERENCES.items():
        if flag in person.flags and (flag not in {"bl", "as", "la", "sa"} or dice.chance(0.8)):
            yes.extend(names)
    yes.extend(dice.each(_STYLES.get(person.archetype, {})))
    if person.family in {"talk", "touch"}:
        yes.extend(dice.each(dict.fromkeys(_NEEDLES_ALSO, 0.1)))
    no = [] if "faith-christian" in yes else dice.each({"faith-christian": 0.05})
    return {"preferences_yes": "|".join(dict.fromkeys(yes)), "preferences_no": "|".join(no)}


def access(person: Person) -> dict[str, str]:
    """Rooms, hours and ways to talk; much of it is never filled in."""
    dice = Dice(person.handle, "access")
    chances = table("chances")
    yes = dice.each({**chances["access"], **chances["access_by_family"][person.family]})
    if person.archetype == "m-trauma":
        yes.extend(("clothed-option", "chaperone"))
    if "ase:" in languages(person):
        yes.append("asl")
    if {"mobile", "homevisit"} & person.flags:
        yes.append("home-visits")
    yes.extend(practice.mentioned(person, "access"))
    no = [] if "wheelchair" in yes else dice.each({"wheelchair": 0.3})
    if "text-based" not in yes:
        no.extend(dice.each({"text-based": 0.05}))
    return {"access_yes": "|".join(dict.fromkeys(yes)), "access_no": "|".join(no)}


def collaboration(person: Person) -> dict[str, str]:
    """Wishes to work with colleagues; people of a center with joint sessions mostly join in."""
    dice = Dice(person.handle, "collaboration")
    center = table("centers").get(person.center or "", {})
    joint = 0.85 if "joint-sessions" in center.get("integration", ()) else 0.28
    yes = dice.each(
        {
            "referrals": 0.85,
            "joint-sessions": joint,
            "shared-plans": 0.75 if center else 0.4,
            "updates": 0.6,
            "introductory-session": 0.35 if person.family in {"touch", "needles"} else 0.12,
        }
    )
    no = [] if "joint-sessions" in yes else dice.each({"joint-sessions": 0.12})
    return {"collaboration_yes": "|".join(yes), "collaboration_no": "|".join(no)}


def weekly_times(person: Person) -> str:
    """Weekly times for joint work; a center's people share its hour."""
    dice = Dice(person.handle, "times")
    if "joint-sessions" not in collaboration(person)["collaboration_yes"]:
        return ""
    slots = []
    if person.center and dice.chance(0.85):
        slots.append(str(table("centers")[person.center]["slot"]))
    if dice.chance(0.55):
        start = dice.between(8, 17)
        slots.append(f"{dice.one(_DAYS)} {start:02d}:00-{start + dice.between(1, 2):02d}:00")
    return "|".join(dict.fromkeys(slots))


def not_for_me(person: Person) -> dict[str, str]:
    """What somebody sends on, and what they would rather not take."""
    dice = Dice(person.handle, "not for me")
    focus, also = practice.issues(person)
    mine = frozenset[str]().union(*(related(issue) for issue in (*focus, *also)))
    chances = table("chances")
    sends = [issue for issue in chances["refers_on"][person.family] if issue not in mine]
    avoids = [name for name in chances["prefers_not"][person.family] if _may_avoid(person, name)]
    return {
        "refers_on_for": "|".join(dice.some(sends, 2, 4)) if dice.chance(0.72) else "",
        "prefers_not": "|".join(dice.some(avoids, 1, 1)) if dice.chance(0.15) else "",
    }


def referral_counts(person: Person) -> dict[str, str]:
    """Referrals asked, accepted and closed, as a year of use would leave them."""
    dice = Dice(person.handle, "referrals")
    if not dice.chance(0.45):
        return {}
    asked = 1 + dice.poisson(11.0 if "hub" in person.flags else 4.0)
    accepted = sum(dice.chance(0.7) for _ in range(asked))
    return {
        "referrals_asked": str(asked),
        "referrals_accepted": str(accepted),
        "referrals_closed": str(sum(dice.chance(0.75) for _ in range(accepted))),
        "referrals_recent_30d": str(min(accepted, dice.poisson(1.2))),
    }


def _availability(status: str, wait: str, openings: str, confirmed: str) -> dict[str, str]:
    return {
        "availability": status,
        "wait_days": wait,
        "weekly_openings": openings,
        "availability_confirmed_on": confirmed,
    }


def _aged(person: Person, dice: Dice) -> str:
    """The stated token, which for some people nobody has looked at for a while."""
    is_central = {"hub"} & person.flags or {"h", "sup"} & person.values.keys() or person.center
    if is_central or not person.availability.startswith("open"):
        return person.availability
    old = f"stale{dice.between(36, 178)}"
    full = f"closed:{dice.between(4, 110)}"
    return dice.weighted((person.availability, old, full, ""), (79, 11, 6, 4))


def _is_supervised(person: Person) -> bool:
    return "sup" in person.values


def _may_avoid(person: Person, name: str) -> bool:
    focus, also = practice.issues(person)
    if name in rows("issues"):
        return name not in {*focus, *also}
    if name in rows("modalities"):
        offered = {method for method, _ in practice.methods(person)}
        return name not in offered and may_offer(practice.professions(person)[0], name)
    return name not in person.kind["seen"]
