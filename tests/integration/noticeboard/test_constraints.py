"""What the tables of the noticeboard refuse by themselves."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.accounts.tokens import new_reference
from directory.noticeboard.models import Notice, NoticeWording
from directory.profiles.models import Listing
from tests.support.held_by_noticeboard import wording

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.db import Database
    from tests.support.members import Person


def _draft(session: Session, person: Person) -> None:
    listing = session.scalars(select(Listing.id).where(Listing.handle == "maya")).one()
    notice = Notice(
        reference=new_reference(), listing_id=listing, posted_by_id=person.id, made_at=clock.now()
    )
    session.add(notice)
    session.flush()
    session.add(wording(notice.id, "Ground again"))
    session.flush()


@pytest.mark.parametrize(
    ("table", "values", "constraint"),
    [
        (Notice, {"status": "shown"}, "shown_has_a_day"),
        (Notice, {"status": "ended"}, "over_has_a_day"),
        (Notice, {"over_since": clock.today()}, "over_has_a_day"),
        (Notice, {"status": "refused", "over_since": clock.today()}, "refused_has_reason"),
        (NoticeWording, {"title": "  "}, "title_is_given"),
        (NoticeWording, {"ends_on": clock.today()}, "ends_after_start"),
        (
            NoticeWording,
            {"starts_on": clock.today(), "ends_on": clock.today() - timedelta(days=1)},
            "ends_after_start",
        ),
        (NoticeWording, {"ends_at": time(19)}, "end_needs_beginning"),
        (NoticeWording, {"venue": "not-stated"}, "venue_with_its_detail"),
        (NoticeWording, {"venue_detail": ""}, "venue_with_its_detail"),
        (NoticeWording, {"fee": "fixed"}, "fee_is_whole"),
        (NoticeWording, {"currency": "USD"}, "fee_is_whole"),
        (
            NoticeWording,
            {"fee": "sliding", "fee_low": 20, "fee_high": 10, "currency": "USD"},
            "fee_in_order",
        ),
        (NoticeWording, {"has_places": False, "places_left": 3}, "places_only_where_left"),
        (NoticeWording, {"places_left": 3}, "places_only_where_left"),
        (NoticeWording, {"has_places": True, "places_left": 0}, "places_are_counted"),
        (NoticeWording, {"kind": "introductory-session"}, "introductory_for_colleagues"),
        (NoticeWording, {"stage": "approved"}, "approved_has_time"),
    ],
)
def test_a_row_that_cannot_be_is_refused(
    database: Database,
    people: dict[str, Person],
    table: type[Notice | NoticeWording],
    values: dict[str, object],
    constraint: str,
) -> None:
    with database.transaction() as session:
        _draft(session, people["maya"])
    with pytest.raises(IntegrityError, match=constraint), database.transaction() as session:
        session.execute(update(table).values(values))


def test_a_notice_has_no_more_than_one_wording_of_a_stage(
    database: Database, people: dict[str, Person]
) -> None:
    with database.transaction() as session:
        _draft(session, people["maya"])
        number = session.scalars(select(Notice.id)).one()
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(wording(number, "Twice"))
