"""What goes out: only what is shown, safe cells, HSDS that holds, and the same directory back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from sqlalchemy import delete, select

from directory import clock
from directory.audit.models import AuditEntry
from directory.interop.demo import load_demo
from directory.interop.export_tables import exported, safe_cell
from directory.interop.hsds_reading import hsds_sheets
from directory.interop.hsds_writing import Site, hsds
from directory.interop.new_drafts import import_new
from directory.interop.reading import read_sheet
from directory.interop.shown import shown_today
from directory.matching.need import Kind
from directory.profiles.models import Listing
from directory.profiles.queries import published_listings
from directory.profiles.services import existing_drafts
from tests.integration.interop.hsds_schema import SERVICE
from tests.integration.interop.test_import import _knowledge
from tests.support.drafts import full_draft, plain_draft, publish, save
from tests.support.logged import assert_logged

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.db import Database
    from tests.support.members import MemberClient


def _fill(session: Session) -> None:
    save(session, plain_draft("hidden"))
    save(session, replace(plain_draft("sam"), kind=Kind.CENTER, is_invented=True))
    publish(session, "sam")
    draft = full_draft("maya")
    # The importer completes a board that the vocabulary knows, so here it is stated.
    stated = tuple(
        replace(one, body=one.body or "state massage board") for one in draft.credentials
    )
    save(session, replace(draft, credentials=stated))
    publish(session, "maya")


def _rows(session: Session) -> list[str]:
    return sorted(
        f"{one.table}:{line}"
        for one in exported(published_listings(session))
        for line in one.text.splitlines()
    )


def _service(session: Session) -> dict[str, Any]:
    site = Site("https://care.example.org", _knowledge().vocabulary)
    page = hsds(shown_today(session), site)
    found: dict[str, Any] = page["contents"][0]  # By handle: maya before sam.
    return found


def test_export_then_import_gives_the_same_directory(session: Session, tmp_path: Path) -> None:
    _fill(session)
    for one in exported(published_listings(session)):
        (tmp_path / f"{one.table.value}.csv").write_text(one.text, encoding="utf-8")
    manifest = {"invented": True, "as_of": clock.today().isoformat()}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    before = _rows(session)
    session.execute(delete(Listing))
    session.expire_all()
    emptied = _rows(session)

    report = load_demo(session, tmp_path, _knowledge())

    assert report.is_sound, [str(problem) for problem in report.problems]
    assert _rows(session) == before
    assert before != emptied


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_like_a_formula_is_quoted_and_comes_back(begin: str) -> None:
    written = safe_cell(f"{begin}SUM(A1)")
    sheet = read_sheet("a.csv", f'name,about\nAda,"{written}"\n'.encode())

    assert written.startswith("'")
    if begin in "=+-@":
        assert sheet.is_sound
        assert sheet.rows[0].cells["about"] == f"{begin}SUM(A1)"


def test_only_what_is_published_goes_out_and_no_hidden_address(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as own:
        _fill(own)
    archive = zipfile.ZipFile(io.BytesIO(curator.post("/curate/export/tables", data={}).data))
    tables = "".join(archive.read(name).decode() for name in archive.namelist())
    page = json.loads(curator.post("/curate/export/hsds", data={}).data)
    printed = curator.post("/curate/export/print", data={"size": "large"}).get_data(as_text=True)
    with database.session() as own:
        shown = next(iter(shown_today(own)))
        draft = existing_drafts(own, ("maya",))["maya"]
        kinds = own.scalars(
            select(AuditEntry.details).where(AuditEntry.action == "directory.exported")
        ).all()

    streets = {place.street for place in draft.places if place.street}
    told = [*streets, draft.name]
    assert_logged(database, "directory.exported", by=["curator@example.org"] * 3, without=told)
    hidden = streets - {place.street for place in shown.places if place.street}
    for text in (tables, json.dumps(page), printed):
        assert "maya" in text.lower()
        assert not any(street in text for street in hidden)
        assert draft.contact.email not in text or not draft.contact.email
    assert "hidden" not in {row["handle"] for row in _listings(archive)}
    assert [json.loads(one)["format"] for one in kinds] == ["tables", "hsds", "print"]
    assert "As of" in printed


def _listings(archive: zipfile.ZipFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read("listings.csv").decode())))


def test_what_was_not_stated_is_an_empty_cell(session: Session) -> None:
    save(session, plain_draft("nora"))
    publish(session, "nora")
    tables = {one.table.value: one.text for one in exported(published_listings(session))}
    row = next(iter(csv.DictReader(io.StringIO(tables["listings"]))))

    assert row["availability"] == "not-stated"
    assert (row["superbill"], row["payers_no"], row["fee"]) == ("", "", "")


def test_hsds_holds_to_the_specification(session: Session) -> None:
    _fill(session)
    service = _service(session)
    checker = Draft202012Validator.FORMAT_CHECKER

    assert list(Draft202012Validator(SERVICE, format_checker=checker).iter_errors(service)) == []
    assert str(UUID(service["id"])) == service["id"]
    assert _service(session) == service


@pytest.mark.parametrize(
    "change",
    [
        {"status": "open"},
        {"id": "maya"},
        {"name": 7},
        {"organization": {"id": "x"}},
        {"languages": "es"},
    ],
)
def test_the_schema_finds_what_is_wrong(session: Session, change: dict[str, object]) -> None:
    _fill(session)
    checker = Draft202012Validator.FORMAT_CHECKER

    wrong = _service(session) | change
    assert list(Draft202012Validator(SERVICE, format_checker=checker).iter_errors(wrong))


def test_hsds_comes_in_as_drafts_of_centers(session: Session) -> None:
    page = {
        "contents": [
            {
                "id": "s1",
                "name": "Counselling",
                "status": "active",
                "organization": {
                    "id": "o1",
                    "name": "Hollow House",
                    "description": "A house of several people.",
                    "email": "house@example.org",
                },
                "service_at_locations": [
                    {
                        "location": {
                            "id": "l1",
                            "name": "Main door",
                            "addresses": [
                                {
                                    "address_1": "17 Hidden Hollow Road",
                                    "city": "Lakewood",
                                    "state_province": "CO",
                                    "postal_code": "80226",
                                    "country": "US",
                                    "address_type": "physical",
                                }
                            ],
                        }
                    }
                ],
            },
            {
                "id": "s2",
                "name": "Old",
                "status": "defunct",
                "organization": {"id": "o2", "name": "Gone House", "description": ""},
            },
        ]
    }
    known = _knowledge()
    sheets = hsds_sheets(
        {"page.json": json.dumps(page).encode()}, known.vocabulary, ("professional-counselor",)
    )
    report = import_new(session, sheets, known)
    draft = existing_drafts(session, ("hollow-house",))["hollow-house"]

    assert report.is_sound, [str(problem) for problem in report.problems]
    assert [row.subject for row in report.results] == ["hollow-house"]
    assert draft.kind.value == "center"
    assert (draft.places[0].city, draft.places[0].visibility.value) == ("Lakewood", "area")
    assert draft.contact.email == "house@example.org"
    assert existing_drafts(session, ("gone-house",)) == {}


def test_the_data_package_comes_in_too(session: Session) -> None:
    known = _knowledge()
    files = {
        "organizations.csv": b"id,name,description,email\no1,Hollow House,A house.,h@example.org\n",
        "services.csv": b"id,organization_id,name,status\ns1,o1,Counselling,active\n",
        "locations.csv": b"id,name\nl1,Main door\nl2,Garden door\n",
        "service_at_locations.csv": b"id,service_id,location_id\na1,s1,l1\na2,s1,l2\n",
        "addresses.csv": (
            b"id,location_id,address_1,city,state_province,postal_code,country,address_type\n"
            b"d1,l1,17 Hollow Road,Lakewood,CO,80226,US,physical\n"
            b"d2,l2,19 Hollow Road,Lakewood,CO,80226,US,physical\n"
        ),
    }
    sheets = hsds_sheets(files, known.vocabulary, ("professional-counselor",))
    report = import_new(session, sheets, known)
    draft = existing_drafts(session, ("hollow-house",))["hollow-house"]

    assert report.is_sound, [str(problem) for problem in report.problems]
    assert [place.label for place in draft.places] == ["Main door", "Garden door"]


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": "\xff"}', b"[" * 100_000])
def test_json_that_is_none_gives_a_reason(content: bytes) -> None:
    sheets = hsds_sheets({"page.json": content}, _knowledge().vocabulary, ())

    assert not sheets[0].is_sound


def test_our_own_hsds_comes_in_by_its_own_professions(session: Session, app: Flask) -> None:
    _fill(session)
    service = _service(session)
    known = _knowledge()
    sheets = hsds_sheets({"page.json": json.dumps([service]).encode()}, known.vocabulary, ())

    assert sheets[0].rows[0].cells["professions"] == "|".join(
        next(iter(shown_today(session))).professions
    )
    assert app is not None
