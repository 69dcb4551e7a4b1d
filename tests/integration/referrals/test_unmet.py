"""A referral that ran out counts as a need that nobody met, in closed words and from five on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.network import unmet
from directory.network.closed_sets import Unmet
from directory.network.models import UnmetNeed
from directory.referrals.services.around import Around
from directory.referrals.services.time import advance_due
from tests.integration.referrals.conftest import MONDAY, accepted, opened, sent

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

NEED = unmet.Need(Unmet.REFERRAL, "sexual-assault", "massage-therapist", "US-CO")


def _let_time_pass(app: Flask, database: Database) -> None:
    around = Around(app.extensions["keys"], app.extensions["settings"])
    with clock.stopped(MONDAY + timedelta(days=120)):
        assert advance_due(database, around)


def _counters(database: Database) -> list[tuple[str, str, str, str, str, int]]:
    with database.session() as session:
        rows = session.scalars(select(UnmetNeed))
        return [
            (row.what, row.issue, row.discipline, row.region, row.quarter, row.times)
            for row in rows
        ]


def test_a_referral_that_ran_out_is_counted_without_anybody_in_it(
    maya: MemberClient, app: Flask, database: Database
) -> None:
    sent(maya, name_2="")

    _let_time_pass(app, database)

    assert _counters(database) == [
        ("referral", "sexual-assault", "massage-therapist", "US-CO", "2027-Q1", 1)
    ]


def test_it_is_shown_from_the_fifth_on(maya: MemberClient, app: Flask, database: Database) -> None:
    for _number in range(4):
        sent(maya, name_2="", with_consent=False)
    _let_time_pass(app, database)
    with database.session() as session:
        assert unmet.shown(session) == ()

    sent(maya, name_2="", with_consent=False)
    _let_time_pass(app, database)

    with database.session() as session:
        assert unmet.shown(session) == (unmet.Counted(NEED, "2027-Q1", 5),)


def test_what_somebody_took_or_the_sender_withdrew_is_no_unmet_need(
    maya: MemberClient, sam: MemberClient, app: Flask, database: Database
) -> None:
    taken, withdrawn = sent(maya), sent(maya)
    opened(sam, taken)
    accepted(sam, taken)
    maya.post(f"{withdrawn}/move/withdraw")

    _let_time_pass(app, database)

    assert _counters(database) == []
