"""A term that the network hides is offered in no list; who holds it keeps it, and it says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from directory.network.edits import add_edits
from directory.profiles.closed_sets import Topic
from directory.profiles.draft import Answers
from directory.profiles.listing import PublicSpecialty
from directory.profiles.services import existing_drafts
from directory.search.lookup import UnknownTermError, find_slug
from directory.vocabulary.overlay_rows import EditKind, RowEdit
from directory.vocabulary.terms import TermKind
from tests.support.drafts import plain_draft, publish, save
from tests.support.members import form_token, make_account, make_verified, signed_in
from tests.support.searching import add_places

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

HIDDEN = {
    "professions.csv": "dietitian",
    "issues.csv": "neck-pain",
    "modalities.csv": "emdr",
    "payers.csv": "medicaid",
    "languages.csv": "es",
    "populations.csv": "teens",
    "preferences.csv": "practitioner-woman",
    "accessibility.csv": "wheelchair",
}
PUBLIC = ("/find", "/scope", "/questions")
MEMBERS = (
    "/partners",
    "/referrals/new",
    "/referrals/advice",
    *(
        f"/desk/profile/{step}"
        for step in ("professions", "issues", "modalities", "clients", "access", "fees")
    ),
    "/desk/profile/rather-not",
    "/desk/profile/training/new",
)
HELD = {
    Topic.PAYER: Answers(yes=("medicaid",)),
    Topic.POPULATION: Answers(yes=("teens",), focus=("teens",)),
    Topic.PREFERENCE: Answers(no=("practitioner-woman",)),
    Topic.ACCESS: Answers(yes=("wheelchair",)),
}


def _hide(database: Database) -> None:
    edits = [RowEdit(EditKind.HIDE, file, row) for file, row in HIDDEN.items()]
    with database.transaction() as session:
        add_edits(session, edits, source="a test", made_by="x")


def _member(app: Flask, database: Database, handle: str, *, holds: bool) -> MemberClient:
    draft = plain_draft(handle)
    if holds:
        draft = replace(
            draft,
            answers={**draft.answers, **HELD},
            specialties=(PublicSpecialty("neck-pain", is_focus=True, backing="training"),),
            languages=(("es", "native"),),
            prefers_not=("teens",),
            refers_on_for=("neck-pain",),
        )
    with database.transaction() as session:
        add_places(session)
        person = make_account(session, f"{handle}@example.org")
        make_verified(session, person, handle)
        save(session, draft)
        publish(session, handle)
    return signed_in(app, person)


def _offered(page: str) -> set[str]:
    """What a page lets somebody choose, by the value that would be sent or by a row of radios."""
    soup = BeautifulSoup(page, "html.parser")
    chosen = {str(one["value"]) for one in soup.select("option[value], input[value]")}
    rows = {str(one["name"]).partition("-")[2] for one in soup.select("input[type=radio][name]")}
    rows |= {str(one["name"]).partition("-")[2] for one in soup.select("select[name]")}
    return chosen | rows


@pytest.fixture
def environment(environment: dict[str, str]) -> dict[str, str]:
    """A network at home in Colorado."""
    return environment | {"DIRECTORY_HOME_REGION": "US-CO"}


def test_no_list_offers_what_the_network_hides(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    member = _member(app, database, "nora", holds=False)
    pages = {path: client.get(path).text for path in PUBLIC}
    pages |= {path: member.get(path).text for path in MEMBERS}
    before = set().union(*(_offered(page) for page in pages.values()))
    assert set(HIDDEN.values()) - {"emdr"} <= before, "the walk sees each of them where it stands"
    assert "Neck" in pages["/questions"]
    assert ">Dietitian<" in pages["/scope"]

    _hide(database)

    for path in (*PUBLIC, *MEMBERS):
        page = (client if path in PUBLIC else member).get(path).text
        assert not _offered(page) & set(HIDDEN.values()), path
    assert "Neck" not in client.get("/questions").text
    assert ">Dietitian<" not in client.get("/scope").text


def test_who_holds_it_sees_it_named_as_no_longer_offered_and_keeps_it_by_saving(
    app: Flask, client: FlaskClient, database: Database
) -> None:
    member = _member(app, database, "maya", holds=True)
    _hide(database)

    for step in ("issues", "clients", "access", "fees", "rather-not", "professions"):
        page = member.get(f"/desk/profile/{step}")
        assert "(no longer offered here)" in page.text, step
        soup = BeautifulSoup(page.text, "html.parser")
        form = soup.select_one("main form.stack, main form")
        assert form is not None
        sent = MultiDict(_filled(soup))
        sent["csrf_token"] = form_token(member.app)
        answer = member.client.post(f"/desk/profile/{step}", data=sent)
        assert answer.status_code == 303, step

    with database.session() as session:
        stored = existing_drafts(session, ("maya",))["maya"]
    assert [item.issue for item in stored.specialties] == ["neck-pain"]
    assert stored.languages == (("es", "native"),)
    assert stored.prefers_not == ("teens",)
    assert stored.refers_on_for == ("neck-pain",)
    for topic, answers in HELD.items():
        assert stored.answers[topic] == answers
    public = client.get("/practitioners/maya").text
    assert "Neck pain" in public
    assert "Spanish" in public


def _filled(soup: BeautifulSoup) -> list[tuple[str, str]]:
    fields = [
        (str(one["name"]), str(one.get("value", "")))
        for one in soup.select("main input[name]")
        if one.get("type") not in {"radio", "checkbox"} or one.has_attr("checked")
    ]
    fields += [(str(one["name"]), one.get_text()) for one in soup.select("main textarea[name]")]
    for one in soup.select("main select[name]"):
        chosen = one.select_one("option[selected]")
        fields.append((str(one["name"]), str(chosen["value"]) if chosen else ""))
    return fields


def test_words_of_a_file_or_a_referral_no_longer_mean_it_and_its_slug_still_does(
    app: Flask, client: FlaskClient, database: Database, settings: Settings
) -> None:
    _hide(database)
    client.get("/")
    vocabulary = app.extensions["vocabulary"]

    assert settings.home_region == "US-CO"
    assert find_slug(vocabulary, TermKind.MODALITY, "emdr") == "emdr"
    with pytest.raises(UnknownTermError) as refused:
        find_slug(vocabulary, TermKind.ISSUE, "sore neck")
    assert "neck-pain" not in refused.value.nearest
