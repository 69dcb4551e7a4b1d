"""Vouches between the invented people: local circles, a few bridges, and some whom nobody knows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from scripts.demo_network import practice
from scripts.demo_network.calendar import ago
from scripts.demo_network.dice import Dice
from scripts.demo_network.further_tables import staff
from scripts.demo_network.listings import joined_days_ago
from scripts.demo_network.premises import distance_km, point
from scripts.demo_network.sources import Person, people, table

_REACH_KM = 9.0
_BRIDGE_KM = (25.0, 320.0)
_SAME_ROOM: dict[str, float] = {
    "colleague": 3,
    "co-treated": 4,
    "referred-good": 2,
    "consults-with": 2,
}
_SAME_TRADE: dict[str, float] = {
    "consults-with": 4,
    "trained-with": 2,
    "met": 2,
    "knows-of": 1.5,
    "colleague": 1,
}
_ACROSS: dict[str, float] = {
    "referred-good": 3.2,
    "met": 2.2,
    "received-care": 1.4,
    "co-treated": 2,
    "knows-of": 1,
    "consults-with": 1,
}
_NOTES = {
    "co-treated": (
        "We planned together, with permission, for a season.",
        "Clear notes, kept promises.",
    ),
    "referred-good": ("They always tell me when somebody arrived.", "Answers within the week."),
    "consults-with": (
        "We meet in the same peer group each month.",
        "I bring them my hard questions.",
    ),
    "trained-with": ("We did the same two-year course.", "I supervised some of their hours."),
    "colleague": ("We shared a hallway for three years.",),
    "met": ("We had coffee and compared how we work.",),
    "knows-of": (),
    "received-care": (),
}


@dataclass(frozen=True, slots=True)
class _Tie:
    giver: Person
    taker: Person
    basis: str


def vouch_rows() -> list[dict[str, str]]:
    """Every vouch, given by the people in the order of the source files."""
    ties = [tie for giver in people() for tie in _given(giver)]
    return [_row(tie) for tie in ties]


def _given(giver: Person) -> list[_Tie]:
    if giver.handle in _loners():
        return []
    dice = Dice(giver.handle, "vouches")
    written = [_Tie(giver, _named()[to], basis) for to, basis in _written().get(giver.handle, ())]
    known = {tie.taker.handle for tie in written}
    chosen = _chosen(giver, dice, known)
    drawn = [_Tie(giver, taker, _basis(giver, taker, dice)) for taker in chosen]
    ties = [*written, *drawn]
    # Two people may know each other's work in more than one way.
    ties.extend(
        _Tie(giver, tie.taker, "referred-good")
        for tie in drawn
        if tie.basis == "co-treated" and dice.chance(0.22)
    )
    return ties


def _chosen(giver: Person, dice: Dice, known: set[str]) -> list[Person]:
    wanted = _how_many(giver, dice)
    others = [
        other
        for other in people()
        if other is not giver and other.handle not in known and other.handle not in _loners()
    ]
    chosen: list[Person] = []
    near = [_nearness(giver, other) for other in others]
    for _ in range(wanted):
        if not any(near):
            break
        place = dice.weighted(range(len(others)), near)
        near[place] = 0.0
        chosen.append(others[place])
    if "hub" in giver.flags:
        chosen.extend(_bridges(giver, dice, [*chosen]))
    return chosen


def _how_many(giver: Person, dice: Dice) -> int:
    if joined_days_ago(giver) < 90:
        return dice.between(0, 2)
    return 4 + dice.poisson(4.5) if "hub" in giver.flags else dice.poisson(3.1)


def _nearness(giver: Person, other: Person) -> float:
    """How likely two people know each other's work; nobody knows everybody of a big town."""
    if "draft" in other.flags:
        return 0.0
    weight = math.exp(-_apart(giver, other) / _REACH_KM)
    weight *= 14.0 if _share_center(giver, other) else 1.0
    weight *= 1.5 if giver.family != other.family else 1.0
    weight *= 1.8 if "hub" in other.flags else 1.0
    weight *= 1.8 if set(practice.issues(giver)[0]) & set(practice.issues(other)[0]) else 1.0
    weight *= 6.0 if giver.values.get("sup") == other.handle else 1.0
    return weight if joined_days_ago(other) >= 90 else weight * 0.25


