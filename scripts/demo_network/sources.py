"""Read what was written by hand about the invented people and centers."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
_LANGUAGE = re.compile(r"^(?P<code>[a-z]{2,3})=(?P<level>[nfc])$")
_AVAILABILITY = re.compile(r"^(?:open|wait|full|closed):|^stale\d+$")
_LEVELS = {"n": "native", "f": "fluent", "c": "conversational"}
# Letters that Unicode does not take apart into a plain one and an accent.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "\u02bc": "", "'": "", "’": "", '"': ""})


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One block of people/*.txt: a head line of fields and tokens, then the person's own words."""

    name: str
    pronouns: str
    archetype: str
    credential: str
    town: str
    postal_code: str
    about: str
    circle: str
    """The file's name: people who know each other because they work in one part of the country."""
    values: dict[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    languages: tuple[tuple[str, str], ...] = ()
    payers_yes: tuple[str, ...] = ()
    payers_no: tuple[str, ...] = ()
    center: str | None = None
    availability: str = ""

    @property
    def handle(self) -> str:
        """The stated handle, or one made from the name."""
        return self.values.get("h") or slug(self.name)

    @property
    def is_ontarian(self) -> bool:
        """Whether this person works in Ontario, else in Colorado."""
        return self.circle in {"toronto", "around_toronto"}

    @property
    def region(self) -> str:
        """ISO 3166-2 region of the place of work."""
        return "CA-ON" if self.is_ontarian else "US-CO"

    @property
    def kind(self) -> dict[str, Any]:
        """What the archetype says."""
        found: dict[str, Any] = table("archetypes")[self.archetype]
        return found

    @property
    def family(self) -> str:
        """The family of texts: talk, touch, rehab, food, needles, medicine, practice, company."""
        return str(self.kind["family"])


@cache
def slug(name: str) -> str:
    """A handle: small plain letters with hyphens."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_PLAIN))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "-", kept).strip("-")


@cache
def table(name: str) -> dict[str, Any]:
    """One of the TOML files beside this module."""
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def people() -> tuple[Person, ...]:
    """Everybody, file by file in the order of their names."""
    found: list[Person] = []
    for path in sorted((HERE / "people").glob("*.txt")):
        blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
        found.extend(_person(block, path.stem) for block in blocks)
    return tuple(found)


def split_town(place: str) -> tuple[str, str]:
    """Town and postal code of "Wheat Ridge 80033"."""
    town, _, code = place.rpartition(" ")
    return town, code


def _person(block: str, circle: str) -> Person:
    head, about = block.removeprefix("# ").split("\n", 1)
    name, pronouns, practice, place, tokens = (part.strip() for part in head.split(" | "))
    archetype, _, credential = practice.partition("/")
    if archetype not in table("archetypes"):
        raise ValueError(f"{circle}.txt, {name}: no such kind of practice: {archetype}")
    town, code = split_town(place)
    words = tokens.split()
    return Person(
        name=name,
        pronouns=pronouns,
        archetype=archetype,
        credential=credential,
        town=town,
        postal_code=code,
        about=" ".join(about.split()),
        circle=circle,
        values=_values(words),
        flags=frozenset(word for word in words if re.fullmatch(r"[a-z]+", word)),
        languages=tuple(
            (found["code"], _LEVELS[found["level"]])
            for word in words
            if (found := _LANGUAGE.match(word))
        ),
        payers_yes=tuple(word[1:] for word in words if word.startswith("+")),
        payers_no=tuple(word[1:] for word in words if word.startswith("-")),
        center=next((word[1:] for word in words if word.startswith("@")), None),
        availability=next((word for word in words if _AVAILABILITY.match(word)), ""),
    )


def _values(words: list[str]) -> dict[str, str]:
    pairs = (word.split("=", 1) for word in words if "=" in word and not _LANGUAGE.match(word))
    return dict(pairs)
