"""What was read in the words, less what somebody took away, and the chips that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.search.find_form import care_label
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from directory.search.request import SearchRequest
    from directory.vocabulary.terms import Term, Vocabulary


A_FORTNIGHT = 14
PAYER_ONLY = "only-this-payer"
"""What a chip takes away, so that a payer that had to be is only wished for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWords:
    """The words of one search as terms; what was refused stands apart and is never a wish."""

    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    modalities_avoid: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()
    professions_avoid: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    payers: tuple[str, ...] = ()
    payers_avoid: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    mode: str | None = None
    wants_center: bool = False
    wants_team: bool = False
    no_touch: bool = False
    joint_sessions: bool = False
    fee_max: float | None = None
    payer_must: bool = False
    """The words know no other way to pay than `payers`."""
    urgency_days: int | None = None
    place: str = ""
    """A place as it can be looked up, or "near me"; empty where none was read."""
    is_clinician: bool = False
    own_professions: tuple[str, ...] = ()
    crisis: tuple[str, ...] = ()
    """Keys of help lines that the words call for."""
    perhaps: tuple[str, ...] = ()
    """Keys of help lines for what the words may mean and no rule knows."""
    radius_km: float | None = None
    name: str = ""
    """Somebody's name, where the words look for a person or center by name."""
    not_understood: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadChip:
    """Something that was read or chosen, and what its button takes away."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows of the reading."""

    words: ReadWords
    chips: tuple[ReadChip, ...]
    not_understood: tuple[str, ...]
    set_aside: tuple[str, ...]


WORD_KINDS: Mapping[TermKind, str] = {
    TermKind.ISSUE: "issues",
    TermKind.PROFESSION: "professions",
    TermKind.MODALITY: "modalities",
    TermKind.POPULATION: "populations",
    TermKind.PAYER: "payers",
    TermKind.LANGUAGE: "languages",
    TermKind.ACCESS: "access",
    TermKind.PREFERENCE: "preferences",
    TermKind.FLAG: "flags",
}
"""The kinds of term that words can mean, in the order in which chips stand."""

AVOIDED: Mapping[TermKind, str] = {
    TermKind.MODALITY: "modalities_avoid",
    TermKind.PROFESSION: "professions_avoid",
    TermKind.PAYER: "payers_avoid",
}


@dataclass(frozen=True, slots=True)
class ChipWords:
    """The words of a page for chips that are no terms of the vocabulary."""

    gettext: Callable[..., str]
    place: str = ""
    distance: str = ""
    """Empty where the place is a whole state or country."""


def chips_of(
    words: ReadWords, asked: SearchRequest, vocabulary: Vocabulary, say: ChipWords
) -> tuple[ReadChip, ...]:
    """Everything that was read or chosen, each with its button."""
    found = [
        *_terms_read(words, vocabulary),
        *_avoided(words, vocabulary, say),
        *_wishes_read(words, asked, say),
        *_chosen(asked, vocabulary),
        *_place(words, asked, say),
    ]
    return tuple({chip.value: chip for chip in found}.values())


def set_aside_labels(asked: SearchRequest, vocabulary: Vocabulary) -> tuple[str, ...]:
    """What was taken away from the reading, in words."""
    labels = []
    for item in asked.without:
        kind, _colon, slug = item.partition(":")
        terms = vocabulary.terms_of(TermKind(kind)) if kind in set(TermKind) else {}
        labels.append(terms[slug].label if slug in terms else slug.replace("-", " "))
    return tuple(labels)


def _terms_read(words: ReadWords, vocabulary: Vocabulary) -> Iterator[ReadChip]:
    for kind, field in WORD_KINDS.items():
        terms = vocabulary.terms_of(kind)
        slugs: Iterable[str] = getattr(words, field)
        for slug in slugs:
            yield ReadChip(_label(terms, slug), f"read:{kind.value}:{slug}")


def _avoided(words: ReadWords, vocabulary: Vocabulary, say: ChipWords) -> Iterator[ReadChip]:
    for kind, field in AVOIDED.items():
        slugs: Iterable[str] = getattr(words, field)
        for slug in slugs:
            label = _label(vocabulary.terms_of(kind), slug)
            text = say.gettext("not %(what)s", what=label)
            yield ReadChip(text, f"read:not-{kind.value}:{slug}")


def _wishes_read(words: ReadWords, asked: SearchRequest, say: ChipWords) -> Iterator[ReadChip]:
    modes = {"telehealth": say.gettext("online"), "in-person": say.gettext("in person")}
    mode, source = (asked.mode, "form") if asked.mode else (words.mode, "read")
    if mode in modes:
        yield ReadChip(modes[mode], f"{source}:mode:{mode}")
    if words.no_touch or asked.no_touch:
        value = "form:no_touch:" if asked.no_touch else "read:wish:no-touch"
        yield ReadChip(say.gettext("no touch"), value)
    if asked.joint and not words.joint_sessions:
        yield ReadChip(say.gettext("joint sessions"), "form:joint:")
    wished = (
        (words.joint_sessions, say.gettext("joint sessions"), "joint-sessions"),
        (words.wants_center, say.gettext("a center"), "center"),
        (words.wants_team, say.gettext("people who work together"), "team"),
        (words.payer_must, say.gettext("no other way to pay"), PAYER_ONLY),
        (words.urgency_days is not None, _begin_words(words.urgency_days, say), "soon"),
    )
    yield from (ReadChip(text, f"read:wish:{slug}") for is_read, text, slug in wished if is_read)
    if words.fee_max is not None:
        text = say.gettext("at most %(fee)s a session", fee=f"{words.fee_max:g}")
        yield ReadChip(text, "read:wish:fee")


def _begin_words(days: int | None, say: ChipWords) -> str:
    if days is None or days > A_FORTNIGHT:
        return say.gettext("no hurry")
    return say.gettext("within two weeks") if days == A_FORTNIGHT else say.gettext("soon")


def _chosen(asked: SearchRequest, vocabulary: Vocabulary) -> Iterator[ReadChip]:
    for facet in asked.care:
        yield ReadChip(care_label(facet), f"form:care:{facet}")
    single = (("wants", TermKind.PROFESSION), ("payer", TermKind.PAYER),
              ("language", TermKind.LANGUAGE), ("population", TermKind.POPULATION))  # fmt: skip
    for name, kind in single:
        slug: str = getattr(asked, name)
        if slug:
            yield ReadChip(_label(vocabulary.terms_of(kind), slug), f"form:{name}:{slug}")
    for name, kind in (("access", TermKind.ACCESS), ("preferences", TermKind.PREFERENCE)):
        slugs: Iterable[str] = getattr(asked, name)
        for slug in slugs:
            yield ReadChip(_label(vocabulary.terms_of(kind), slug), f"form:{name}:{slug}")


def _place(words: ReadWords, asked: SearchRequest, say: ChipWords) -> Iterator[ReadChip]:
    if not say.place:
        return
    text = say.gettext("in %(place)s", place=say.place)
    if say.distance:
        text = say.gettext(
            "within %(distance)s of %(place)s", distance=say.distance, place=say.place
        )
    source = "form:place:" if asked.place else f"read:place:{words.place}"
    yield ReadChip(text, source)


def _label(terms: Mapping[str, Term], slug: str) -> str:
    """The label of a term, short: what stands in brackets explains, and a chip has no room."""
    if slug not in terms:
        return slug.replace("-", " ")
    return terms[slug].label.partition(" (")[0]
