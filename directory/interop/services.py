"""Bring tables of a network into the database: all of it or nothing, and told row by row."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import TYPE_CHECKING

from directory import clock
from directory.interop.assembly import assemble, mentioned_handles
from directory.interop.columns import Table
from directory.interop.drafting import Reader
from directory.interop.places import located
from directory.interop.problems import Problem, Remarks
from directory.interop.report import Report, Result
from directory.interop.rows import TableRows, table_of, table_rows
from directory.interop.terms import Terms
from directory.places.geocoding import NullGeocoder
from directory.profiles.closed_sets import ConfirmedBy
from directory.profiles.draft import ListingDraft, canonical
from directory.profiles.exact_addresses import ring_of
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.queries import listing_statuses
from directory.profiles.removed import remembers_anybody, removal_of
from directory.profiles.services import (
    Outcome,
    existing_drafts,
    keep_apart,
    prepared_rows,
    save_affiliations,
    save_listings,
)
from directory.trust.services import record_founders, save_vouches

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interop.assembly import Assembly
    from directory.interop.reading import Sheet
    from directory.interop.scope_checks import Claim
    from directory.places.gazetteer import Gazetteer
    from directory.places.geocoding import Geocoder
    from directory.profiles.services import Locate, Prepared
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What the words and places of a file are held against."""

    vocabulary: Vocabulary
    gazetteer: Gazetteer
    claims: tuple[Claim, ...]
    home_region: str = "US"
    geocoder: Geocoder = field(default_factory=NullGeocoder)


@dataclass(frozen=True, slots=True)
class Tables:
    """Files whose table is known, read cell by cell, and the remarks on the others."""

    tables: tuple[TableRows, ...]
    problems: tuple[Problem, ...] = ()


def import_sheets(
    session: Session,
    sheets: Sequence[Sheet],
    knowledge: Knowledge,
    *,
    table: Table | None = None,
    is_dry_run: bool = False,
) -> Report:
    """Import files as private drafts; whatever is wrong with them, a report comes back. Flushes.

    `table` says what the files are, where neither their names nor their columns do. With one
    error, or in a dry run, nothing is stored. A listing that has left the draft state belongs to
    its owner: a file that would change it is refused.
    """
    read = tables_of(sheets, knowledge, table=table)
    made, stored = assembled(session, read, knowledge)
    _refuse_changes_of_others(session, made, stored)
    refuse_who_left(session, made, stored)
    report = Report(problems=tuple(made.problems), is_dry_run=is_dry_run)
    if not report.is_sound:
        return report
    with session.begin_nested() as savepoint:
        results = save(session, made, stored, knowledge, confirmed_by_both=False)
        if is_dry_run:
            savepoint.rollback()
    return replace(report, results=results)


def tables_of(
    sheets: Sequence[Sheet], knowledge: Knowledge, *, table: Table | None = None
) -> Tables:
    """The sheets with their cells read; one whose table is not clear becomes a remark."""
    terms = _reader(knowledge).terms
    tables, problems = [], []
    for sheet in sheets:
        found = table or table_of(sheet)
        if found is not None:
            tables.append(table_rows(sheet, found, terms))
        elif sheet.is_sound:
            problems.append(
                Problem(
                    file=sheet.file,
                    line=1,
                    cause="It is not clear which table this is.",
                    remedy=f"Name the file after its table, or say --table: {', '.join(Table)}.",
                )
            )
        else:
            problems.extend(sheet.problems)
    return Tables(tuple(tables), tuple(problems))


def assembled(
    session: Session, read: Tables, knowledge: Knowledge
) -> tuple[Assembly, dict[str, ListingDraft]]:
    """What the tables come to, laid over what is stored, and what is stored, by handle."""
    stored = {
        handle: canonical(draft)
        for handle, draft in existing_drafts(session, mentioned_handles(read.tables)).items()
    }
    made = assemble(read.tables, stored, _reader(knowledge), knowledge.claims)
    made.problems[:0] = read.problems
    for handle, draft in made.drafts.items():
        before = stored.get(handle)
        # A remark that a curator has dealt with does not come back while nothing else changed.
        if before is not None and replace(draft, needs_review=before.needs_review) == before:
            made.drafts[handle] = before
    return made, stored


