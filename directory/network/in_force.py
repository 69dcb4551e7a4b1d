"""What is in force at a request: the words, the weights and the site with the network's edits."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import current_app

from directory.matching.need import Asker
from directory.matching.weights import (
    DEFAULT_WEIGHTS,
    THRESHOLD_BOUNDS,
    Component,
    Thresholds,
    Weights,
)
from directory.network import edits as rows
from directory.network.site import SITE, Site, site_of
from directory.vocabulary.overlay_rows import EDITABLE_FILES, RowEdit, load_what_fits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.vocabulary.rows import Folder
    from directory.vocabulary.terms import Vocabulary

WEIGHTS = "weights"
"""The `file` of edits of weights; the row is "client", "referrer" or "thresholds"."""

THRESHOLDS = "thresholds"
_WHOLE = frozenset({"enough", "stale_days"})


@dataclass(frozen=True)
class InForce:
    """Everything that a network may change, as it stands at one revision."""

    revision: int
    vocabulary: Vocabulary
    weights: Weights = DEFAULT_WEIGHTS
    site: Site = field(default_factory=Site)
    word_edits: tuple[RowEdit, ...] = ()
    left_out: tuple[tuple[RowEdit, str], ...] = ()
    """Edits that no longer fit what is shipped, and why."""

    def site_name(self, settings: Settings) -> str:
        """The name that the network gave its site, otherwise the one of the settings."""
        return self.site.name or settings.site_name


def weights_of(edits: Sequence[RowEdit]) -> Weights:
    """The weights with the network's numbers. Raises ValueError naming what leaves its bounds."""
    tables = {asker.value: dict(DEFAULT_WEIGHTS.for_asker(asker)) for asker in Asker}
    limits: dict[str, float] = {}
    for edit in edits:
        if edit.file == WEIGHTS and edit.row == THRESHOLDS and edit.column in THRESHOLD_BOUNDS:
            number = float(edit.value)
            limits[edit.column] = int(number) if edit.column in _WHOLE else number
        elif edit.file == WEIGHTS and edit.row in tables:
            tables[edit.row][Component(edit.column)] = float(edit.value)
    if not limits and all(edit.file != WEIGHTS for edit in edits):
        return DEFAULT_WEIGHTS
    return Weights(
        client=tables[Asker.CLIENT.value],
        referrer=tables[Asker.REFERRER.value],
        thresholds=Thresholds(**limits),  # type: ignore[arg-type]
    )


class InForceHolder:
    """Keeps what is in force in one process; safe to ask from several threads."""

    def __init__(self, shipped: Path | Folder, vocabulary: Vocabulary) -> None:
        self._shipped = shipped
        self._as_shipped = vocabulary
        self._lock = threading.Lock()
        self._followers: list[Callable[[InForce], None]] = []
        self.now = InForce(0, vocabulary)

    def follow_with(self, follower: Callable[[InForce], None]) -> None:
        """Call this whenever something else is in force, before the request goes on."""
        self._followers.append(follower)

    def follow(self, session: Session) -> InForce:
        """What is in force at the database's present revision; one small query where it stands."""
        revision = rows.current_revision(session)
        if self.now.revision == revision:
            return self.now
        with self._lock:
            if self.now.revision != revision:
                found = self._read(revision, rows.standing_edits(session))
                for follower in self._followers:
                    follower(found)
                self.now = found
        return self.now

    def _read(self, revision: int, edits: tuple[RowEdit, ...]) -> InForce:
        words = tuple(edit for edit in edits if edit.file in EDITABLE_FILES)
        # Only a change of words makes words be read again, and the index be built anew.
        if words == self.now.word_edits:
            vocabulary, left_out = self.now.vocabulary, self.now.left_out
        elif words:
            fitting = load_what_fits(self._shipped, words)
            vocabulary, left_out = fitting.vocabulary, fitting.left_out
        else:
            vocabulary, left_out = self._as_shipped, ()
        return InForce(revision, vocabulary, _weights(edits), _site(edits), words, left_out)


def read_in_force(session: Session, shipped: Path | Folder, vocabulary: Vocabulary) -> InForce:
    """What is in force now, for a command that asks once."""
    return InForceHolder(shipped, vocabulary).follow(session)


def site_name(session: Session, settings: Settings) -> str:
    """What this network calls itself now: for mail, which time sends without a request."""
    return _site(rows.standing_edits(session)).name or settings.site_name


def in_force() -> InForce:
    """What is in force at this request."""
    return holder().now


def holder() -> InForceHolder:
    """The holder of the app."""
    found: InForceHolder = current_app.extensions["network"]
    return found


def _weights(edits: Sequence[RowEdit]) -> Weights:
    try:
        return weights_of(edits)
    except ValueError:
        # An upgrade may narrow a bound: the shipped numbers are then the safe ones.
        return DEFAULT_WEIGHTS


def _site(edits: Sequence[RowEdit]) -> Site:
    values: Mapping[str, str] = {edit.column: edit.value for edit in edits if edit.file == SITE}
    return site_of(values)
