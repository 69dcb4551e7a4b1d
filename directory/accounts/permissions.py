"""Who may do what, read from permissions.csv: one line for each action, a column for each role.

A line names the addresses that do the action. What stands in no line is not allowed.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TABLE = Path(__file__).with_name("permissions.csv")
OPEN_TO_ALL = frozenset({"anyone", "development"})


class Role(StrEnum):
    """Who somebody is to the network; the columns of the table."""

    VISITOR = "visitor"
    CLIENT = "client"
    NEWCOMER = "newcomer"
    PRACTITIONER = "practitioner"
    CENTER = "center"
    CURATOR = "curator"
    OPERATOR = "operator"


class Grant(StrEnum):
    """What a cell says. Everything but `no` opens the page; the rest is checked on the record."""

    YES = "yes"
    OWN = "own"
    SHARED = "shared"
    SECOND_PERSON = "second-person"
    PROPOSES = "proposes"
    LOGGED = "logged"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Line:
    """One action: its permission, its addresses as `GET /sign-in`, and what each role may."""

    permission: str
    action: str
    routes: tuple[str, ...]
    grants: Mapping[Role, frozenset[Grant]]

    def opens_to(self, role: Role) -> bool:
        """Whether somebody in this role gets in at all."""
        return self.grants[role] != {Grant.NO}


class PermissionTableError(ValueError):
    """The table cannot be read; the message names the line."""


@cache
def permission_lines() -> tuple[Line, ...]:
    """Every line of the shipped table."""
    return read_lines(TABLE.read_text(encoding="utf-8"))


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines of a table. Raises PermissionTableError."""
    return tuple(
        _line(number, row) for number, row in enumerate(csv.DictReader(text.splitlines()), start=2)
    )


def is_permitted(permission: str, roles: Collection[Role]) -> bool:
    """Whether any of these roles has this permission; an unknown permission is nobody's."""
    return any(
        line.opens_to(role)
        for line in permission_lines()
        if line.permission == permission
        for role in roles
    )


def _line(number: int, row: Mapping[str, str]) -> Line:
    try:
        return Line(
            permission=row["permission"],
            action=row["action"],
            routes=tuple(row["routes"].split("|")) if row["routes"] else (),
            grants={
                role: frozenset(Grant(word) for word in row[role.value].split("+")) for role in Role
            },
        )
    except (KeyError, ValueError, AttributeError) as problem:
        message = f"permissions.csv, line {number}: {problem}"
        raise PermissionTableError(message) from None
