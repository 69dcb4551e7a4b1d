"""Importing at the desk: looked at, brought in as drafts, asked, taken over, removed, undone."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import AccountListing
from directory.audit.models import AuditEntry
from directory.interop import blueprint, claims, imports
from directory.interop.models import Import
from directory.mail.models import OutgoingMail
from directory.profiles.cases import open_cases
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts
from tests.support.drafts import plain_draft, save
from tests.support.members import delivered, link_in, make_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Select
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

THEIRS = (
    "Full Name,Profession,License,License State,Specialties,Zip,Email,Shoe size\n"
    "Ada Almquist,Professional counselor,LPC,CO,grief,80226,ada@example.org,38\n"
    "Bruno Brantley,Massage therapist,,,low back pain,80226,,44\n"
)


def _send(curator: MemberClient, *files: tuple[str, str | bytes], kind: str = "") -> TestResponse:
    page = curator.get("/curate/imports")
    key = page.get_data(as_text=True).split('name="one_time_key" value="')[1].split('"')[0]
    data: dict[str, Any] = {
        "one_time_key": key,
        "format": kind,
        "file": [
            (io.BytesIO(text.encode() if isinstance(text, str) else text), name)
            for name, text in files
        ],
    }
    return curator.post("/curate/imports", data=data, content_type="multipart/form-data")


def _import(curator: MemberClient, text: str = THEIRS) -> str:
    address = _send(curator, ("theirs.csv", text)).location
    assert curator.post(f"{address}/finish", data={}).status_code == 303
    return str(address)


def _all(database: Database, statement: Select[Any]) -> Sequence[Any]:
    with database.session() as session:
        return session.scalars(statement).all()


def _handles(database: Database) -> Sequence[str]:
    return _all(database, select(Listing.handle).order_by(Listing.handle))


def _statuses(database: Database) -> dict[str, ListingStatus]:
    with database.session() as session:
        return listing_statuses(session, _handles(database))


def _actions(database: Database) -> list[str]:
    found = _all(database, select(AuditEntry.action).order_by(AuditEntry.number))
    return [action for action in found if action.startswith(("import", "directory"))]


def test_a_file_of_their_own_columns_becomes_private_drafts(
    curator: MemberClient, database: Database
) -> None:
    sent = _send(curator, ("theirs.csv", THEIRS))
    report = curator.get(sent.location).get_data(as_text=True)
    before = _handles(database)
    done = curator.post(f"{sent.location}/finish", data={})

    assert "2 private drafts would be made." in report
    assert 'value="contact_email" selected' in report
    assert before == []
    assert done.status_code == 303
    assert _statuses(database) == {
        "ada-almquist": ListingStatus.DRAFT,
        "bruno-brantley": ListingStatus.DRAFT,
    }
    assert _actions(database) == ["import.kept", "import.done"]
    assert "2 wait" in curator.get(sent.location).get_data(as_text=True)


def test_one_wrong_row_stops_all_of_it_and_names_its_line(
    curator: MemberClient, database: Database
) -> None:
    wrong = THEIRS.replace("Massage therapist", "Wizard")
    sent = _send(curator, ("theirs.csv", wrong))
    page = curator.get(sent.location).get_data(as_text=True)
    refused = curator.post(f"{sent.location}/finish", data={})

    assert "is not known as profession" in page
    assert refused.status_code == 422
    assert _handles(database) == []


def test_columns_are_matched_by_hand_and_remembered(
    curator: MemberClient, database: Database
) -> None:
    odd = "Who,What\nAda Almquist,Massage therapist\n"
    first = _send(curator, ("odd.csv", odd)).location
    before = curator.get(first).get_data(as_text=True)
    twice = curator.post(f"{first}/choices", data={"column-0": "name", "column-1": "name"})
    curator.post(f"{first}/choices", data={"column-0": "name", "column-1": "professions"})
    after = curator.get(first).get_data(as_text=True)
    again = curator.get(_send(curator, ("next.csv", odd)).location).get_data(as_text=True)

    assert "have to be put right first" in before
    assert twice.status_code == 422
    assert "1 private draft would be made." in after
    assert "1 private draft would be made." in again
    assert _handles(database) == []


def test_whoever_is_asked_makes_an_account_and_has_the_draft(
    app: Flask, curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    address = _import(curator)
    curator.post(f"{address}/invite", data={})
    curator.post(f"{address}/invite", data={})  # Nobody is asked twice for it.
    mails = delivered(app)
    link = link_in(mails[0], "/claim/")
    page = client.get(link).get_data(as_text=True)
    weak = client.post(link, data={"name": "Ada Almquist", "password": "short"})
    taken = client.post(
        link, data={"name": "Ada Almquist", "password": "seven lanterns by the harbor"}
    )

    assert [mail["To"] for mail in mails] == ["ada@example.org"]
    assert "Professional / mental health counselor" in page
    assert weak.status_code == 422
    assert taken.location == "/desk/profile"
    assert client.get("/desk/profile").status_code == 200
    owned = _all(database, select(AccountListing.listing_handle))
    assert list(owned) == ["ada-almquist"]
    assert _statuses(database)["ada-almquist"] is ListingStatus.DRAFT
    assert app.test_client().get(link).status_code == 410
    assert "import.taken-over" in _actions(database)
    refused = curator.post(f"{address}/undo", data={})
    assert refused.status_code == 422


def test_whoever_wants_it_removed_never_comes_back(
    curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    address = _import(curator)
    shown = curator.post(f"{address}/link", data={"handle": "bruno-brantley"})
    link = shown.get_data(as_text=True).split("<code>")[1].split("</code>")[0]
    removed = client.post(f"/claim/{link.rpartition('/')[2]}/remove", data={})
    again = _send(curator, ("theirs.csv", THEIRS)).location
    page = curator.get(again).get_data(as_text=True)

    assert removed.status_code == 200
    assert _handles(database) == ["ada-almquist"]
    assert "reads like somebody who left" in page
    assert curator.post(f"{again}/finish", data={}).status_code == 422


def test_a_member_takes_a_draft_over_once(
    app: Flask, database: Database, curator: MemberClient
) -> None:
    address = _import(curator)
    with database.transaction() as own:
        person = make_account(own, "bruno@example.org")
    member = signed_in(app, person)
    links = []
    for handle in ("bruno-brantley", "ada-almquist"):
        page = curator.post(f"{address}/link", data={"handle": handle}).get_data(as_text=True)
        links.append("/claim/" + page.split("/claim/")[1].split("</code>")[0])
    first, second = (member.post(link, data={}) for link in links)

    assert first.location == "/desk/profile"
    assert second.status_code == 422
    assert _all(database, select(AccountListing.listing_handle)) == ["bruno-brantley"]


def test_an_import_is_taken_back_whole_within_thirty_days(
    curator: MemberClient, database: Database
) -> None:
    address = _import(curator)
    undone = curator.post(f"{address}/undo", data={})

    assert undone.status_code == 303
    assert _handles(database) == []
    assert "was taken back" in curator.get(address).get_data(as_text=True)
    assert _actions(database)[-1] == "import.undone"


def test_after_thirty_days_an_import_stays(curator: MemberClient, database: Database) -> None:
    address = _import(curator)
    with database.transaction() as own:
        row = own.scalars(select(Import)).one()
        assert row.done_at is not None
        row.done_at -= timedelta(days=31)

    assert curator.post(f"{address}/undo", data={}).status_code == 422
    assert "Take the whole import back" not in curator.get(address).get_data(as_text=True)


def test_the_same_file_again_leaves_what_is_here_alone(
    curator: MemberClient, database: Database
) -> None:
    _import(curator)
    again = _send(curator, ("theirs.csv", THEIRS)).location

    assert "is here already" in curator.get(again).get_data(as_text=True)
    assert len(_handles(database)) == 2


def test_no_more_mails_go_out_than_a_day_allows(
    curator: MemberClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "INVITATIONS_A_DAY", 1)
    address = _import(curator, THEIRS.replace("80226,,44", "80226,bruno@example.org,44"))
    curator.post(f"{address}/invite", data={})
    curator.post(f"{address}/invite", data={})
    today = len(_all(database, select(OutgoingMail.id)))
    with database.session() as own, clock.stopped(clock.now() + timedelta(days=1, minutes=1)):
        left = claims.may_send(own)

    assert (today, left) == (1, 1)


def test_pairs_of_one_licence_are_flagged(curator: MemberClient, database: Database) -> None:
    _import(
        curator,
        "name,professions,credential_title,credential_jurisdiction,credential_number\n"
        "Ada Almquist,professional-counselor,LPC,CO,4711\n"
        "Ada B. Almquist,professional-counselor,LPC,CO,LPC.0004711\n",
    )

    with database.session() as own:
        handles = [case.handles for case in open_cases(own)]
    assert handles == [("ada-almquist", "ada-b-almquist")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("cards.vcf", "BEGIN:VCARD\nEND:VCARD\n", "own circle"),
        ("", "", "Choose a file."),
    ],
)
def test_what_is_no_table_is_refused(
    curator: MemberClient, name: str, content: str, told: str
) -> None:
    refused = _send(curator, (name, content))

    assert refused.status_code == 422
    assert told in refused.get_data(as_text=True)


def test_a_vouch_comes_by_no_file(curator: MemberClient) -> None:
    text = "from,to,basis,given_on\na,b,co-treated,2026-01-02\n"
    page = curator.get(_send(curator, ("vouches.csv", text)).location)

    assert "own act" in page.get_data(as_text=True)


def test_a_file_is_forgotten(curator: MemberClient, database: Database) -> None:
    address = _send(curator, ("theirs.csv", THEIRS)).location

    assert curator.post(f"{address}/drop", data={}).status_code == 303
    assert curator.get(address).status_code == 404
    assert _all(database, select(Import)) == []


def test_a_member_who_is_no_curator_imports_and_exports_nothing(
    app: Flask, database: Database
) -> None:
    with database.transaction() as own:
        person = make_account(own, "nora@example.org")
    member = signed_in(app, person)

    assert member.get("/curate/imports").status_code == 403
    assert member.get("/curate/export").status_code == 403


def test_a_link_of_somebody_else_s_making_leads_nowhere(client: FlaskClient) -> None:
    assert client.get("/claim/nothing").status_code == 410
    assert client.post("/claim/nothing", data={}).status_code == 410
    assert client.post("/claim/nothing/remove", data={}).status_code == 410


def test_what_was_prepared_is_worked_out_anew_where_the_directory_changed(
    app: Flask, curator: MemberClient, database: Database
) -> None:
    reference = _send(curator, ("theirs.csv", THEIRS)).location.rpartition("/")[2]
    keys, by = app.extensions["keys"], imports.By(account_id=None, reference="operator")
    with app.test_request_context("/"):
        known = blueprint.known()
        with database.session() as session:
            ready = imports.prepare(session, keys, reference, known)
        with database.transaction() as session:
            save(session, replace(plain_draft("ada-almquist"), name="Ada of the House"))
        with database.transaction() as session:
            report = imports.finish(session, keys, ready, known, by)

    assert [row.subject for row in report.results] == ["bruno-brantley"]
    assert "Ada of the House" in _all(database, select(Listing.name))


RAW = (
    "First Name,Last Name,Profession,Specialties,Zip,E-mail\n"
    'Ada,Almquist,Massage therapist,"Low back pain, desk neck",80226,ada@example.org\n'
    'Ada,Almquist,Massage practitioner,"Grief; desk neck; sandplay",80226,another@example.org\n'
)


def _answers(curator: MemberClient, address: str, **said: str) -> str:
    page = curator.get(address).get_data(as_text=True)
    form = page.split('id="words"')[1].split("</form>")[0]
    sent = {
        name: value
        for name, value in re.findall(r'name="(word-\d+)" value="([^"]*)"', form)
        if "=" in value
    }
    for name, value in list(sent.items()):
        sent[name.replace("word", "answer")] = said.get(value.partition("=")[2].split()[0], "")
    sent |= {"rest": "out"} if said.get("rest") else {}
    curator.post(f"{address}/choices", data=sent)
    return curator.get(address).get_data(as_text=True)


def test_a_word_of_theirs_is_answered_once_and_remembered_with_its_source(
    curator: MemberClient, database: Database
) -> None:
    first = _send(curator, ("raw.csv", RAW)).location
    before = curator.get(first).get_data(as_text=True)
    answered = _answers(curator, first, desk="posture", rest="out")
    again = curator.get(_send(curator, ("next.csv", RAW)).location).get_data(as_text=True)
    curator.post(f"{first}/finish", data={})

    assert "“desk neck”, focus_issues, 2 rows" in before
    assert "Words that are not known here" not in answered
    assert "2 private drafts would be made." in answered
    assert "2 private drafts would be made." in again
    assert _handles(database) == ["ada-almquist", "ada-almquist-2"]
    with database.session() as session:
        drafts = existing_drafts(session, {"ada-almquist", "ada-almquist-2"})
    assert {one.issue for one in drafts["ada-almquist"].specialties} == {"low-back-pain", "posture"}
    assert {one.issue for one in drafts["ada-almquist-2"].specialties} == {"grief", "posture"}


def test_a_namesake_of_an_earlier_import_is_left_alone_with_its_number(
    curator: MemberClient, database: Database
) -> None:
    address = _send(curator, ("raw.csv", RAW)).location
    _answers(curator, address, rest="out")
    curator.post(f"{address}/finish", data={})

    again = curator.get(_send(curator, ("next.csv", RAW)).location).get_data(as_text=True)

    assert "There is nothing new in it" in again
    assert _handles(database) == ["ada-almquist", "ada-almquist-2"]
