"""Check the vocabulary files against each other, naming the row that is at fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from directory.vocabulary.caution_grammar import parse_applies_to, parse_trigger
from directory.vocabulary.terms import TermKind
from directory.vocabulary.usage_entries import LINE, SIGN_FILES

if TYPE_CHECKING:
    from directory.vocabulary.rows import Row
    from directory.vocabulary.terms import Vocabulary

Rows = Mapping[str, list["Row"]]
"""The rows of each file by file name."""


def check_consistency(vocabulary: Vocabulary, rows: Rows) -> None:
    """Raise VocabularyError at the first reference that leads nowhere or in a circle."""
    keys = {line.key for line in vocabulary.crisis_resources}
    _check_parents(rows["issues.csv"], set(vocabulary.issues))
    _check_parents(rows["professions.csv"], set(vocabulary.professions))
    for file in ("issues.csv", "flags.csv"):
        for row in rows[file]:
            row.known("crisis_resource_key", keys, row.words("crisis_resource_key"))
    for row in rows["modalities.csv"]:
        named = row.words("professions_in_scope")
        row.known("professions_in_scope", vocabulary.professions, named)
    for row in rows["credentials.csv"]:
        row.known("profession", vocabulary.professions, [row.text("profession")])
    for row in rows["flags.csv"]:
        row.known("only_with", vocabulary.issues, row.words("only_with"))
        row.known("not_with", vocabulary.issues, row.words("not_with"))
    _check_pairs(vocabulary, rows["modality_issue.csv"])
    _check_usage(vocabulary, rows)
    _check_tokens(vocabulary, rows["ambiguous_tokens.csv"])
    _check_cautions(vocabulary, rows["cautions.csv"])
    for file in ("issues.csv", "modalities.csv"):
        _check_synonyms(rows[file], set(vocabulary.ambiguous_tokens))


def _check_parents(rows: list[Row], slugs: set[str]) -> None:
    parents = {row.text("slug"): row.text("parent") for row in rows}
    for row in rows:
        row.known("parent", slugs, row.words("parent"))
        passed = {row.text("slug")}
        above = row.text("parent")
        while above:
            if above in passed:
                raise row.error("Its parents lead in a circle.", "Choose another parent.")
            passed.add(above)
            above = parents[above]


def _check_pairs(vocabulary: Vocabulary, rows: list[Row]) -> None:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        pair = (row.text("modality"), row.text("issue"))
        row.known("modality", vocabulary.modalities, pair[:1])
        row.known("issue", vocabulary.issues, pair[1:])
        if pair in seen:
            raise row.error(f"The pair with {pair[1]} stands twice.", "Keep one row.")
        seen.add(pair)


def _check_tokens(vocabulary: Vocabulary, rows: list[Row]) -> None:
    for row in rows:
        for meaning in vocabulary.ambiguous_tokens[row.text("token")].meanings:
            if meaning.kind is not None:
                row.known("means", vocabulary.terms_of(meaning.kind), [meaning.slug])


def _check_usage(vocabulary: Vocabulary, rows: Rows) -> None:
    for row in rows["identities.csv"]:
        row.known("population", vocabulary.populations, [row.text("population")])
        row.known("preference", vocabulary.preferences, [row.text("preference")])
    for row in (row for file in SIGN_FILES for row in rows[file]):
        _check_sign(vocabulary, row)
    for row in rows["body_parts.csv"]:
        row.known("issue", vocabulary.issues, [row.text("issue")])
    for row in rows["compounds.csv"]:
        row.known("issue", vocabulary.issues, [row.text("issue")])
        row.known("means", vocabulary.issues, [row.text("means")])
        kind, _, value = row.text("with").partition(":")
        if kind != "word":
            row.known("with", vocabulary.terms_of(TermKind(kind)), [value])


def _check_sign(vocabulary: Vocabulary, row: Row) -> None:
    lines = {line.key for line in vocabulary.crisis_resources}
    for means in row.words("means"):
        kind, _, slug = means.partition(":")
        row.known("means", lines if kind == LINE else vocabulary.terms_of(TermKind(kind)), [slug])


def _check_cautions(vocabulary: Vocabulary, rows: list[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.text("id") in seen:
            raise row.error("The id stands twice.", "Number the rule anew.")
        seen.add(row.text("id"))
        try:
            parse_trigger(row.text("trigger"), vocabulary)
            parse_applies_to(row.text("applies_to"), vocabulary)
        except ValueError as problem:
            raise row.error(str(problem), "Correct it; docs of the grammar: README.md.") from None


def _check_synonyms(rows: list[Row], explained: set[str]) -> None:
    """One word for two terms of one kind is a guess, unless its readings are explained."""
    owners: dict[str, str] = {}
    for row in rows:
        slug = row.text("slug")
        for word in {*row.words("synonyms"), *row.words("synonyms_es")}:
            owner = owners.setdefault(word.casefold(), slug)
            if owner != slug and word.casefold() not in explained:
                raise row.error(
                    f"{word!r} is a synonym of {owner} too.",
                    "Keep it in one place or list both readings in ambiguous_tokens.csv.",
                )
