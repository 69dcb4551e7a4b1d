"""A question from the first page to the answer, and everything that a client may do with it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from directory import clock
from directory.mail.models import OutgoingMail
from directory.messages.holdings import HOLDING
from directory.messages.models import (
    MessageConversation,
    MessageEntry,
    MessageOpening,
    MessageThread,
)
from directory.web.one_time_keys import new_key
from tests.support.asking import WISHES, WORDS, hidden, phrase_on, send_question
from tests.support.members import delivered

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

ASK = "/practitioners/maya/ask"


def test_one_page_leads_to_seven_words(maya: MemberClient, client: FlaskClient) -> None:
    del maya  # Her listing and her desk are there.
    client.get("/find")

    form = client.get(ASK)
    fields = {name: hidden(form, name) for name in ("wishes_shown", "one_time_key")}
    sent = client.post(f"{ASK}/send", data={**fields, "answer_by": "here", "words": WORDS})

    assert "Your message" in form.text
    assert "How is it safe to answer?" in form.text
    assert "Do not leave voicemail" in form.text
    assert "Before you start" not in form.text
    assert len(phrase_on(sent).split()) == 7
    assert (clock.today() + timedelta(days=90)).strftime("%Y") in sent.text


def test_whoever_likes_looks_it_over_first(maya: MemberClient, client: FlaskClient) -> None:
    del maya  # Her listing and her desk are there.
    wishes = {**WISHES, "hours": "after ten"}

    checked = client.post(ASK, data={**wishes, "step": "check", "words": WORDS})
    changed = client.post(ASK, data={**wishes, "step": "words", "words": WORDS})
    fields = {name: hidden(checked, name) for name in ("words", "answer_by", "one_time_key")}
    sent = client.post(f"{ASK}/send", data={**wishes, **fields})

    assert "This is all that" in checked.text
    assert WORDS in checked.text
    assert WORDS in changed.text
    assert 'value="after ten"' in changed.text
    assert len(phrase_on(sent).split()) == 7


def test_before_the_first_form_of_a_visit_leaving_is_told(
    maya: MemberClient, client: FlaskClient
) -> None:
    del maya  # Her listing and her desk are there.
    first, again = client.get(ASK), client.get(ASK)

    before, _shut, form = first.text.partition('<details class="before-form">')
    assert "It does not erase your browser’s history" in before
    assert "It does not stop monitoring software" in before
    assert "Your message" not in before
    assert "Your message" in form
    assert "before-form" not in again.text


def test_the_practitioner_answers_and_the_client_reads_it(
    maya: MemberClient, client: FlaskClient, phrase: str, on_desk: str
) -> None:
    shut = maya.get(on_desk)
    maya.post(f"{on_desk}/open")
    opened = maya.get(on_desk)
    maya.post(f"{on_desk}/answer", data={"words": "Yes, from June.", "one_time_key": new_key()})
    mine = client.post("/messages", data={"phrase": phrase.upper().replace(" ", "-")})

    assert "No voicemail" in shut.text
    assert "Canary-Kestrel" not in shut.text
    assert opened.text.index("No voicemail") < opened.text.index("Canary-Kestrel")
    assert "Yes, from June." in mine.text
    assert "Opened by them" in mine.text


def test_a_form_sent_twice_gives_one_message_and_the_same_words(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    del maya  # Her listing and her desk are there.
    form = {**WISHES, "words": WORDS, "one_time_key": new_key()}

    first = client.post(f"{ASK}/send", data=form)
    again = client.post(f"{ASK}/send", data=form)
    with clock.stopped(clock.now() + timedelta(minutes=11)):
        late = client.post(f"{ASK}/send", data=form)

    assert phrase_on(first) == phrase_on(again)
    assert "return-phrase" not in late.text
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(MessageThread)) == 1
        assert session.scalar(select(func.count()).select_from(MessageEntry)) == 1
        assert session.scalar(select(func.count()).select_from(OutgoingMail)) == 1


def test_somebody_else_finds_no_message(sam: MemberClient, on_desk: str) -> None:
    assert sam.get(on_desk).status_code == 404
    assert sam.post(f"{on_desk}/open").status_code == 404
    assert sam.post(f"{on_desk}/answer", data={"words": "x"}).status_code == 404


def test_taking_back_ends_it_at_the_next_request(
    maya: MemberClient, client: FlaskClient, phrase: str, on_desk: str, database: Database
) -> None:
    maya.post(f"{on_desk}/open")
    mine = client.post("/messages", data={"phrase": phrase})
    fields = {name: hidden(mine, name) for name in ("sealed", "conversation")}

    after = client.post("/messages/take-back", data=fields)

    assert "You took it back" in after.text
    assert maya.get(on_desk).status_code == 404
    assert on_desk not in maya.get("/desk/messages").text
    with database.session() as session:
        assert session.scalars(select(MessageEntry)).all() == []


def test_wishes_can_be_changed_and_everything_erased(
    maya: MemberClient, client: FlaskClient, phrase: str, on_desk: str, database: Database
) -> None:
    mine = client.post("/messages", data={"phrase": phrase})
    sealed = {"sealed": hidden(mine, "sealed")}
    wish = {**sealed, "wishes_shown": "yes", "answer_by": "phone", "hours": "after ten"}

    wrong = client.post("/messages/wishes", data=wish)
    right = client.post("/messages/wishes", data={**wish, "contact": "303-555-0177"})
    desk = maya.get(on_desk).text
    client.post("/messages/erase", data=sealed)

    assert wrong.status_code == 422
    assert right.status_code == 200
    assert "303-555-0177" in desk
    assert "after ten" in desk
    assert "No voicemail" not in desk
    assert client.post("/messages", data={"phrase": phrase}).status_code == 422
    with database.session() as session:
        assert session.scalars(select(MessageThread)).all() == []
        assert session.scalars(select(MessageConversation)).all() == []


def test_a_client_writes_on_once_for_each_form(
    maya: MemberClient, client: FlaskClient, phrase: str, on_desk: str
) -> None:
    maya.post(f"{on_desk}/answer", data={"words": "Yes.", "one_time_key": new_key()})
    mine = client.post("/messages", data={"phrase": phrase})
    fields = {name: hidden(mine, name) for name in ("sealed", "conversation", "one_time_key")}
    form = {**fields, "words": "Is the room upstairs?"}

    client.post("/messages/say", data=form)
    again = client.post("/messages/say", data=form)
    maya.post(f"{on_desk}/open")

    assert again.text.count("Is the room upstairs?") == 1
    assert "Is the room upstairs?" in maya.get(on_desk).text


def test_a_page_that_was_open_too_long_asks_for_the_words_again(
    client: FlaskClient, phrase: str
) -> None:
    mine = client.post("/messages", data={"phrase": phrase})
    sealed = {"sealed": hidden(mine, "sealed")}

    with clock.stopped(clock.now() + timedelta(hours=3)):
        late = client.post("/messages/erase", data=sealed)
    forged = client.post("/messages/erase", data={"sealed": "x" * 80})

    assert late.status_code == 422
    assert forged.status_code == 422
    assert "seven words once more" in late.text
    assert client.post("/messages", data={"phrase": phrase}).status_code == 200


def test_each_opening_is_written_down_and_holds_in_its_session_alone(
    maya: MemberClient, on_desk: str, database: Database
) -> None:
    maya.post(f"{on_desk}/open")

    with clock.stopped(clock.now() + timedelta(minutes=25)):
        held = maya.get(on_desk)
    with clock.stopped(clock.now() + timedelta(minutes=29, seconds=59)):
        maya.get("/desk")

    assert "Canary-Kestrel" in held.text
    with database.session() as session:
        assert len(session.scalars(select(MessageOpening)).all()) == 1


def test_a_thread_is_erased_on_its_day(
    maya: MemberClient, client: FlaskClient, phrase: str, database: Database, settings: Settings
) -> None:
    del maya  # Her listing and her desk are there.
    day_before, day = timedelta(days=89), timedelta(days=90)
    assert HOLDING.purge is not None

    with clock.stopped(clock.now() + day_before), database.transaction() as session:
        assert HOLDING.purge(session, settings) == {"message_threads": 0}
    with clock.stopped(clock.now() + day):
        assert client.post("/messages", data={"phrase": phrase}).status_code == 422
        with database.transaction() as session:
            assert HOLDING.purge(session, settings) == {"message_threads": 1}
            assert session.scalars(select(MessageEntry)).all() == []


def test_what_was_encrypted_is_encrypted_anew(
    app: Flask, client: FlaskClient, phrase: str, database: Database
) -> None:
    assert HOLDING.renew is not None
    with database.transaction() as session:
        before = session.scalars(select(MessageThread.wishes)).one()
        assert HOLDING.renew(session, app.extensions["keys"]) == 2
        assert session.scalars(select(MessageThread.wishes)).one() != before

    assert "Canary-Kestrel" in client.post("/messages", data={"phrase": phrase}).text


def test_no_mail_says_anything_and_none_is_needed(
    maya: MemberClient, client: FlaskClient, app: Flask
) -> None:
    del maya  # Her listing and her desk are there.
    send_question(client, "maya", words=WORDS)

    mails = delivered(app)
    text = " ".join(str(mail) for mail in mails).lower()

    assert [mail["To"] for mail in mails] == ["maya@example.org"]
    assert not [word for word in ("canary", "touch", "therap", "massage", "client") if word in text]


def test_a_mail_does_not_tell_in_which_language_a_client_wrote(
    maya: MemberClient, client: FlaskClient, app: Flask
) -> None:
    del maya  # Her listing and her desk are there.
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es"
    send_question(client, "maya", words=WORDS)

    assert '<html lang="es"' in client.get("/").text
    assert ["Something is on your desk" in mail["Subject"] for mail in delivered(app)] == [True]
