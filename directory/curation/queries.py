"""What the curator's desk asks of other features, and when help lines were last called."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.curation.models import HelpLineCheck

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.vocabulary.terms import CrisisResource, Vocabulary

CALL_AGAIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A help line, and when somebody last found that it answers."""

    reference: str
    line: CrisisResource
    checked_on: date | None

    def is_due(self, today: date) -> bool:
        """Whether it should be called again."""
        return self.checked_on is None or today - self.checked_on >= CALL_AGAIN


def reference_of_line(line: CrisisResource) -> str:
    """What names a help line in an address: it stays while name and number stay."""
    return hashlib.sha256(f"{line.name}|{line.contact}".encode()).hexdigest()[:16]


def help_lines(session: Session, vocabulary: Vocabulary) -> tuple[HelpLine, ...]:
    """Every help line once, with the later of the vocabulary's date and our own."""
    own = {row.line: row.checked_on for row in session.scalars(select(HelpLineCheck)).all()}
    return called_lines(vocabulary, own)


def called_lines(
    vocabulary: Vocabulary, own: Mapping[str, date] = MappingProxyType({})
) -> tuple[HelpLine, ...]:
    """Every help line once; `own` says when we called it, by its reference."""
    found: dict[str, HelpLine] = {}
    for line in vocabulary.crisis_resources:
        reference = reference_of_line(line)
        shipped = date.fromisoformat(line.last_checked) if line.last_checked else None
        known = [day for day in (shipped, own.get(reference)) if day]
        found.setdefault(reference, HelpLine(reference, line, max(known, default=None)))
    return tuple(found.values())
