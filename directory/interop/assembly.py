"""Put the rows of several tables together: one draft a listing, and the relations between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from directory.interop.cells import handle_of_name
from directory.interop.children import CHILDREN
from directory.interop.columns import Table
from directory.interop.drafting import Cells, listing_draft, refuse_future
from directory.interop.problems import CellError, Problem, Remarks
from directory.interop.scope_checks import scoped
from directory.matching.need import Kind
from directory.profiles.draft import canonical
from directory.profiles.services import AffiliationDraft
from directory.trust.services import VouchDraft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from directory.interop.drafting import Reader
    from directory.interop.rows import TableRows, ValueRow
    from directory.interop.scope_checks import Claim
    from directory.profiles.draft import ListingDraft

Place = tuple[str, int]
"""File and line."""


@dataclass(slots=True)
class Assembly:
    """What the files come to: drafts by handle, relations, and where each was found."""

    drafts: dict[str, ListingDraft] = field(default_factory=dict)
    found_at: dict[str, Place] = field(default_factory=dict)
    affiliations: list[tuple[Place, AffiliationDraft]] = field(default_factory=list)
    vouches: list[tuple[Place, VouchDraft]] = field(default_factory=list)
    statuses: dict[str, Any] = field(default_factory=dict)
    founders: list[str] = field(default_factory=list)
    kept_apart: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def mentioned_handles(tables: Iterable[TableRows]) -> set[str]:
    """Every handle that stands anywhere in the files, to be looked up in one go."""
    found = set()
    for table in tables:
        if table.table is Table.LISTINGS:
            found.update(_handles(table))
        for row in table.rows:
            for column in (
                "handle",
                "listing",
                "center",
                "practitioner",
                "supervisor",
                "from",
                "to",
            ):
                found.add(row.values.get(column))
            found.update(row.values.get("do_not_match_with") or ())
    return {handle for handle in found if handle}


def assemble(
    tables: Sequence[TableRows],
    stored: Mapping[str, ListingDraft],
    reader: Reader,
    claims: Sequence[Claim],
) -> Assembly:
    """The drafts and relations of all rows, laid over what is stored, with every remark."""
    made = Assembly(problems=[problem for table in tables for problem in table.problems])
    for table in _of(tables, Table.LISTINGS):
        for row, handle in zip(table.rows, _handles(table), strict=True):
            _take_listing(made, table.file, (row, handle), stored, reader)
    known = {handle: draft.kind for handle, draft in {**stored, **made.drafts}.items()}
    for kind, lay in CHILDREN.items():
        for table in _of(tables, kind):
            for row in table.rows:
                remarks = Remarks(table.file, row.line, made.problems)
                handle = row.values.get("listing")
                if handle is None or not _is_known(handle, "listing", known, remarks):
                    continue
                draft = made.drafts.get(handle) or stored[handle]
                made.drafts[handle] = lay(draft, Cells(row.values), reader, remarks)
                made.found_at.setdefault(handle, (table.file, row.line))
    _check_drafts(made, known, reader, claims)
    _take_relations(made, tables, known, reader)
    return made


def _take_listing(
    made: Assembly,
    file: str,
    named: tuple[ValueRow, str | None],
    stored: Mapping[str, ListingDraft],
    reader: Reader,
) -> None:
    row, handle = named
    remarks = Remarks(file, row.line, made.problems)
    if not handle:
        if row.values.get("name"):
            remarks.error(
                "name",
                _("No handle can be made from the name."),
                _("Give one in a column named handle."),
            )
        return
    if handle in made.drafts:
        remarks.error(
            "handle" if row.values.get("handle") else "name",
            _(
                "The handle “%(handle)s” stands in line %(line)s too.",
                handle=handle,
                line=made.found_at[handle][1],
            ),
            _("Give each listing a handle of its own in a column named handle."),
        )
        return
    cells = Cells(row.values)
    made.found_at[handle] = (file, row.line)
    made.drafts[handle] = listing_draft(stored.get(handle), handle, cells, reader, remarks)
    made.statuses[handle] = row.values.get("status")
    if row.values.get("founding"):
        made.founders.append(handle)
    made.kept_apart += [(handle, other) for other in row.values.get("do_not_match_with") or ()]


def _handles(table: TableRows) -> list[str | None]:
    """The handle of each row: as stated, else made of the name; namesakes are numbered."""
    stated = {row.values.get("handle") for row in table.rows}
    times: Counter[str] = Counter()
    found = []
    for row in table.rows:
        handle = row.values.get("handle") or _made_handle(row)
        if handle and not row.values.get("handle"):
            times[handle] += 1
            while times[handle] > 1 and f"{handle}-{times[handle]}" in stated:
                times[handle] += 1
            handle = f"{handle}-{times[handle]}" if times[handle] > 1 else handle
        found.append(handle)
    return found


def _made_handle(row: ValueRow) -> str | None:
    try:
        return handle_of_name(row.values.get("name") or "")
    except CellError:
        return None


def _check_drafts(
    made: Assembly, known: Mapping[str, Kind], reader: Reader, claims: Sequence[Claim]
) -> None:
    for handle, draft in made.drafts.items():
        file, line = made.found_at[handle]
        remarks = Remarks(file, line, made.problems)
        for credential in draft.credentials:
            if credential.supervisor:
                _is_known(credential.supervisor, "supervisor", known, remarks)
        for place in draft.places:
            if place.center:
                _is_known(place.center, "center", known, remarks)
        made.drafts[handle] = canonical(scoped(draft, reader.terms.vocabulary, claims, remarks))


def _take_relations(
    made: Assembly, tables: Sequence[TableRows], known: Mapping[str, Kind], reader: Reader
) -> None:
    for table in _of(tables, Table.AFFILIATIONS):
        for row in table.rows:
            remarks = Remarks(table.file, row.line, made.problems)
            draft = _affiliation(row, known, remarks)
            if draft is not None:
                made.affiliations.append(((table.file, row.line), draft))
    for table in _of(tables, Table.VOUCHES):
        for row in table.rows:
            remarks = Remarks(table.file, row.line, made.problems)
            vouch = _vouch(row, known, reader, remarks)
            if vouch is not None:
                made.vouches.append(((table.file, row.line), vouch))
    for handle, other in made.kept_apart:
        file, line = made.found_at[handle]
        _is_known(other, "do_not_match_with", known, Remarks(file, line, made.problems))


def _affiliation(
    row: ValueRow, known: Mapping[str, Kind], remarks: Remarks
) -> AffiliationDraft | None:
    center, person = row.values.get("center"), row.values.get("practitioner")
    sound = [
        _is_known(center, "center", known, remarks),
        _is_known(person, "practitioner", known, remarks),
    ]
    if not all(sound):
        return None
    for handle, column, kind in (
        (center, "center", Kind.CENTER),
        (person, "practitioner", Kind.PERSON),
    ):
        if known[str(handle)] is not kind:
            remarks.error(
                column,
                _("“%(handle)s” is not a %(value)s.", handle=handle, value=kind.value),
                _("Check who works where."),
            )
            return None
    return AffiliationDraft(
        center=str(center),
        person=str(person),
        role=row.values.get("role") or "",
        since=row.values.get("since"),
        is_former=row.values.get("status") == "former",
    )


def _vouch(
    row: ValueRow, known: Mapping[str, Kind], reader: Reader, remarks: Remarks
) -> VouchDraft | None:
    values = row.values
    for column in ("given_on", "revoked_on"):
        refuse_future(Cells(values), column, reader.today, remarks)
    sound = [
        _is_known(values.get("from"), "from", known, remarks),
        _is_known(values.get("to"), "to", known, remarks),
        values.get("basis") is not None,
        values.get("given_on") is not None,
    ]
    if not all(sound):
        return None
    if values["from"] == values["to"]:
        remarks.error("to", _("Nobody vouches for themselves."), _("Remove the row."))
    if values.get("revoked_on") and values["revoked_on"] < values["given_on"]:
        remarks.error(
            "revoked_on", _("It is withdrawn before it was given."), _("Check both days.")
        )
    private = reader.terms.vocabulary.vouch_bases[values["basis"]].private
    return VouchDraft(
        voucher=values["from"],
        vouched=values["to"],
        basis=values["basis"],
        given_on=values["given_on"],
        issues=values.get("issues") or (),
        modalities=values.get("modalities") or (),
        is_private=private if values.get("private") is None else values["private"],
        revoked_on=values.get("revoked_on"),
        note=values.get("note") or "",
    )


def _is_known(handle: str | None, column: str, known: Mapping[str, Kind], remarks: Remarks) -> bool:
    if handle is None:
        return False
    if handle not in known:
        remarks.error(
            column,
            _("There is no listing with the handle “%(handle)s”.", handle=handle),
            _("Check its spelling, or import the listing with it."),
        )
    return handle in known


def _of(tables: Iterable[TableRows], kind: Table) -> Iterator[TableRows]:
    return (table for table in tables if table.table is kind)