def save(
    session: Session,
    made: Assembly,
    stored: Mapping[str, ListingDraft],
    knowledge: Knowledge,
    *,
    confirmed_by_both: bool,
    prepared: Prepared | None = None,
) -> tuple[Result, ...]:
    """Store what was assembled without an error, and tell each row. Flushes."""
    saved = save_listings(
        session,
        list(made.drafts.values()),
        locate=_locate(knowledge),
        confirmed_by=ConfirmedBy.IMPORT,
        prepared=prepared,
    )
    results = [
        Result(
            file=made.found_at[item.handle][0],
            line=made.found_at[item.handle][1],
            table=Table.LISTINGS,
            subject=item.handle,
            outcome=item.outcome,
            changes=_changes(stored.get(item.handle), made.drafts[item.handle]),
        )
        for item in saved
    ]
    results += _save_affiliations(session, made, confirmed_by_both=confirmed_by_both)
    outcomes = save_vouches(session, [draft for _place, draft in made.vouches])
    results += [
        Result(
            file=file,
            line=line,
            table=Table.VOUCHES,
            subject=f"{draft.voucher} for {draft.vouched} ({draft.basis})",
            outcome=outcome,
        )
        for ((file, line), draft), outcome in zip(made.vouches, outcomes, strict=True)
    ]
    record_founders(session, made.founders)
    for handle, other in made.kept_apart:
        keep_apart(session, handle, other)
    return tuple(results)


def prepared(made: Assembly, knowledge: Knowledge) -> Prepared:
    """The rows of new listings, made before a writing transaction is begun, for `save`."""
    return prepared_rows(
        made.drafts.values(), locate=_locate(knowledge), confirmed_by=ConfirmedBy.IMPORT
    )


def _locate(knowledge: Knowledge) -> Locate:
    return partial(located, gazetteer=knowledge.gazetteer, geocoder=knowledge.geocoder)


def _save_affiliations(
    session: Session, made: Assembly, *, confirmed_by_both: bool
) -> list[Result]:
    outcomes = save_affiliations(
        session,
        [draft for _place, draft in made.affiliations],
        confirmed_by_both=confirmed_by_both,
    )
    return [
        Result(
            file=file,
            line=line,
            table=Table.AFFILIATIONS,
            subject=f"{draft.person} at {draft.center}",
            outcome=outcome,
        )
        for ((file, line), draft), outcome in zip(made.affiliations, outcomes, strict=True)
    ]


def _refuse_changes_of_others(
    session: Session, made: Assembly, stored: Mapping[str, ListingDraft]
) -> None:
    changed = [handle for handle in made.drafts if made.drafts[handle] != stored.get(handle)]
    for handle, status in listing_statuses(session, changed).items():
        if status is not ListingStatus.DRAFT:
            file, line = made.found_at[handle]
            Remarks(file, line, made.problems).error(
                "handle",
                f"The listing “{handle}” is {status.value}; only its owner changes it.",
                "Remove the row, or give it another handle if it is somebody else.",
            )


def refuse_who_left(session: Session, made: Assembly, stored: Mapping[str, ListingDraft]) -> None:
    """Remark on everybody who left or was removed: a file brings nobody back."""
    if not remembers_anybody(session):
        return
    keys = ring_of(session)
    for handle, draft in made.drafts.items():
        if handle in stored or removal_of(session, keys, draft) is None:
            continue
        file, line = made.found_at[handle]
        Remarks(file, line, made.problems).error(
            "handle",
            f"“{handle}” reads like somebody who left this network or was removed from it.",
            "Remove the row. Whoever left may come back by signing up themselves.",
        )


def _changes(before: ListingDraft | None, after: ListingDraft) -> tuple[str, ...]:
    if before is None:
        return ()
    return tuple(
        item.name
        for item in fields(ListingDraft)
        if getattr(before, item.name) != getattr(after, item.name)
    )


def terms_of(knowledge: Knowledge) -> Terms:
    """What the words of a file may mean."""
    return _reader(knowledge).terms


def _reader(knowledge: Knowledge) -> Reader:
    return Reader(
        terms=Terms(knowledge.vocabulary, knowledge.gazetteer.regions, knowledge.home_region),
        gazetteer=knowledge.gazetteer,
        today=clock.today(),
    )


__all__ = ["Knowledge", "Outcome", "Report", "Tables", "import_sheets", "tables_of"]
