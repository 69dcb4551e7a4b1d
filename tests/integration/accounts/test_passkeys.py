"""Passkeys without a browser: where there are none, what is not one, and whose they are."""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from directory import clock
from directory.accounts.models import Passkey
from directory.accounts.services import passkeys
from directory.accounts.tokens import new_reference
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import Person


@pytest.fixture
def named(app: Flask) -> Flask:
    """The app under a name, as passkeys need it."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(settings, base_url="http://localhost")
    return app


def _sealed(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    return found[1]


JUNK = (
    "",
    "{}",
    "[]",
    "null",
    "x" * 20_000,
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "AA", "authenticatorData": "AA", "signature": "AA"},
        }
    ),
)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8000", "http://care.example.org"])
def test_where_browsers_make_none_the_page_says_so_and_works(
    app: Flask, maya: Person, base_url: str
) -> None:
    settings = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(settings, base_url=base_url)

    assert "not set up for passkeys" in signed_in(app, maya).get("/account/passkeys").text
    assert "passkey" not in app.test_client().get("/sign-in").text
    assert app.test_client().get("/sign-in/passkey").status_code == 404


def test_without_the_extra_the_page_says_so(
    named: Flask, maya: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passkeys, "IS_INSTALLED", False)

    assert "not set up for passkeys" in signed_in(named, maya).get("/account/passkeys").text
    assert named.test_client().post("/sign-in/passkey").status_code == 404


def test_without_script_both_pages_say_what_is_needed(named: Flask, maya: Person) -> None:
    assert "needs script" in signed_in(named, maya).get("/account/passkeys").text
    assert "needs script" in named.test_client().get("/sign-in/passkey").text


@pytest.mark.parametrize("credential", JUNK)
def test_what_is_no_passkey_opens_nothing(named: Flask, maya: Person, credential: str) -> None:
    visitor, member = named.test_client(), signed_in(named, maya)
    sealed = _sealed(visitor.get("/sign-in/passkey").text)
    form = {"sealed": sealed, "credential": credential}
    answer = visitor.post("/sign-in/passkey", data=form)
    assert answer.status_code == 422
    assert visitor.get("/account/security").status_code == 303

    own = _sealed(member.get("/account/passkeys").text)
    adding = member.post("/account/passkeys", {"sealed": own, "credential": credential})
    assert adding.status_code == 422
    assert "0 passkeys" not in member.get("/account/security").text


def test_a_challenge_is_good_once_and_for_ten_minutes(named: Flask) -> None:
    visitor = named.test_client()
    form = {"sealed": _sealed(visitor.get("/sign-in/passkey").text), "credential": JUNK[-1]}

    assert "was not accepted" in visitor.post("/sign-in/passkey", data=form).text
    assert "open for too long" in visitor.post("/sign-in/passkey", data=form).text

    late = {"sealed": _sealed(visitor.get("/sign-in/passkey").text), "credential": JUNK[-1]}
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        assert "open for too long" in visitor.post("/sign-in/passkey", data=late).text


def test_another_ones_passkey_is_not_there(named: Flask, database: Database, maya: Person) -> None:
    with database.transaction() as session:
        ana = make_account(session, "ana@example.org")
        row = Passkey(
            reference=new_reference(),
            account_id=ana.id,
            credential_id=b"a",
            public_key=b"a",
            sign_count=0,
            name="Hers",
            made_at=clock.now(),
        )
        session.add(row)
    hers, mine = signed_in(named, ana), signed_in(named, maya)

    for end in ("name", "remove"):
        path = f"/account/passkeys/{row.reference}/{end}"
        assert mine.post(path, {"name": "Mine"}).status_code == 404
    assert "Hers" in hers.get("/account/passkeys").text
    assert hers.post(f"/account/passkeys/{row.reference}/remove").status_code == 303
    assert "Hers" not in hers.get("/account/passkeys").text
