"""A dump, a backup and the log hold no word of a referral; ninety days later nobody does."""

from __future__ import annotations

import gzip
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url, select

from directory import clock
from directory.holdings import Person
from directory.referrals.holdings import export
from directory.referrals.models import Referral, ReferralEntry, ReferralName
from tests.integration.referrals.conftest import MONDAY, accepted, opened, sent

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

CANARY = "Canary-Bittern"


@pytest.fixture
def path(maya: MemberClient, sam: MemberClient) -> str:
    """A referral with the canary in every place where somebody may write."""
    address = sent(
        maya,
        name_2="",
        note=f"Asks before each touch. {CANARY}",
        i_keep=f"Talk goes on. {CANARY}",
        fallback_name=f"Robin {CANARY}",
        code="bittern 7",
        outside_name=f"Dr. {CANARY}",
        outside_by="paper",
    )
    opened(sam, address)
    sam.post(f"{address}/say", {"words": f"Room on Tuesdays. {CANARY}"})
    accepted(sam, address)
    maya.post(f"{address}/plan", {"sender_does": f"Talks. {CANARY}", "receiver_does": "Touches."})
    for move, form in (
        ("schedule", {"first": "2026-12-01"}),
        ("begin", {"review": "2027-01-18"}),
        ("update", {"kind": "change", "words": f"Slower. {CANARY}", "review": "2027-02-15"}),
        ("close", {"outcome": "completed"}),
    ):
        assert sam.post(f"{address}/move/{move}", form).status_code == 303, move
    sam.post(f"{address}/reflection", {"excited": f"Calm. {CANARY}", "worried": CANARY})
    assert maya.get(address).text.count(CANARY) >= 4
    return address


def _has_the_canary(data: bytes) -> bool:
    return any(word in data for word in (CANARY.encode(), b"bittern 7", CANARY.encode("utf-16-le")))


@pytest.mark.sqlite
def test_no_file_of_the_database_no_copy_of_it_and_no_log_holds_a_word(
    path: str,
    database: Database,
    run: Callable[..., Result],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert path
    file = str(make_url(database.engine.url).database)
    with database.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        dump = "\n".join(raw.iterdump()).encode()
    copies = tmp_path / "copies"
    assert run("backup", "--to", str(copies)).exit_code == 0
    (copy,) = copies.iterdir()

    held = {"dump": dump, "copy": gzip.decompress(copy.read_bytes())}
    for ending in ("", "-wal"):
        with open(file + ending, "rb") as data:  # noqa: PTH123 - as whoever takes the disk would
            held[f"database{ending}"] = data.read()
    lines = [*caplog.get_records("setup"), *caplog.get_records("call")]
    held["log"] = "\n".join(line.getMessage() for line in lines).encode()

    assert b"INSERT INTO" in held["dump"]
    assert b"referrals.do" in held["log"]
    assert min(len(data) for data in held.values()) > 1000
    assert [name for name, data in held.items() if _has_the_canary(data)] == []
    # The check of the check: what was given to the table in clear would be seen.
    assert _has_the_canary(b"VALUES('" + CANARY.encode() + b"')")


def test_after_ninety_days_the_words_are_gone_and_after_thirty_five_more_each_copy_of_them(
    path: str, database: Database, run: Callable[..., Result], tmp_path: Path
) -> None:
    assert path
    copies = tmp_path / "copies"
    with clock.stopped(MONDAY + timedelta(days=89)):
        assert run("purge").exit_code == 0
        assert _words(database) > 0
        assert run("backup", "--to", str(copies), "--keep", "35d").exit_code == 0
    (with_words,) = copies.iterdir()

    with clock.stopped(MONDAY + timedelta(days=91)):
        for _twice in range(2):
            assert run("purge").exit_code == 0
            assert _words(database) == 0
    with clock.stopped(MONDAY + timedelta(days=89 + 36)):
        assert run("backup", "--to", str(copies), "--keep", "35d").exit_code == 0

    assert not with_words.exists()
    assert len(list(copies.iterdir())) == 1


def _words(database: Database) -> int:
    with database.session() as session:
        columns = (Referral.content, Referral.plan, ReferralName.outside, ReferralEntry.words)
        return sum(
            len(session.scalars(select(column).where(column.is_not(None))).all())
            for column in columns
        )


def test_what_a_member_exports_of_a_protected_referral_carries_the_notice(
    maya: MemberClient, app: Flask, database: Database
) -> None:
    for is_protected in ("yes", ""):
        sent(maya, is_part2=is_protected)

    with database.session() as session:
        sender_id = session.scalars(select(Referral.sender_id)).first()
        assert sender_id is not None
        person = Person(account_id=0, reference="", email="", listing_ids=(sender_id,))
        rows = export(session, app.extensions["keys"], person)["referrals-sent"]

    notices = [row["notice"] for row in rows]
    assert ["42 CFR Part 2 prohibits" in notice for notice in notices] == [True, False]
