"""What a network calls itself stands in mail that time sends, and in a member's list of codes."""

from __future__ import annotations

import dataclasses
import io
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from pypdf import PdfReader

from directory.curation.emails import Sender
from directory.mail.models import OutgoingMail
from directory.network.edits import add_edits
from directory.network.in_force import site_name
from directory.network.site import SITE
from directory.vocabulary.overlay_rows import EditKind, RowEdit
from tests.support.members import delivered, make_account, signed_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.db import Database

NAME = "Foothills Care Circle"


def _call_it(session: Session) -> None:
    edit = RowEdit(EditKind.SET, SITE, SITE, "name", NAME)
    add_edits(session, [edit], source="the network’s meeting", made_by="operator")


def test_mail_that_time_sends_names_the_network_as_it_calls_itself(
    app: Flask, database: Database, settings: Settings
) -> None:
    with database.transaction() as session:
        before = site_name(session, settings)
        _call_it(session)
    with database.transaction() as session:
        Sender(app.extensions["keys"], settings).send(
            session, "on-your-desk", "ada@example.org", "/desk"
        )
        assert session.query(OutgoingMail).count() == 1

    (mail,) = delivered(app)
    assert before == settings.site_name
    assert NAME in f"{mail['Subject']} {text_of(mail)}"
    assert settings.site_name not in text_of(mail)


def test_the_list_of_codes_names_the_network_as_it_calls_itself(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        _call_it(session)
        person = make_account(session, "maya@example.org")

    with app.test_request_context("/"):
        assert site_name(database.session(), app.extensions["settings"]) == NAME
    assert NAME in signed_in(app, person).get("/desk").get_data(as_text=True)


def test_paper_names_the_network_as_it_calls_itself(
    client: FlaskClient, database: Database, settings: Settings
) -> None:
    with database.transaction() as session:
        _call_it(session)

    sheet = client.get("/paper/referral-form/a4.pdf")

    words = PdfReader(io.BytesIO(sheet.data)).pages[0].extract_text()
    assert NAME in words
    assert settings.site_name not in words


def test_a_passkey_is_asked_for_by_the_name_that_the_network_calls_itself(
    app: Flask, database: Database, settings: Settings
) -> None:
    app.extensions["settings"] = dataclasses.replace(settings, base_url="http://localhost")
    with database.transaction() as session:
        _call_it(session)
        person = make_account(session, "maya@example.org")

    page = signed_in(app, person).get("/account/passkeys").get_data(as_text=True)

    (asked,) = BeautifulSoup(page, "html.parser").select("[data-options]")
    assert f'"rp": {{"name": "{NAME}"' in str(asked["data-options"])
