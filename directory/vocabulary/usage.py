"""How people speak around the terms: wishes, idioms, identities, body parts, refusals, regions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.vocabulary.terms import TermKind


class WishField(StrEnum):
    """Which part of the understanding a wish word fills."""

    MODE = "mode"
    KIND = "kind"
    CONSTRAINT = "constraint"
    NEAR = "near"
    TIMING = "timing"


class Effect(StrEnum):
    """What a refusing or distancing phrase does to the terms in its reach."""

    REFUSE = "refuse"
    """"no EMDR": what follows is not wanted."""
    ABSENT = "absent"
    """"not suicidal": the concern that follows is not there."""
    LOST = "lost"
    """"dropped Aetna": the payer that follows is no longer there."""
    FAILED = "failed"
    """"acupuncture didn't help": what stands before is not wanted again."""
    PAST = "past"
    """"already have a therapist": what follows is in place or over, so it is no wish."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Words that wish for a mode, a kind of listing, joint work, a place near by, or a time."""

    slug: str
    field: WishField
    words: tuple[str, ...]
    words_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """Words for who somebody is: the client (a population) or the practitioner (a preference).

    `prefers` is the reading of the word alone, where nothing in the sentence decides;
    `only_client` says that the word before a practitioner still means the clients ("men's
    therapist").
    """

    words: tuple[str, ...]
    words_es: tuple[str, ...]
    population: str
    preference: str
    prefers: bool
    only_client: bool


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A part of the body and the issue that is meant where it hurts."""

    issue: str
    words: tuple[str, ...]
    words_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compound:
    """An issue that together with another fact (a term or a word) means a third issue."""

    issue: str
    kind: TermKind | None
    """None: `value` is a word of the text."""
    value: str
    means: str
    replaces: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province (ISO 3166-2), its names, and its rough middle in degrees."""

    code: str
    name: str
    abbreviation: str
    words: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class RefusalWords:
    """The phrases of one effect."""

    effect: Effect
    words: tuple[str, ...]
    words_es: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A term or help line that is meant where a word of every group stands within so many words.

    None of `unless` may stand in or around the stretch; a group may hold phrases and slots.
    """

    kind: str
    """A TermKind, or `line`: then `slug` is the key of a help line."""
    slug: str
    groups: tuple[tuple[str, ...], ...]
    within: int
    unless: tuple[str, ...]
    is_ordered: bool = False
    """Whether the groups must follow each other as written."""


@dataclass(frozen=True)
class Usage:
    """The words around the terms, each in the order of its file."""

    wishes: tuple[Wish, ...] = ()
    idioms: frozenset[str] = frozenset()
    identities: tuple[Identity, ...] = ()
    body_parts: tuple[BodyPart, ...] = ()
    compounds: tuple[Compound, ...] = ()
    refusals: tuple[RefusalWords, ...] = ()
    signs: tuple[Sign, ...] = ()
    slots: Mapping[str, frozenset[str]] | None = None
    """Words that stand for each other in phrases: `{partner}` is husband, wife, ex…"""
    regions: Mapping[str, Region] | None = None
    ordinary_words: frozenset[str] = frozenset()
    """Words that look like a misspelt term and are none."""
    common_towns: frozenset[str] = frozenset()
    """Ordinary words that are names of towns too: they need a sign that the town is meant."""
    cued_towns: frozenset[str] = frozenset()
    """Those said of the body so often that only "in" or "near" makes them towns."""
