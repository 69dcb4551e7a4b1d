"""Importing files: told row by row, all of it or nothing, and nothing twice."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, func, select

from directory import clock
from directory.interop.columns import Table
from directory.interop.problems import Gravity
from directory.interop.reading import read_sheet
from directory.interop.scope_checks import load_claims
from directory.interop.services import Knowledge, import_sheets
from directory.keys.ring import KeyRing
from directory.places.geocoding import Address, FixedGeocoder
from directory.profiles.closed_sets import Topic
from directory.profiles.draft import Answers
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.listing import WeeklyTime
from directory.profiles.models import Listing, Place
from directory.profiles.queries import current_revision, listing_statuses
from directory.profiles.removed import remember_removed
from directory.profiles.services import existing_drafts, move_listing
from directory.vocabulary.loading import load_vocabulary
from tests.support.databases import SECRET
from tests.support.drafts import publish
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.interop.reading import Sheet
    from directory.interop.report import Report
    from directory.profiles.draft import ListingDraft

SEEDS = Path(__file__).resolve().parents[3] / "seed_data"
MAYA = {
    "handle": "maya",
    "name": "Maya Castellanos",
    "professions": "professional-counselor",
    "credential_title": "LPC",
    "credential_jurisdiction": "CO",
}


@pytest.fixture(autouse=True)
def _on_a_day_in_november() -> Iterator[None]:
    with clock.stopped(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        yield


@cache
def _knowledge() -> Knowledge:
    return Knowledge(
        vocabulary=load_vocabulary(SEEDS / "vocabulary"),
        gazetteer=small_gazetteer(),
        claims=load_claims(SEEDS),
        home_region="US-CO",
    )


def _csv(*rows: dict[str, str]) -> bytes:
    target = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(target, names)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def _import(session: Session, **tables: list[dict[str, str]]) -> Report:
    return import_sheets(session, _sheets(tables), _knowledge())


def _sheets(tables: dict[str, list[dict[str, str]]]) -> list[Sheet]:
    return [read_sheet(f"{name}.csv", _csv(*rows)) for name, rows in tables.items()]


def _maya(session: Session) -> ListingDraft:
    return existing_drafts(session, {"maya"})["maya"]


def _errors(report: Report) -> list[tuple[int | None, str | None]]:
    return [
        (problem.line, problem.column)
        for problem in report.problems
        if problem.gravity is Gravity.ERROR
    ]


def test_a_row_becomes_a_private_draft(session: Session) -> None:
    row = MAYA | {
        "focus_issues": "PTSD|grief",
        "modalities": "emdr:certified",
        "street": "17 Hidden Hollow Road",
        "postal_code": "80226",
        "payers_yes": "medicaid",
        "payers_no": "aetna",
        "weekly_times": "thu 09:00-11:00",
        "status": "published",
    }

    report = _import(session, listings=[row])

    draft = _maya(session)
    assert report.was_done
    assert listing_statuses(session, ["maya"]) == {"maya": ListingStatus.DRAFT}
    assert [item.issue for item in draft.specialties] == ["ptsd", "grief"]
    assert draft.credentials[0].level == "independent"
    assert (draft.places[0].city, draft.places[0].region) == ("Lakewood", "US-CO")
    assert draft.places[0].visibility == "area"
    assert draft.answers == {Topic.PAYER: Answers(yes=("medicaid",), no=("aetna",))}
    assert draft.weekly_times == (WeeklyTime(3, 540, 660),)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(session: Session) -> None:
    before = current_revision(session)

    sheets = _sheets({"listings": [MAYA]})
    report = import_sheets(session, sheets, _knowledge(), is_dry_run=True)

    assert [(row.subject, row.outcome) for row in report.results] == [("maya", "created")]
    assert not report.was_done
    assert session.scalar(select(func.count()).select_from(Listing)) == 0
    assert current_revision(session) == before


def test_one_error_keeps_everything_out(session: Session) -> None:
    report = _import(session, listings=[MAYA, MAYA | {"handle": "sam", "fee": "much"}])

    assert _errors(report) == [(3, "fee")]
    assert session.scalar(select(func.count()).select_from(Listing)) == 0


def test_an_error_in_one_table_keeps_the_others_out(session: Session) -> None:
    vouch = {"from": "maya", "to": "nobody", "basis": "met", "given_on": "2026-01-01"}

    report = _import(session, listings=[MAYA], vouches=[vouch])

    assert _errors(report) == [(2, "to")]
    assert session.scalar(select(func.count()).select_from(Listing)) == 0


def test_the_same_file_again_changes_nothing(session: Session) -> None:
    tables = {
        "listings": [MAYA | {"focus_issues": "ptsd", "fee": "140"}, MAYA | {"handle": "sam"}],
        "trainings": [{"listing": "maya", "what": "EMDR", "issues": "ptsd"}],
        "specialties": [{"listing": "maya", "issue": "ptsd", "backing": "training"}],
        "vouches": [{"from": "maya", "to": "sam", "basis": "met", "given_on": "2026-01-01"}],
    }
    _import(session, **tables)
    before = current_revision(session)

    report = _import(session, **tables)

    assert {row.outcome.value for row in report.results} == {"unchanged"}
    assert current_revision(session) == before


def test_a_change_is_told_by_its_facts(session: Session) -> None:
    _import(session, listings=[MAYA | {"fee": "140"}])

    report = _import(session, listings=[MAYA | {"fee": "150"}])

    assert [(row.outcome, row.changes) for row in report.results] == [("changed", ("fees",))]


def test_a_missing_column_leaves_and_an_empty_cell_empties(session: Session) -> None:
    _import(
        session, listings=[MAYA | {"fee": "140", "pronouns": "she/her", "also_issues": "grief"}]
    )

    _import(session, listings=[MAYA | {"fee": ""}])

    draft = _maya(session)
    assert draft.fees.fee is None
    assert draft.pronouns == "she/her"
    assert [item.issue for item in draft.specialties] == ["grief"]


def test_what_backs_an_issue_outlives_a_new_list_of_issues(session: Session) -> None:
    _import(
        session,
        listings=[MAYA | {"focus_issues": "ptsd"}],
        specialties=[{"listing": "maya", "issue": "ptsd", "backing": "certification"}],
    )

    _import(session, listings=[MAYA | {"focus_issues": "grief", "also_issues": "ptsd"}])

    backing = {item.issue: item.backing for item in _maya(session).specialties}
    assert backing == {"grief": "self-stated", "ptsd": "certification"}


def test_further_rows_are_added_and_changed_by_their_key(session: Session) -> None:
    further = {"listing": "maya", "profession": "massage-therapist", "jurisdiction": "US-CO"}
    _import(session, listings=[MAYA], credentials=[further | {"title": "LMT", "number": "1"}])

    _import(session, credentials=[further | {"title": "LMT", "number": "2"}])

    numbers = [(item.title, item.number) for item in _maya(session).credentials]
    assert numbers == [("LPC", None), ("LMT", "2")]


def test_a_published_listing_is_its_owners(session: Session) -> None:
    _import(session, listings=[MAYA])
    publish(session, "maya")

    unchanged = _import(session, listings=[MAYA])
    report = _import(session, listings=[MAYA | {"fee": "1"}])

    assert unchanged.was_done
    assert _errors(report) == [(2, "handle")]
    assert "only its owner" in report.problems[0].cause


def test_somebody_who_left_is_not_brought_back(session: Session) -> None:
    _import(session, listings=[MAYA])
    move_listing(session, "maya", Move.WITHDRAW)

    report = _import(session, listings=[MAYA | {"fee": "1"}])

    assert _errors(report) == [(2, "handle")]


def test_somebody_who_was_erased_is_not_brought_back_under_another_handle(
    session: Session,
) -> None:
    row = MAYA | {"credential_number": "LPC.123-4"}
    _import(session, listings=[row])
    remember_removed(session, KeyRing(SECRET), _maya(session), email="maya@example.org")
    session.execute(delete(Listing))

    report = _import(
        session,
        listings=[row | {"handle": "m-c", "name": "M. C.", "credential_number": "lpc 1234"}],
    )

    assert _errors(report) == [(2, "handle")]
    assert existing_drafts(session, {"m-c"}) == {}


def test_two_rows_of_one_handle_are_told_with_both_lines(session: Session) -> None:
    report = _import(session, listings=[MAYA, MAYA])

    assert _errors(report) == [(3, "handle")]
    assert "line 2" in report.problems[0].cause


def test_a_name_without_latin_letters_needs_a_handle(session: Session) -> None:
    row = {"name": "王芳", "professions": "psychologist"}

    assert _errors(_import(session, listings=[row])) == [(2, "name")]
    assert _import(session, listings=[row | {"handle": "wang-fang"}]).was_done


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"postal_code": "802260"}, "postal_code"),
        ({"postal_code": "80226", "region": "NY"}, "region"),
        ({"postal_code": "99999"}, "postal_code"),
        ({"street": "1 Road"}, "city"),
        ({"fee": "100", "sliding_min": "120"}, "sliding_min"),
        ({"availability": "closed", "wait_days": "3"}, "wait_days"),
        ({"pressure_from": "firm"}, "pressure_to"),
        ({"pressure_from": "firm", "pressure_to": "light"}, "pressure_to"),
        ({"payers_yes": "aetna", "payers_no": "aetna"}, "payers_no"),
        ({"populations_focus": "teens", "populations_no": "teens"}, "populations_no"),
        ({"focus_issues": "ptsd", "also_issues": "ptsd"}, "also_issues"),
        ({"availability_confirmed_on": "2026-12-01"}, "availability_confirmed_on"),
        ({"joined_on": "2027-01-01"}, "joined_on"),
        ({"credential_jurisdiction": ""}, "credential_jurisdiction"),
        ({"credential_title": "XYZ"}, "credential_level"),
        ({"credential_title": "LPCC", "credential_level": "independent"}, "credential_level"),
        (
            {"credential_status": "not-checked", "credential_checked_on": "2026-01-01"},
            "credential_status",
        ),
        ({"referrals_asked": "1", "referrals_accepted": "2"}, "referrals_closed"),
        ({"modalities": "swedish:certified"}, "modalities"),
        ({"do_not_match_with": "nobody"}, "do_not_match_with"),
    ],
)
def test_what_does_not_go_together_is_told_at_its_cell(
    session: Session, changes: dict[str, str], column: str
) -> None:
    report = _import(session, listings=[MAYA | changes])

    assert _errors(report) == [(2, column)]
    assert all(problem.remedy for problem in report.problems)


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("places", {"listing": "nobody", "city": "Denver"}, "listing"),
        ("places", {"listing": "maya", "city": "Denver", "center": "nobody"}, "center"),
        ("trainings", {"listing": "maya", "what": "x", "year": "1890"}, "year"),
        ("affiliations", {"center": "maya", "practitioner": "nobody"}, "practitioner"),
        (
            "credentials",
            {
                "listing": "maya",
                "profession": "massage-therapist",
                "jurisdiction": "CO",
                "title": "LMT",
                "checked_where": "the board",
            },
            "checked_on",
        ),
        (
            "credentials",
            {
                "listing": "maya",
                "profession": "professional-counselor",
                "jurisdiction": "CO",
                "title": "LPCC",
                "compact": "yes",
            },
            "compact",
        ),
        (
            "credentials",
            {
                "listing": "maya",
                "profession": "professional-counselor",
                "jurisdiction": "CO",
                "title": "LPCC",
                "supervisor": "maya",
            },
            "supervisor",
        ),
        ("vouches", {"from": "maya", "to": "maya", "basis": "met", "given_on": "2026-01-01"}, "to"),
        ("vouches", {"from": "maya", "to": "sam", "basis": "x", "given_on": "2026-01-01"}, "basis"),
        (
            "vouches",
            {
                "from": "maya",
                "to": "sam",
                "basis": "met",
                "given_on": "2026-02-01",
                "revoked_on": "2026-01-01",
            },
            "revoked_on",
        ),
        (
            "vouches",
            {"from": "maya", "to": "sam", "basis": "met", "given_on": "2027-01-01"},
            "given_on",
        ),
    ],
)
def test_what_is_wrong_in_another_table_is_told_there(
    session: Session, table: str, row: dict[str, str], column: str
) -> None:
    report = _import(session, listings=[MAYA, MAYA | {"handle": "sam"}], **{table: [row]})

    assert [item for item in _errors(report) if item[1] == column]
    assert {problem.file for problem in report.problems} <= {f"{table}.csv", "listings.csv"}


def test_an_affiliation_of_the_wrong_kinds_is_an_error_and_no_traceback(session: Session) -> None:
    rows = [{"center": "maya", "practitioner": "sam"}]

    report = _import(session, listings=[MAYA, MAYA | {"handle": "sam"}], affiliations=rows)

    assert _errors(report) == [(2, "center")]


def test_a_title_that_boards_were_not_asked_about_goes_to_review(session: Session) -> None:
    row = MAYA | {
        "professions": "clinical-social-worker",
        "credential_title": "SWC",
        "credential_level": "independent",
    }

    report = _import(session, listings=[row])

    assert report.was_done
    assert [problem.gravity for problem in report.problems] == [Gravity.REVIEW]


def test_a_misspelt_town_is_noted_with_the_right_one(session: Session) -> None:
    report = _import(session, listings=[MAYA | {"city": "Lakewod", "region": "CO"}])

    assert report.was_done
    assert "Lakewood" in report.problems[0].remedy


def test_what_a_curator_dealt_with_does_not_come_back(session: Session) -> None:
    row = {
        "handle": "bo",
        "name": "Bo",
        "professions": "massage-therapist",
        "about": "Counselling.",
    }
    _import(session, listings=[row])
    listing = session.scalars(select(Listing)).one()
    assert "Counselling" in listing.needs_review

    listing.needs_review = ""
    session.flush()
    report = _import(session, listings=[row])

    assert [item.outcome.value for item in report.results] == ["unchanged"]
    assert listing.needs_review == ""


def test_a_table_that_cannot_be_told_is_asked_for(session: Session) -> None:
    sheet = read_sheet("mine.csv", b"x,y\n1,2\n")

    unclear = import_sheets(session, [sheet], _knowledge())
    told = import_sheets(session, [sheet], _knowledge(), table=Table.LISTINGS)

    assert "--table" in unclear.problems[0].remedy
    assert "does not name the columns" in told.problems[0].cause


def test_only_an_address_that_is_shown_is_located(session: Session) -> None:
    asked: list[Address] = []

    class Remembering(FixedGeocoder):
        __slots__ = ()

        def locate(self, address: Address) -> tuple[float, float] | None:
            asked.append(address)
            return (39.7, -105.09)

    place = {"street": "1 Open Street", "city": "Lakewood", "region": "CO", "postal_code": "80226"}
    rows = [
        MAYA | place | {"handle": visibility, "place_visibility": visibility}
        for visibility in ("exact", "area", "none")
    ]
    sheets = [read_sheet("listings.csv", _csv(*rows))]

    import_sheets(session, sheets, replace(_knowledge(), geocoder=Remembering()))

    points = {
        row.visibility.value: (row.public_latitude, row.uncertainty_km)
        for row in session.scalars(select(Place))
    }
    assert len(asked) == 1
    assert points["exact"] == (39.7, 0.0)
    assert points["area"][0] == 39.7123
    assert points["none"][0] == 39.70471
