"""The data map: what each column holds, why, for how long, and what erasing does to it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("data_map.csv")


class DataClass(StrEnum):
    """How much a column needs to be protected."""

    TECHNICAL = "technical"
    """About nobody, or a number that joins rows."""
    PUBLIC = "public"
    """Stated by somebody so that others may read it, as far as they let it."""
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    SECRET = "secret"  # noqa: S105 - a class of data, not a secret


class OnErasure(StrEnum):
    """What becomes of a column when the person is erased."""

    ROW = "row"
    """The whole row goes."""
    EMPTIED = "emptied"
    """The row stays without the person."""
    KEPT = "kept"
    """It says nothing about anybody, or only under a sign that leads to nobody."""


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One line of the data map."""

    table: str
    column: str
    data_class: DataClass
    purpose: str
    retention: str
    on_erasure: OnErasure


@cache
def data_map() -> tuple[MappedColumn, ...]:
    """Every line of the file. Raises ValueError for a class or an erasure that is none."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            MappedColumn(
                table=row["table"],
                column=row["column"],
                data_class=DataClass(row["class"]),
                purpose=row["purpose"],
                retention=row["retention"],
                on_erasure=OnErasure(row["on_erasure"]),
            )
            for row in csv.DictReader(file)
        )
