"""The longer texts of a profile, put together from sentences written for each kind of practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.demo_network.dice import Dice
from scripts.demo_network.sources import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scripts.demo_network.sources import Person

# Words of a sentence that only fit some rooms, practices or people, and who may say them.
_ONLY = {
    "garden room behind the house": {"home"},
    "My van": {"mobile", "homevisit"},
    "Video": {"online"},
}
_NOT_FOR = {
    "Table massage": {"bodyw", "osteo", "m-asian"},
    "Weekly psychotherapy": {"psychi"},
    "imaging": {"chiro"},
    "massage therapist": {"m-asian"},
    "shorts": {"slp", "o-mh", "o-peds", "o-long", "o-hand"},
    "watch you move": {"slp", "o-mh"},
    "Hands-on": {"slp", "o-mh", "o-long"},
    "open gym": {"slp", "o-mh", "chiro"},
    "Relaxation massage": {"slp", "o-mh"},
    "plastic joint": {"slp", "o-mh", "o-long", "o-peds"},
    "Couples work while": {"t-child", "nps"},
    "Psychotherapy or medical": {"lact"},
    "Oils": {"bodyw"},
    "except for births": {"chap", "peer", "chw", "lact"},
    "lend rides": {"chap", "doula", "lact"},
}
_STAIRS = ("stairs only", "upstairs", "one step")


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of listings.csv that hold somebody's own words; empty where not stated."""

    setting: str
    strong_emotion: str
    approach: str
    provides: str
    does_not_provide: str
    first_visit: str
    boundaries: str
    friends_and_family: str


def texts(person: Person, methods: Sequence[str], *, is_step_free: bool) -> Texts:
    """What one person says of the work, with gaps, since nobody fills in everything."""
    dice = Dice(person.handle, "texts")
    words = {kind: _fitting(person, kind) for kind in table("words")[person.family]}
    if is_step_free:
        words["setting"] = [
            text for text in words["setting"] if not any(step in text for step in _STAIRS)
        ]
    return Texts(
        setting=_setting(person, dice, words["setting"]) if dice.chance(0.7) else "",
        strong_emotion=dice.one(words["emotion"]) if dice.chance(_prepared(person)) else "",
        approach=_approach(dice, words["style"], methods) if dice.chance(0.93) else "",
        provides=_listed(dice.some(words["provides"], 3, 4)) if dice.chance(0.85) else "",
        does_not_provide=_declines(person, dice, words["declines"]) if dice.chance(0.82) else "",
        first_visit=" ".join(dice.some(words["first"], 1, 2)) if dice.chance(0.7) else "",
        boundaries=" ".join(dice.some(words["limits"], 1, 2)) if dice.chance(0.62) else "",
        friends_and_family=dice.one(words["circle"]) if dice.chance(0.36) else "",
    )


def center_texts(handle: str, methods: Sequence[str]) -> Texts:
    """The same for a center, which knows more of itself."""
    dice = Dice(handle, "texts")
    words = table("words")["house"]
    return Texts(
        setting=dice.one(words["setting"]),
        strong_emotion=dice.one(words["emotion"]) if dice.chance(0.7) else "",
        approach=_approach(dice, words["style"], methods),
        provides=_listed(dice.some(words["provides"], 3, 4)),
        does_not_provide=" ".join(dice.some(words["declines"], 1, 2)),
        first_visit=dice.one(words["first"]) if dice.chance(0.8) else "",
        boundaries=dice.one(words["limits"]) if dice.chance(0.7) else "",
        friends_and_family=dice.one(words["circle"]) if dice.chance(0.4) else "",
    )


def _fitting(person: Person, kind: str) -> list[str]:
    sentences: list[str] = table("words")[person.family][kind]
    return [text for text in sentences if _fits(person, text)]


def _fits(person: Person, text: str) -> bool:
    needed = (flags for words, flags in _ONLY.items() if words in text)
    refused = (kinds for words, kinds in _NOT_FOR.items() if words in text)
    return all(person.flags & flags for flags in needed) and not any(
        person.archetype in kinds for kinds in refused
    )


def _prepared(person: Person) -> float:
    if person.archetype == "m-trauma":
        return 1.0
    return {"touch": 0.7, "talk": 0.6}.get(person.family, 0.4)


def _approach(dice: Dice, styles: Sequence[str], methods: Sequence[str]) -> str:
    said = [dice.one(table("methods")[name]) for name in dice.some(methods, 1, 2)]
    style = dice.some(styles, 1, 2 if len(said) == 1 else 1)
    return " ".join([*said, *style] if dice.chance(0.6) else [*style, *said])


def _declines(person: Person, dice: Dice, sentences: Sequence[str]) -> str:
    if "2" in person.values and person.family in {"talk", "touch", "rehab"}:
        return (
            "Both kinds of my work in one session: each is booked apart, under its own credential."
        )
    return " ".join(dice.some(sentences, 1, 2))


def _setting(person: Person, dice: Dice, rooms: Sequence[str]) -> str:
    if person.center is None:
        return dice.one(rooms)
    house = table("centers")[person.center]["name"]
    return dice.one(
        (
            f"A room of my own at {house}",
            f"{house}, at the end of the corridor",
            f"One of the rooms at {house}, with colleagues next door",
        )
    )


def _listed(things: Sequence[str]) -> str:
    first, *others = things
    rest = [other[0].lower() + other[1:] for other in others]
    return "; ".join([first, *rest]) + "."
