"""What the tables of the importer have no column for: programs, and ways to reach somebody."""

from __future__ import annotations

import functools
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from directory.interop.places import located
from directory.profiles.closed_sets import Audience
from directory.profiles.listing import PublicProgram
from directory.profiles.services import existing_drafts, save_listings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.interop.services import Knowledge
    from directory.profiles.draft import ListingDraft

    Row = Mapping[str, str]


def state_more(
    session: Session, programs: Sequence[Row], ways: Sequence[Row], knowledge: Knowledge
) -> None:
    """Give invented listings these programs and ways to reach them. Flushes."""
    drafts = dict(existing_drafts(session, {row["listing"] for row in (*programs, *ways)}))
    for handle, rows in groupby(programs, key=lambda row: row["listing"]):
        drafts[handle] = replace(
            drafts[handle], programs=tuple(PublicProgram(**_without_handle(row)) for row in rows)
        )
    for row in ways:
        drafts[row["listing"]] = _with_way(drafts[row["listing"]], row)
    locate = functools.partial(located, gazetteer=knowledge.gazetteer, geocoder=knowledge.geocoder)
    save_listings(session, list(drafts.values()), locate=locate)


def _without_handle(row: Row) -> dict[str, str]:
    return {name: value for name, value in row.items() if name != "listing"}


def _with_way(draft: ListingDraft, row: Row) -> ListingDraft:
    kind = row["kind"]
    changed: dict[str, Any] = {f"{kind}_for": Audience(row["audience"])}
    if row["value"]:  # Without one, what the listing has already is shown.
        changed[kind] = row["value"]
    return replace(draft, contact=replace(draft.contact, **changed))
