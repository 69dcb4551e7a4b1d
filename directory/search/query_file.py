"""Read a file of example searches (JSON Lines), refusing what cannot be scored."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from directory.vocabulary.terms import TermKind
from directory.vocabulary.understanding import Role

if TYPE_CHECKING:
    from pathlib import Path

    from directory.vocabulary.terms import Vocabulary

PARTS = ("expect", "accept", "accept_instead", "must_not")
KINDS = {
    "issues": TermKind.ISSUE,
    "modalities": TermKind.MODALITY,
    "professions": TermKind.PROFESSION,
    "populations": TermKind.POPULATION,
    "payers": TermKind.PAYER,
    "access": TermKind.ACCESS,
    "preferences": TermKind.PREFERENCE,
    "flags": TermKind.FLAG,
}


class QueryFileError(ValueError):
    """A file of searches cannot be used; the message names line, cause and remedy."""


def read_queries(path: Path, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The searches of a file; QueryFileError for anything that could not be scored."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as problem:
        raise QueryFileError(
            f"{path} cannot be read ({problem.strerror}); name another file."
        ) from None
    except UnicodeDecodeError:
        raise QueryFileError(f"{path} is not UTF-8 text; save it as UTF-8.") from None
    queries: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            queries.append(_query(line, f"{path}, line {number}", vocabulary))
    if not queries:
        raise QueryFileError(f"{path} holds no search; give a line for each.")
    identifiers = [query["id"] for query in queries]
    if len(set(identifiers)) < len(identifiers):
        raise QueryFileError(f"{path} gives an id twice; number the searches anew.")
    return queries


def _query(line: str, where: str, vocabulary: Vocabulary) -> dict[str, Any]:
    try:
        query = json.loads(line)
    except ValueError as problem:
        raise QueryFileError(f"{where} is not JSON ({problem}); correct it.") from None
    if not isinstance(query, dict):
        raise QueryFileError(f"{where} is no object; write {{...}}.")
    for name in ("id", "text", "lang"):
        if not isinstance(query.get(name), str):
            raise QueryFileError(f"{where} has no text under {name!r}; add it.")
    if query.get("role") not in set(Role):
        raise QueryFileError(f"{where} has no role; write client or clinician.")
    for part in PARTS:
        _check_part(query.setdefault(part, {}), f"{where}, {part}", vocabulary)
    return query


def _check_part(part: object, where: str, vocabulary: Vocabulary) -> None:
    if not isinstance(part, dict):
        raise QueryFileError(f"{where} is no object; write {{...}}.")
    for name, values in part.items():
        if name in KINDS:
            _check_slugs(values, f"{where}, {name}", vocabulary.terms_of(KINDS[name]))


def _check_slugs(values: object, where: str, known: object) -> None:
    if not isinstance(values, list):
        raise QueryFileError(f"{where} is no list; write [...].")
    for slug in values:
        if not isinstance(known, dict) or slug not in known:
            raise QueryFileError(f"{where} names {slug!r}, which does not exist; correct it.")
