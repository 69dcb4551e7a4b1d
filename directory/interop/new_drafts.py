"""What is new in some files, as private drafts: worked out, looked at, stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.interop import services
from directory.interop.columns import Table
from directory.interop.problems import Gravity, Problem
from directory.interop.report import Report, Result
from directory.profiles.services import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interop.assembly import Assembly
    from directory.interop.reading import Sheet
    from directory.interop.services import Knowledge
    from directory.profiles.draft import ListingDraft
    from directory.profiles.services import Prepared


def import_new(
    session: Session, sheets: Sequence[Sheet], knowledge: Knowledge, *, is_dry_run: bool = False
) -> Report:
    """Import what is new of some files as private drafts, and leave alone what is here. Flushes.

    With one error, or in a dry run, nothing is stored.
    """
    made, stored = worked_out(session, sheets, knowledge)
    if is_dry_run:
        report = Report(problems=tuple(made.problems), is_dry_run=True)
        return replace(report, results=_would_be(made)) if report.is_sound else report
    return store(session, made, stored, knowledge)


def worked_out(
    session: Session, sheets: Sequence[Sheet], knowledge: Knowledge
) -> tuple[Assembly, dict[str, ListingDraft]]:
    """What the files would make, beside what is stored of it; nothing is stored by this."""
    read = services.tables_of(sheets, knowledge)
    made, stored = services.assembled(session, read, knowledge)
    _leave_alone(made, stored)
    services.refuse_who_left(session, made, stored)
    return made, stored


def store(
    session: Session,
    made: Assembly,
    stored: Mapping[str, ListingDraft],
    knowledge: Knowledge,
    *,
    rows: Prepared | None = None,
) -> Report:
    """Store what was worked out, or nothing of it where one row is wrong. Flushes."""
    report = Report(problems=tuple(made.problems), is_dry_run=False)
    if not report.is_sound:
        return report
    results = services.save(
        session, made, stored, knowledge, confirmed_by_both=False, prepared=rows
    )
    return replace(report, results=results)


def is_sound(made: Assembly) -> bool:
    """Whether no row has an error."""
    return Report(problems=tuple(made.problems), is_dry_run=True).is_sound


def _would_be(made: Assembly) -> tuple[Result, ...]:
    """What saving would tell: everything that is left is new. It reads, so a page may show it."""
    listings = [(made.found_at[handle], Table.LISTINGS, handle) for handle in made.drafts]
    working = [
        (place, Table.AFFILIATIONS, f"{draft.person} at {draft.center}")
        for place, draft in made.affiliations
    ]
    return tuple(
        Result(file=file, line=line, table=table, subject=subject, outcome=Outcome.CREATED)
        for (file, line), table, subject in (*listings, *working)
    )


def _leave_alone(made: Assembly, stored: Mapping[str, ListingDraft]) -> None:
    """Take out what is here already, and what nobody may say of another by a file."""
    for handle in set(made.drafts) & set(stored):
        file, line = made.found_at[handle]
        made.problems.append(
            Problem(
                file=file,
                line=line,
                cause=_("“%(handle)s” is here already.", handle=handle),
                remedy=_("The row is left out; undo the earlier import to bring it in anew."),
                gravity=Gravity.NOTE,
            )
        )
        del made.drafts[handle]
    made.affiliations[:] = [
        (place, draft)
        for place, draft in made.affiliations
        if draft.center in made.drafts or draft.person in made.drafts
    ]
    made.vouches.clear()
    made.founders.clear()
    made.kept_apart.clear()
