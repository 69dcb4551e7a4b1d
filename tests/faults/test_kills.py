"""H1: the site is killed while people send; what was acknowledged is there, once, and whole."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import text

from tests.faults.conftest import Members, all_is_sound, figure, launched, times
from tests.faults.sending import Senders

if TYPE_CHECKING:
    from directory.db import Database

ANSWERS = 5
"""How many answers a start gives at least before it is killed, so that a kill falls into work."""
PAUSES = (0.002, 0.031, 0.007, 0.023, 0.017, 0.041, 0.013)
"""Seconds after that: primes, so that kills fall at ever other moments of a request."""


def test_what_was_acknowledged_outlives_a_kill(
    database: Database, members: Members, environment: dict[str, str]
) -> None:
    kind = database.engine.dialect.name
    kills = times(6, 200) if kind == "sqlite" else times(2, 50)
    with launched("site", environment) as site:
        senders = Senders(site.port, members.maya)
        senders.start()
        for number in range(kills):
            site.start()
            senders.await_answers(ANSWERS)
            time.sleep(PAUSES[number % len(PAUSES)])
            site.kill()
        site.start()
        senders.finish()

    sent, lines, mails, drafts = _counted(database)
    assert senders.refused == []
    assert senders.answers >= kills * ANSWERS
    assert set(senders.acknowledged) <= set(sent), "acknowledged, and lost"
    assert all(len(found) == 1 for found in senders.drafted.values()), "one key, two referrals"
    assert drafts == len(senders.drafted)
    assert set(sent.values()) == {1}, "one line of the thread each"
    assert lines == mails == len(sent), "one mail each"
    all_is_sound(database)
    figure(
        f"H1 {kind}: {kills} kills, {senders.answers} answers, "
        f"{len(senders.acknowledged)} sent, 0 lost, 0 doubled, {senders.retries} tries again"
    )


def _counted(database: Database) -> tuple[dict[str, int], int, int, int]:
    with database.session() as session:
        sent = {
            row.reference: row.lines
            for row in session.execute(
                text(
                    "SELECT r.reference, count(e.id) AS lines FROM referrals r "
                    "LEFT JOIN referral_entries e ON e.referral_id = r.id AND e.kind = 'send' "
                    "WHERE r.state <> 'draft' GROUP BY r.reference"
                )
            )
        }
        lines = session.execute(
            text("SELECT count(*) FROM referral_entries WHERE kind = 'send'")
        ).scalar_one()
        mails = session.execute(
            text("SELECT count(*) FROM outgoing_mails WHERE event = 'referral'")
        ).scalar_one()
        drafts = session.execute(text("SELECT count(*) FROM referrals")).scalar_one()
    return sent, lines, mails, drafts
