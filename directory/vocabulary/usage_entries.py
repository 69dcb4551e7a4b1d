"""Turn the rows of the usage files into values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.vocabulary.terms import TermKind
from directory.vocabulary.usage import (
    BodyPart,
    Compound,
    Effect,
    Identity,
    RefusalWords,
    Region,
    Sign,
    Usage,
    Wish,
    WishField,
)
from directory.vocabulary.verb_forms import spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from directory.vocabulary.rows import Row

LINE = "line"
"""What a sign means that shows a help line and names no term."""

SIGN_FILES = ("signs.csv", "danger_frames.csv")

USAGE_COLUMNS: dict[str, str] = {
    "wish_words.csv": "slug,field,words,words_es",
    "idioms.csv": "phrase,note",
    "identities.csv": "words,words_es,population,preference,default",
    "body_parts.csv": "issue,words,words_es",
    "compounds.csv": "issue,with,means,replaces,note",
    "refusal_words.csv": "effect,words,words_es",
    "signs.csv": "means,groups,within,unless,note",
    "danger_frames.csv": "means,groups,within,unless,source,as_of",
    "slots.csv": "slot,words,words_es",
    "verb_forms.csv": "verb,forms",
    "regions.csv": "code,name,abbreviation,words,latitude,longitude",
    "ordinary_words.csv": "word,is_town",
}
USAGE_KEYS: dict[str, str] = {
    "wish_words.csv": "slug",
    "idioms.csv": "phrase",
    "identities.csv": "population",
    "body_parts.csv": "issue",
    "compounds.csv": "issue",
    "refusal_words.csv": "effect",
    "signs.csv": "means",
    "danger_frames.csv": "means",
    "slots.csv": "slot",
    "verb_forms.csv": "verb",
    "regions.csv": "code",
    "ordinary_words.csv": "word",
}


def usage(rows: Mapping[str, list[Row]]) -> Usage:
    """All usage files as one value."""
    ordinary = rows["ordinary_words.csv"]
    slots = {row.required("slot") for row in rows["slots.csv"]}
    verbs = {row.required("verb"): frozenset(row.words("forms")) for row in rows["verb_forms.csv"]}
    return Usage(
        wishes=tuple(map(_wish, rows["wish_words.csv"])),
        idioms=frozenset(row.required("phrase") for row in rows["idioms.csv"]),
        identities=tuple(map(_identity, rows["identities.csv"])),
        body_parts=tuple(map(_body_part, rows["body_parts.csv"])),
        compounds=tuple(map(_compound, rows["compounds.csv"])),
        refusals=tuple(map(_refusal, rows["refusal_words.csv"])),
        signs=tuple(
            sign for file in SIGN_FILES for row in rows[file] for sign in _signs(row, slots)
        ),
        slots={row.required("slot"): _slot(row, verbs) for row in rows["slots.csv"]},
        regions={row.required("code"): _region(row) for row in rows["regions.csv"]},
        ordinary_words=frozenset(row.required("word") for row in ordinary),
        common_towns=frozenset(
            row.required("word") for row in ordinary if row.text("is_town") in {"yes", "cued"}
        ),
        cued_towns=frozenset(r.required("word") for r in ordinary if r.text("is_town") == "cued"),
    )


def _wish(row: Row) -> Wish:
    return Wish(
        row.required("slug"),
        row.choice("field", WishField),
        row.words("words"),
        row.words("words_es"),
    )


def _identity(row: Row) -> Identity:
    return Identity(
        words=row.words("words"),
        words_es=row.words("words_es"),
        population=row.required("population"),
        preference=row.required("preference"),
        prefers=row.required("default") == "preference",
        only_client=row.required("default") == "client",
    )


def _body_part(row: Row) -> BodyPart:
    return BodyPart(row.required("issue"), row.words("words"), row.words("words_es"))


def _compound(row: Row) -> Compound:
    kind, colon, value = row.required("with").partition(":")
    if not colon:
        raise row.error("with names no kind.", "Write issue:…, population:… or word:….")
    return Compound(
        issue=row.required("issue"),
        kind=None if kind == "word" else row.member("with", kind, TermKind),
        value=value,
        means=row.required("means"),
        replaces=row.required("replaces") == "yes",
    )


def _refusal(row: Row) -> RefusalWords:
    return RefusalWords(row.choice("effect", Effect), row.words("words"), row.words("words_es"))


def _signs(row: Row, slots: set[str]) -> Iterator[Sign]:
    """A sign for each thing that the row means ("flag:suicide-risk-now|line:suicide")."""
    written = row.required("groups")
    groups = tuple(
        tuple(word.strip() for word in group.split("|")) for group in re.split("[&>]", written)
    )
    for word in (*(word for group in groups for word in group), *row.words("unless")):
        _check_slots(row, word, slots)
    for means in row.words("means"):
        kind, _, slug = means.partition(":")
        yield Sign(
            kind=kind if kind == LINE else row.member("means", kind, TermKind).value,
            slug=slug,
            groups=groups,
            within=int(row.number("within")),
            unless=row.words("unless"),
            is_ordered=">" in written,
        )


def _check_slots(row: Row, word: str, slots: set[str]) -> None:
    if not word or not slots.issuperset(re.findall(r"\{([^}]*)\}", word)):
        raise row.error(f"{word!r} is no word, or names no slot of slots.csv.", "Correct it.")


def _slot(row: Row, verbs: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words of a slot; a verb marked with `~` stands for all its forms."""
    return frozenset(
        form
        for column in ("words", "words_es")
        for phrase in row.words(column)
        for form in spread(phrase, verbs, spanish=column == "words_es")
    )


def _region(row: Row) -> Region:
    return Region(
        code=row.required("code"),
        name=row.required("name"),
        abbreviation=row.required("abbreviation"),
        words=row.words("words"),
        latitude=row.number("latitude"),
        longitude=row.number("longitude"),
    )
