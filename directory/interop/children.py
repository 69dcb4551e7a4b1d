"""Rows of the tables that belong to a listing, laid over its draft one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.interop.columns import Table
from directory.interop.credentials import completed_credential, with_credential
from directory.interop.drafting import refuse_future
from directory.interop.places import completed_place, with_place
from directory.profiles.draft import CredentialDraft, PlaceDraft
from directory.profiles.listing import (
    PublicCommitment,
    PublicProgram,
    PublicSpecialty,
    PublicTraining,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.interop.drafting import Cells, Reader
    from directory.interop.problems import Remarks
    from directory.profiles.draft import ListingDraft

    Lay = Callable[[ListingDraft, Cells, Reader, Remarks], ListingDraft]

FIRST_YEAR = 1930


def _with_place(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    label = cells.stated("label") or ""
    stored = next((item for item in draft.places if item.label == label), None)
    base = stored or PlaceDraft(label=label, country="")
    columns = ("street", "city", "region", "postal_code", "country")
    stated = replace(
        base,
        **{name: cells.over(name, getattr(base, name), "") for name in columns},
        visibility=cells.stated("visibility") or base.visibility,
        center=cells.over("center", base.center, None),
    )
    return with_place(draft, completed_place(stated, reader.gazetteer, reader.country, remarks))


def _with_credential(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    refuse_future(cells, "checked_on", reader.today, remarks)
    stated = CredentialDraft(
        profession=cells.stated("profession"),
        jurisdiction=cells.stated("jurisdiction"),
        title=cells.stated("title"),
    )
    stored = next((item for item in draft.credentials if item.key == stated.key), stated)
    values = {
        "level": cells.stated("level"),
        "status": cells.stated("status"),
        "body": cells.over("body", stored.body, ""),
        "number": cells.over("number", stored.number, None),
        "expires_on": cells.over("expires_on", stored.expires_on, None),
        "checked_on": cells.over("checked_on", stored.checked_on, None),
        "checked_where": cells.over("checked_where", stored.checked_where, ""),
        "supervisor": cells.over("supervisor", stored.supervisor, None),
        "supervisor_name": cells.over("supervisor_name", stored.supervisor_name, ""),
        "is_compact_privilege": cells.over(
            "compact",
            stored.is_compact_privilege,
            False,  # noqa: FBT003
        ),
    }
    if values["checked_where"] and values["checked_on"] is None:
        remarks.error(
            "checked_on", _("It is said where it was checked, not when."), _("Write the day.")
        )
    if values["supervisor"] == draft.handle:
        remarks.error(
            "supervisor", _("Nobody supervises themselves."), _("Write whose listing it is.")
        )
    vocabulary = reader.terms.vocabulary
    return with_credential(draft, completed_credential(stored, values, vocabulary, remarks))


def _with_training(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    key = (cells.stated("what"), cells.stated("school") or "")
    stored = next(
        (item for item in draft.trainings if (item.what, item.school) == key),
        PublicTraining(*key),
    )
    training = replace(
        stored,
        country=cells.over("country", stored.country, ""),
        year=cells.over("year", stored.year, None),
        hours=cells.over("hours", stored.hours, None) or None,
        level=cells.over("level", stored.level, ""),
        instructor=cells.over("instructor", stored.instructor, ""),
        issues=cells.over("issues", stored.issues, ()),
        modalities=cells.over("modalities", stored.modalities, ()),
    )
    if training.year is not None and not FIRST_YEAR <= training.year <= reader.today.year:
        remarks.error(
            "year",
            _("%(year)s cannot be the year.", year=training.year),
            _("Write the year it ended."),
        )
    others = tuple(item for item in draft.trainings if (item.what, item.school) != key)
    if len(others) == len(draft.trainings):
        return replace(draft, trainings=(*others, training))
    return replace(
        draft,
        trainings=tuple(
            training if (item.what, item.school) == key else item for item in draft.trainings
        ),
    )


def _with_specialty(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    del reader, remarks
    issue = cells.stated("issue")
    stored = next(
        (item for item in draft.specialties if item.issue == issue),
        PublicSpecialty(issue, is_focus=False),
    )
    focus = cells.stated("focus")
    specialty = replace(
        stored,
        is_focus=stored.is_focus if focus is None else focus,
        backing=str(cells.over("backing", stored.backing, "self-stated")),
        detail=cells.over("detail", stored.detail, ""),
    )
    if any(item.issue == issue for item in draft.specialties):
        specialties = tuple(
            specialty if item.issue == issue else item for item in draft.specialties
        )
    else:
        specialties = (*draft.specialties, specialty)
    return replace(draft, specialties=specialties)


def _with_commitment(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    del reader, remarks
    commitment = PublicCommitment(cells.stated("commitment"), cells.stated("backing") or "")
    kept = tuple(
        commitment if item.commitment == commitment.commitment else item
        for item in draft.commitments
    )
    return replace(
        draft, commitments=kept if commitment in kept else (*draft.commitments, commitment)
    )


def _with_program(
    draft: ListingDraft, cells: Cells, reader: Reader, remarks: Remarks
) -> ListingDraft:
    del reader, remarks
    title = cells.stated("title")
    stored = next((item for item in draft.programs if item.title == title), PublicProgram(title))
    program = replace(
        stored,
        kind=str(cells.over("kind", stored.kind, "group")),
        for_whom=cells.over("for_whom", stored.for_whom, ""),
        schedule=cells.over("schedule", stored.schedule, ""),
        price=cells.over("price", stored.price, ""),
        about=cells.over("about", stored.about, ""),
    )
    kept = tuple(program if item.title == title else item for item in draft.programs)
    return replace(draft, programs=kept if program in kept else (*draft.programs, program))


CHILDREN: dict[Table, Lay] = {
    Table.PLACES: _with_place,
    Table.CREDENTIALS: _with_credential,
    Table.TRAININGS: _with_training,
    Table.SPECIALTIES: _with_specialty,
    Table.COMMITMENTS: _with_commitment,
    Table.PROGRAMS: _with_program,
}
"""How a row of each table that belongs to a listing is laid over the listing's draft."""