def _bridges(giver: Person, dice: Dice, known: list[Person]) -> list[Person]:
    least, most = _BRIDGE_KM
    far = [
        other
        for other in people()
        if "hub" in other.flags
        and other not in known
        and other.is_ontarian == giver.is_ontarian
        and least <= _apart(giver, other) <= most
    ]
    return dice.some(far, 0, 2)


def _basis(giver: Person, taker: Person, dice: Dice) -> str:
    if taker.handle == giver.values.get("sup") or giver.handle == taker.values.get("sup"):
        return "trained-with"
    if _share_center(giver, taker):
        usual = dict(_SAME_ROOM)
    elif giver.family == taker.family:
        usual = dict(_SAME_TRADE)
    else:
        usual = dict(_ACROSS)
    if taker.family in {"company", "practice"}:
        usual.pop("co-treated", None)
    return dice.weighted(list(usual), list(usual.values()))


def _row(tie: _Tie) -> dict[str, str]:
    dice = Dice(tie.giver.handle, tie.taker.handle, tie.basis)
    longest = min(joined_days_ago(tie.giver), joined_days_ago(tie.taker))
    age = dice.between(3, max(4, longest))
    # Most vouches were renewed or are recent; some are old, and that is part of the picture.
    age = age if dice.chance(0.45) else min(age, dice.between(10, 420))
    is_written = (tie.giver.handle, tie.taker.handle) in _kept()
    age = min(age, dice.between(15, 240)) if is_written else age
    revoked = dice.chance(0.03) and not is_written
    focus = list(practice.issues(tie.taker)[0])
    offered = [name for name, _ in practice.methods(tie.taker)]
    notes = _NOTES[tie.basis]
    return {
        "from": tie.giver.handle,
        "to": tie.taker.handle,
        "basis": tie.basis,
        "given_on": ago(age),
        "issues": "|".join(dice.some(focus, 1, 2)) if dice.chance(0.42) else "",
        "modalities": "|".join(dice.some(offered, 1, 1)) if dice.chance(0.24) else "",
        "private": "yes"
        if tie.basis == "received-care" or (dice.chance(0.04) and not is_written)
        else "no",
        "revoked_on": ago(dice.between(1, max(1, age - 1))) if revoked else "",
        "note": dice.one(notes) if notes and dice.chance(0.3) else "",
    }


@cache
def _named() -> dict[str, Person]:
    return {person.handle: person for person in people()}


@cache
def _written() -> dict[str, list[tuple[str, str]]]:
    """Ties written by hand, so that the stories of the README hold."""
    found: dict[str, list[tuple[str, str]]] = {}
    for giver, taker, basis in table("ties")["ties"]:
        found.setdefault(giver, []).append((taker, basis))
    return found


@cache
def _kept() -> frozenset[tuple[str, str]]:
    return frozenset((giver, taker) for giver, taker, _ in table("ties")["ties"])


@cache
def _loners() -> frozenset[str]:
    """People with no vouch at all, given or received: new, private, or simply not asked."""
    plain = [
        person.handle
        for person in people()
        if "hub" not in person.flags
        and "h" not in person.values
        and "sup" not in person.values
        and person.center is None
        and Dice(person.handle, "loner").chance(0.1)
    ]
    draft = [person.handle for person in people() if "draft" in person.flags]
    return frozenset([*plain, *draft]) - {handle for pair in _kept() for handle in pair}


@cache
def _centers_of(handle: str) -> frozenset[str]:
    return frozenset(
        center
        for center, members in staff().items()
        if any(person.handle == handle for person in members)
    )


def _share_center(one: Person, other: Person) -> bool:
    return bool(_centers_of(one.handle) & _centers_of(other.handle))


def _apart(one: Person, other: Person) -> float:
    return distance_km(point(one.postal_code), point(other.postal_code))
