"""What is not sent: names, links, too much in a day, what a listing does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.accounts.closed_sets import AppliedAs
from directory.messages.models import MessageConversation, MessageThread
from directory.profiles.lifecycle import Move
from directory.profiles.services import move_listing
from directory.web.one_time_keys import new_key
from tests.support.asking import WISHES, WORDS, hidden, send_question
from tests.support.drafts import plain_draft, publish, save
from tests.support.members import add_factor, make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

ASK = "/practitioners/maya/ask"


def _threads(database: Database) -> int:
    with database.session() as session:
        return len(session.scalars(select(MessageThread)).all())


def _send(client: FlaskClient, **fields: str) -> tuple[int, str]:
    form = {**WISHES, "words": WORDS, "one_time_key": new_key(), **fields}
    answer = client.post(f"{ASK}/send", data=form)
    return answer.status_code, answer.text


def test_what_tells_who_one_is_is_shown_in_place_and_may_stand(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    del maya  # Her listing and her desk are there.
    words = "I am the mayor's wife, and I work at King Soopers."

    status, page = _send(client, words=words)
    assert (status, _threads(database)) == (422, 0)
    assert "the mayor" in page
    assert "King Soopers" in page
    assert "it may stay" in page

    status, _page = _send(client, words=words, lets_stand="yes")
    assert (status, _threads(database)) == (200, 1)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": ""}, "Write what you would like to ask"),
        ({"words": "x" * 2001}, "Use at most 2,000 characters"),
        ({"words": "Look at https://example.org now"}, "are not delivered"),
        ({"words": "Best online betting tips"}, "are not delivered"),
        ({"answer_by": "phone", "contact": "12"}, "Give the number to call"),
        ({"answer_by": "email", "contact": "nowhere"}, "Give the address to write to"),
        ({"one_time_key": "forged"}, "Check before sending"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    maya: MemberClient,
    client: FlaskClient,
    database: Database,
    fields: dict[str, str],
    told: str,
) -> None:
    del maya  # Her listing and her desk are there.
    status, page = _send(client, **fields)

    assert status == 422
    assert told in page
    assert fields.get("words", WORDS)[:30] in page
    assert _threads(database) == 0


def test_a_program_that_fills_in_what_nobody_sees_is_refused(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    del maya  # Her listing and her desk are there.
    assert _send(client, website="x")[0] == 400
    assert _threads(database) == 0


def test_refusals_of_a_practitioner_hold(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    maya.post("/desk/messages/settings", data={"handle": "maya", "takes_network": "yes"})

    assert "takes no messages here" in client.get(ASK).text
    assert "takes no messages here" in _send(client)[1]
    assert _threads(database) == 0

    maya.post("/desk/messages/settings", data={"handle": "maya", "takes_messages": "yes"})
    assert _send(client)[0] == 200


def test_what_may_come_is_asked_by_name(maya: MemberClient) -> None:
    page = maya.get("/desk/messages").text

    assert "What may come to Maya<" in page
    assert "What may come to maya<" not in page


def test_where_nobody_reads_nothing_is_taken(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    del maya  # Her listing and her desk are there.
    with database.transaction() as session:
        save(session, plain_draft("nobody-reads"))
        publish(session, "nobody-reads")

    assert "takes no messages here" in client.get("/practitioners/nobody-reads/ask").text


def test_a_listing_that_was_withdrawn_is_gone(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    del maya  # Her listing and her desk are there.
    with database.transaction() as session:
        move_listing(session, "maya", Move.WITHDRAW)

    assert client.get(ASK).status_code == 410
    assert client.post(ASK, data={"words": WORDS}).status_code == 410
    assert client.get("/practitioners/never-there/ask").status_code == 404
    assert client.get("/centers/maya/ask").status_code == 410


class TestLimits:
    """With the limits on."""

    @pytest.fixture
    def environment(self, environment: dict[str, str]) -> dict[str, str]:
        return environment | {"DIRECTORY_LIMITS_ON": "yes", "DIRECTORY_MESSAGES_A_DAY": "3"}

    @pytest.mark.usefixtures("still_clock")
    def test_of_many_messages_few_are_delivered(
        self, maya: MemberClient, client: FlaskClient, database: Database
    ) -> None:
        del maya  # Her listing and her desk are there.
        answers = [_send(client) for _ in range(12)]

        assert [status for status, _page in answers[:3]] == [200, 200, 200]
        assert answers[3][0] == 429
        assert "Nothing was sent" in answers[3][1]
        assert WORDS in answers[3][1]
        assert answers[-1][0] == 429
        assert _threads(database) == 3

    @pytest.mark.usefixtures("still_clock")
    def test_phrases_are_not_to_be_guessed(self, client: FlaskClient) -> None:
        answers = [
            client.post("/messages", data={"phrase": f"one two three four five six {number}"})
            for number in range(12)
        ]

        assert answers[0].status_code == 422
        assert answers[-1].status_code == 429
        assert answers[-1].headers["Retry-After"]
        assert "four five" not in answers[-1].text


def test_both_sides_report_and_a_curator_closes_it(
    app: Flask,
    maya: MemberClient,
    client: FlaskClient,
    phrase: str,
    on_desk: str,
    database: Database,
) -> None:
    mine = client.post("/messages", data={"phrase": phrase})
    fields = {name: hidden(mine, name) for name in ("sealed", "conversation")}
    nothing = client.post("/messages/report", data=fields)
    client.post("/messages/report", data={**fields, "report_kind": "harassment"})
    maya.post(f"{on_desk}/report", data={"report_kind": "threat"})
    with database.transaction() as session:
        wren = make_account(
            session, "wren@example.org", applied_as=AppliedAs.PRACTITIONER, is_curator=True
        )
        add_factor(app, session, wren)
        report = session.scalars(select(MessageConversation)).one()
        address = f"/curate/message-reports/{report.reference}"
    curator = signed_in(app, wren)

    page = curator.get(address)
    silent = curator.post(address)
    answered = curator.post(address, {"reason": "We spoke with them. It ends here."})
    asked_again = client.post("/messages", data={"phrase": phrase})

    assert silent.status_code == 422
    assert "Write the reason." in silent.text
    assert answered.status_code == 303
    assert "We spoke with them. It ends here." in asked_again.text
    assert "We spoke with them." not in maya.get(on_desk).text + maya.get("/desk").text
    assert nothing.status_code == 422
    assert "Choose what is wrong" in nothing.text
    assert "abusive" in page.text
    assert "Canary-Kestrel" not in page.text
    assert curator.get(address).status_code == 404
    assert maya.get(address).status_code == 403


def test_saying_no_is_seen_by_the_client(
    maya: MemberClient, client: FlaskClient, phrase: str, on_desk: str
) -> None:
    maya.post(f"{on_desk}/decline")

    assert "Cannot help with this now" in client.post("/messages", data={"phrase": phrase}).text


def test_the_desk_says_that_somebody_wrote(maya: MemberClient, client: FlaskClient) -> None:
    send_question(client, "maya", words=WORDS)
    before = maya.get("/desk").text
    send_question(client, "maya", words=WORDS)

    assert "A client wrote to you." in before
    assert "2 clients wrote to you." in maya.get("/desk").text
