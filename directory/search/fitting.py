"""What a file of the network must have been written with, to be read by this process."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import directory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.vocabulary.terms import Vocabulary

MADE_BY = ("matching", "profiles", "search", "trust", "vocabulary")
"""The packages whose code makes what the file holds."""


def fits(vocabulary: Vocabulary) -> dict[str, str]:
    """By name what has to be the same: the software with its weights, and the vocabulary."""
    return {"software": software(), "vocabulary": vocabulary_fingerprint(vocabulary)}


@cache
def software() -> str:
    """The version of the software and of numpy, with the code that makes an index.

    Weights are part of that code. A checkout changes its code without a new version.
    """
    made_by = hashlib.sha256()
    root = Path(directory.__file__).parent
    for package in MADE_BY:
        for module in sorted((root / package).rglob("*.py")):
            made_by.update(module.read_bytes())
    return f"{version('better-together')}, numpy {np.__version__}, {made_by.hexdigest()[:16]}"


def vocabulary_fingerprint(vocabulary: Vocabulary) -> str:
    """The same for equal vocabularies, in whatever order their sets came."""
    found = hashlib.sha256()
    for text in _texts(vocabulary):
        found.update(text.encode())
        found.update(b"\0")
    return found.hexdigest()[:32]


def _texts(value: object) -> Iterator[str]:
    if is_dataclass(value):
        yield type(value).__name__
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, frozenset | set):
        yield from ("{", *sorted("\1".join(_texts(one)) for one in value), "}")
    elif isinstance(value, tuple | list):
        yield "("
        for one in value:
            yield from _texts(one)
        yield ")"
    elif hasattr(value, "items"):
        yield from _texts(tuple(value.items()))
    else:
        yield repr(value)
