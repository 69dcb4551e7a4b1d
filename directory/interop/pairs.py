"""Who of an import may be somebody who is here already: opened as cases, a pair each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind
from directory.profiles.services import existing_drafts
from directory.profiles.twins import holder_of_licence, likely_same_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.profiles.draft import ListingDraft

AT_ONCE = 500


def flag_pairs(session: Session, handles: Sequence[str]) -> int:
    """Open a case for each pair with one licence, or one telephone and nearly one name; how many.

    Flushes.
    """
    found: set[tuple[CaseKind, frozenset[str]]] = set()
    for start in range(0, len(handles), AT_ONCE):
        for draft in existing_drafts(session, handles[start : start + AT_ONCE]).values():
            found |= _pairs(session, draft)
    for kind, pair in sorted(found, key=lambda item: (item[0], sorted(item[1]))):
        open_case(session, kind, sorted(pair), _evidence(kind))
    return len(found)


def _pairs(session: Session, draft: ListingDraft) -> set[tuple[CaseKind, frozenset[str]]]:
    found = {
        (CaseKind.NEAR_SAME_PERSON, frozenset({draft.handle, other}))
        for other in likely_same_person(session, draft)
    }
    for credential in draft.credentials:
        holder = holder_of_licence(session, credential, but=draft.handle)
        if holder is not None:
            found.add((CaseKind.DUPLICATE_LICENCE, frozenset({draft.handle, holder})))
    return found


def _evidence(kind: CaseKind) -> str:
    if kind is CaseKind.DUPLICATE_LICENCE:
        return _("An import states the same licence for both.")
    return _("An import gives both the same telephone and nearly the same name.")
