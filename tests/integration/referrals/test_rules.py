"""What must hold for each referral: permission, cautions, races, silence, erasure, log."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from directory import clock
from directory.db import StaleStateError
from directory.mail.models import OutgoingMail
from directory.mail.services import take_due
from directory.referrals.closed_sets import Move, NameStatus, Side, State
from directory.referrals.models import Referral, ReferralEntry, ReferralName, ReferralOpening
from directory.referrals.services.around import Around, By
from directory.referrals.services.moving import Doing, move
from directory.referrals.services.time import advance_due, erase_old
from directory.web.one_time_keys import new_key
from tests.integration.referrals.conftest import (
    CONSENT,
    MONDAY,
    NOTE,
    REFERRAL,
    accepted,
    answer_readiness,
    drafted,
    opened,
    path_of,
    sent,
)

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient


def _around(app: Flask) -> Around:
    return Around(app.extensions["keys"], app.extensions["settings"])


def _row(database: Database, path: str) -> Referral:
    with database.session() as session:
        reference = path.removeprefix("/referrals/")
        return session.scalars(select(Referral).where(Referral.reference == reference)).one()


def test_the_form_has_no_place_for_who_the_client_is(maya: MemberClient) -> None:
    names = set(re.findall(r'name="([a-z_0-9]+)"', maya.get("/referrals/new").text))

    assert not names & {"client", "client_name", "diagnosis", "medication", "birth", "born"}


def test_without_permission_only_the_question_arrives(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = sent(maya, with_consent=False)

    page = opened(sam, path)

    assert NOTE not in page
    assert "Weekly talk therapy" not in page
    assert "Massage therapist" in page
    assert sam.get(f"{path}/plan").status_code == 404


def test_an_accepted_question_is_not_scheduled_before_the_client_agrees(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = sent(maya, with_consent=False)
    opened(sam, path)
    assert accepted(sam, path).status_code == 303

    refused = sam.post(f"{path}/move/schedule", {"first": "2026-12-01"})
    maya.post(f"{path}/consent", CONSENT)
    unread = sam.post(f"{path}/move/schedule", {"first": "2026-12-01"})

    assert refused.status_code == 422
    assert "permission is not recorded yet" in refused.text
    assert unread.status_code == 422
    assert NOTE in sam.get(path).text


@pytest.mark.parametrize("missing", ["signed_on", "expires_on", "agreed"])
def test_a_permission_needs_all_its_parts(maya: MemberClient, missing: str) -> None:
    path = drafted(maya)

    answer = maya.post(f"{path}/consent", CONSENT | {missing: ""})

    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.text


def test_a_permission_that_has_expired_opens_nothing(maya: MemberClient, sam: MemberClient) -> None:
    path = sent(maya)
    with clock.stopped(MONDAY + timedelta(days=200)):
        maya_again = sam.post(f"{path}/open", {"purpose": "answering"})
        page = sam.get(path)

    assert maya_again.status_code in {303, 403}
    assert NOTE not in page.text


def test_revoking_holds_at_the_next_request_and_keeps_the_log(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    path = sent(maya)
    assert NOTE in opened(sam, path)

    assert maya.post(f"{path}/move/revoke").status_code == 303

    gone = sam.get(path)
    row = _row(database, path)
    assert gone.status_code == 410
    assert NOTE not in gone.text
    assert row.content is None
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(ReferralOpening)) == 2
        assert session.scalars(select(ReferralEntry.words)).all().count(None) > 0
        told = session.scalar(select(func.count()).select_from(OutgoingMail))
        assert told is not None
        assert told >= 2


def test_part_two_goes_with_it_and_a_new_name_needs_a_new_permission(
    maya: MemberClient, sam: MemberClient, ada: MemberClient
) -> None:
    path = sent(maya, is_part2="yes", name_2="")
    assert "42 CFR Part 2 prohibits" in opened(sam, path)
    sam.post(f"{path}/move/decline", {"reason": "full", "try_1": "Ada"})

    assert "Ada" in maya.get(f"{path}/move/next-name").text
    assert maya.post(f"{path}/move/next-name", {"to": "Ada"}).status_code == 303

    page = opened(ada, path)
    assert NOTE not in page
    maya.post(f"{path}/consent", CONSENT)
    again = ada.get(path).text
    assert NOTE in again
    assert "42 CFR Part 2 prohibits" in again


def test_cautions_are_answered_before_sending_and_before_accepting(
    maya: MemberClient, sam: MemberClient
) -> None:
    answer = maya.post("/referrals/new", REFERRAL | {"one_time_key": new_key()})
    path = path_of(answer)
    too_early = maya.post(f"{path}/send")
    answer_readiness(maya, path)
    maya.post(f"{path}/consent", CONSENT)
    maya.post(f"{path}/send")
    opened(sam, path)

    unread = sam.post(f"{path}/move/accept", {"day_1": "2026-12-01"})

    assert too_early.status_code == 422
    assert unread.status_code == 422
    assert 'href="#touch"' in unread.text
    assert accepted(sam, path).status_code == 303


def test_a_stop_is_not_sent_and_stays_a_kind_draft(maya: MemberClient) -> None:
    answer = maya.post("/referrals/new", REFERRAL | {"one_time_key": new_key()})
    path = path_of(answer)
    maya.post(f"{path}/readiness", {"flags": "dvt-suspected"})
    answer_readiness(maya, path, **{"flags": "dvt-suspected", "caution-C15": "stop"})

    page = maya.get(f"{path}/readiness").text

    assert "This care waits" in page
    assert maya.post(f"{path}/send").status_code == 422


def test_the_client_declines_and_it_stops_kindly(maya: MemberClient, sam: MemberClient) -> None:
    path = sent(maya)
    opened(sam, path)

    sam.post(f"{path}/move/client-withdrew", {"declines": "yes"})

    assert "the care stops here" in maya.get(path).text


def test_what_could_tell_who_it_is_is_shown_in_place(maya: MemberClient) -> None:
    form = REFERRAL | {
        "one_time_key": new_key(),
        "note": "Her number is 303-555-0142, ask for Anna.",
        "i_keep": "I see Anna weekly.",
    }

    answer = maya.post("/referrals/new", form)

    assert answer.status_code == 422
    for words in ("“303-555-0142”", "“Anna”", 'href="#note"', 'href="#i_keep"'):
        assert words in answer.text
    assert "I see Anna weekly." in answer.text


def test_one_form_sent_twice_makes_one_referral(maya: MemberClient, database: Database) -> None:
    form = REFERRAL | {"one_time_key": new_key()}
    first, second = (maya.post("/referrals/new", form) for _time in range(2))
    path = path_of(first)
    answer_readiness(maya, path)
    maya.post(f"{path}/consent", CONSENT)
    for _time in range(2):
        assert maya.post(f"{path}/send").status_code == 303

    assert first.headers["Location"] == second.headers["Location"]
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == 1
        sends = select(func.count()).select_from(ReferralEntry).where(ReferralEntry.kind == "send")
        assert session.scalar(sends) == 1
        mails = select(func.count()).select_from(OutgoingMail)
        assert session.scalar(mails) == 1


def test_of_two_answers_one_wins(
    maya: MemberClient, sam: MemberClient, app: Flask, database: Database
) -> None:
    path = sent(maya)
    opened(sam, path)
    row = _row(database, path)
    by = By(Side.RECEIVER)
    with database.transaction() as session:
        move(session, _around(app), session.get_one(Referral, row.id), Move.ACCEPT, by)

    with database.session(writes=True) as session:
        session.add(row)  # As it was read before the other answer.
        with pytest.raises(StaleStateError):
            move(session, _around(app), row, Move.DECLINE, by, doing=Doing(detail="full"))
    late = sam.post(f"{path}/move/decline", {"reason": "full"})

    assert late.status_code == 409
    assert "Somebody was first" in late.text


def test_somebody_else_sees_nothing_and_no_link_moves_anything(
    maya: MemberClient, sam: MemberClient, ada: MemberClient, database: Database
) -> None:
    path = sent(maya)
    moves = [f"{path}/move/{one.value}" for one in Move]

    statuses = {ada.get(address).status_code for address in (path, f"{path}/plan", *moves)}
    for address in (path, *moves):
        sam.get(address)

    assert statuses == {404}
    assert _row(database, path).state is State.SENT


def test_silence_is_reminded_told_and_goes_on_to_the_next_name(
    maya: MemberClient, ada: MemberClient, app: Flask, database: Database
) -> None:
    path = sent(maya)
    around = _around(app)
    taken = []
    for day in range(60):
        with clock.stopped(MONDAY + timedelta(days=day)):
            taken.append((day, advance_due(database, around)))
            assert advance_due(database, around) == 0

    row = _row(database, path)
    assert [day for day, count in taken if count] == [2, 7, 18, 22, 25, 38]
    assert row.state is State.EXPIRED
    with database.session() as session:
        statuses = session.scalars(select(ReferralName.status).order_by(ReferralName.position))
        assert list(statuses) == [NameStatus.SILENT, NameStatus.ASKED]
        kinds = list(session.scalars(select(ReferralEntry.kind).order_by(ReferralEntry.id)))
    assert kinds.count("remind") == kinds.count("tell") == 2
    assert kinds[-1] == "expire"
    assert ada.get(path).status_code in {200, 303}


def test_a_pause_of_the_job_loses_no_step(
    maya: MemberClient, app: Flask, database: Database
) -> None:
    path = sent(maya, name_2="")

    with clock.stopped(MONDAY + timedelta(days=90)):
        assert advance_due(database, _around(app)) == 3

    assert _row(database, path).state is State.EXPIRED


def test_words_are_erased_ninety_days_after_the_end_and_the_log_stays(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    path = sent(maya)
    opened(sam, path)
    maya.post(f"{path}/move/withdraw")

    with clock.stopped(MONDAY + timedelta(days=89)), database.transaction() as session:
        assert erase_old(session, keep_days=90) == 0
    with clock.stopped(MONDAY + timedelta(days=91)):
        for expected in (1, 0):
            with database.transaction() as session:
                assert erase_old(session, keep_days=90) == expected

    row = _row(database, path)
    assert row.content is None
    assert row.erased_at is not None
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(ReferralOpening)) == 2


def test_the_database_holds_no_word_of_it_in_clear(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    path = sent(maya)
    opened(sam, path)
    sam.post(f"{path}/say", {"words": "Canary-Heron, room on Tuesdays."})

    assert "Canary-Heron" in sam.get(path).text
    with database.session() as session:
        for table in Referral.metadata.sorted_tables:
            for row in session.execute(select(table)):
                shown = " ".join(
                    value.decode("latin-1") if isinstance(value, bytes) else str(value)
                    for value in row
                )
                assert "Canary" not in shown, table.name
        session.execute(text("SELECT 1"))


def test_the_mail_says_that_there_is_a_referral_and_nothing_else(
    maya: MemberClient, app: Flask, database: Database
) -> None:
    sent(maya)

    with database.transaction() as session:
        due = take_due(session, app.extensions["keys"])

    assert due is not None
    assert due.mail.subject == "You have a referral"
    assert due.mail.to == "sam@example.org"
    for word in ("Maya", "massage", "PTSD", "trauma", "client", "Canary", "\n\n\n"):
        assert word not in due.mail.text
        assert word not in due.mail.html
