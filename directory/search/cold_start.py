"""Takes the network from its file at a cold start, and sees to it that the file is there.

The file may lag behind: only what changed since is read. It must be of this very database,
though, and not of one that was brought back from a copy and went another way since.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from directory.audit.services import has_entry, last_entry
from directory.matching.lexicon import Lexicon
from directory.profiles import queries
from directory.search.beside import Errand
from directory.search.fitting import fits
from directory.search.keeping import kept, parts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.search.keeping import Kept
    from directory.search.network_file import NetworkFile
    from directory.search.snapshot import Snapshot
    from directory.vocabulary.terms import Vocabulary

log = logging.getLogger(__name__)

LAG = 500
"""The file is written anew when the directory has moved on by so many revisions."""
MOST_CHANGED = 5_000
"""With more changed listings than this, everything is read from the database."""


class ColdStart:
    """The file of one process's network, for one vocabulary."""

    def __init__(self, file: NetworkFile, vocabulary: Vocabulary) -> None:
        self._file = file
        self._vocabulary = vocabulary
        self._errand = Errand()
        self._written: int | None = None
        self._left = 0

    def read(self, session: Session, *, today: date) -> Kept | None:
        """The network of the file; None where there is none that fits."""
        found = self._file.read(fits(self._vocabulary))
        if found is None:
            return None
        sealed, pages = found
        why_not = _why_not(session, sealed, today)
        if why_not:
            log.warning("The network is read from the database: its file %s", why_not)
            return None
        self._written = sealed["revision"]
        return kept(sealed, pages, Lexicon(self._vocabulary))

    def see_to_it(self, session: Session, snapshot: Snapshot) -> None:
        """Write the file beside the requests, where there is none, or it lags far behind."""
        lags = self._written is None or snapshot.revision - self._written >= LAG
        if not lags or self._errand.is_at_work:
            return
        marks, left = _marks(session), self._left
        self._written = snapshot.revision
        self._errand.begin(
            lambda: self._write(snapshot, marks, left), if_it_fails="The network was not written."
        )

    def somebody_left(self) -> None:
        """Keep nothing of somebody who withdrew or was erased; the file is written anew."""
        self._left += 1
        self._written = None
        self._file.remove()

    def wait(self) -> None:
        """Wait until nothing is being written."""
        self._errand.wait()

    def _write(self, snapshot: Snapshot, marks: Mapping[str, object], left: int) -> None:
        sealed, pages = parts(snapshot)
        self._file.write({**sealed, **marks}, pages, fits(self._vocabulary))
        if self._left != left:
            # Somebody left while it was written, and stands in it.
            self._file.remove()


def _marks(session: Session) -> dict[str, object]:
    """What is true of this database, and of no other that has come as far."""
    changed = queries.latest_changes(session)
    return {
        "audited": last_entry(session),
        "changed": {handle: at.isoformat() for handle, at in changed.items()},
    }


def _why_not(session: Session, sealed: Mapping[str, Any], today: date) -> str | None:
    """Why the file is not of this database on this day, None where it is."""
    if sealed["today"] > today:
        return "is of a later day"
    if sealed["revision"] > queries.current_revision(session):
        return "is ahead of it"
    if not has_entry(session, *sealed["audited"]):
        return "is of another history"
    moved = queries.changed_since(session, sealed["revision"]).listings
    if len(moved) > MOST_CHANGED:
        return "lags too far behind"
    return _changed_otherwise(session, sealed["changed"], moved)


def _changed_otherwise(
    session: Session, said: Mapping[str, str], moved: frozenset[str]
) -> str | None:
    """Whether a listing changed and the directory did not tell: then histories parted."""
    known = {handle: datetime.fromisoformat(at) for handle, at in said.items()}
    asked = known.keys() - moved
    now = queries.latest_changes(session, asked)
    newest = max(known.values(), default=None)
    latest = queries.latest_changes(session)
    if any(now.get(handle) != known[handle] for handle in asked) or any(
        newest is None or at > newest for handle, at in latest.items() if handle not in moved
    ):
        return "is of another history"
    return None
