"""Cases to look into: possible duplicates, and what does not fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.own import is_own
from directory.curation.tasks import Section, Task, business_days_after
from directory.profiles.cases import open_cases
from directory.profiles.closed_sets import CaseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_CASES = 2


def kind_words(kind: CaseKind) -> str:
    """What a case is about."""
    return {
        CaseKind.DUPLICATE_LICENCE: _("Two listings state the same licence"),
        CaseKind.NEAR_SAME_PERSON: _("Is this one person with two listings?"),
        CaseKind.SUPERVISION_DENIED: _("A supervisor says that they do not supervise"),
    }.get(kind, _("Look into a case"))


def _cases(asking: Asking) -> Iterator[Task]:
    for case in open_cases(asking.session):
        own = [handle for handle in case.handles if is_own(asking.member, handle)]
        yield Task(
            section="cases",
            what=kind_words(case.kind),
            about=", ".join(case.handles),
            href=f"{CURATE}/cases/{case.id}",
            since=case.opened_at,
            due=business_days_after(case.opened_at, DAYS_FOR_CASES),
            subject=own[0] if own else "",
        )


CASES = Section("cases", _l("Cases"), _l("Possible duplicates, and what does not fit."), _cases)
