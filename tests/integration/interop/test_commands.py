"""`directory import` and `directory seed demo`, as they are typed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from directory import clock, resources
from directory.cli import directory
from directory.interop.demo import DemoRefusedError, load_demo
from directory.interop.scope_checks import load_claims
from directory.interop.services import Knowledge
from directory.places.queries import load_gazetteer
from directory.profiles.queries import published_listings
from directory.vocabulary.loading import load_vocabulary
from tests.integration.places.filled import (
    FOLDER,
    fill_with_few_places,
    fill_with_real_places,
    opened,
)
from tests.support.databases import SECRET
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result
    from sqlalchemy.orm import Session

    from directory.db import Database
    from directory.interop.report import Report
    from directory.profiles.listing import PublishedListing
    from tests.support.databases import Databases


SEEDS = resources.seed_data()
KNOWING_NOTHING = Knowledge(
    vocabulary=load_vocabulary(SEEDS / "vocabulary"), gazetteer=small_gazetteer(), claims=()
)


@pytest.fixture
def filled(database: Database) -> None:
    """A gazetteer of a few places."""
    fill_with_few_places(database)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "my-practitioners.csv"
    path.write_bytes((resources.seed_data() / "sample_listings.csv").read_bytes())
    return path


@pytest.mark.usefixtures("filled")
def test_the_sample_is_imported_as_its_readme_says(
    run: Callable[..., Result], sample: Path
) -> None:
    dry = run("import", str(sample), "--dry-run")
    real = run("import", str(sample))
    again = run("import", str(sample), "--json")

    assert "would be: 2 created" in dry.stdout
    assert "Imported: 2 created." in real.stdout
    assert json.loads(again.stdout)["counts"] == {"unchanged": 2}


@pytest.mark.usefixtures("filled")
def test_a_broken_file_exits_2_with_the_report_and_one_sentence(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "listings.csv"
    path.write_bytes(b'name,professions\nMaya,"psychologist\n')

    result = run("import", str(path))

    assert result.exit_code == 2
    assert "listings.csv, line 2: A quote is opened" in result.stdout
    assert result.stderr == "Nothing was imported: correct the errors and import again.\n"


@pytest.mark.usefixtures("filled")
def test_a_circle_is_read_as_vouches(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "people-i-trust.csv"
    path.write_text("from,to,basis,given_on\nmaya,sam,met,2026-01-01\n")

    report = json.loads(run("import", str(path), "--format", "circle", "--json").stdout)

    assert [problem["column"] for problem in report["problems"]] == ["from", "to"]


def test_a_path_that_leads_nowhere_is_one_sentence(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    for path in (tmp_path / "missing.csv", tmp_path):
        result = run("import", str(path))

        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1


def test_an_import_before_init_says_what_to_run(run: Callable[..., Result], sample: Path) -> None:
    result = run("import", str(sample))

    assert result.exit_code == 2
    assert "directory init" in result.stderr


def test_the_demo_is_published_invented_and_as_fresh_on_any_day(databases: Databases) -> None:
    url = databases.migrated()
    environment = {
        "DIRECTORY_MODE": "demo",
        "DIRECTORY_DATABASE_URL": url,
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_HOME_REGION": "US-CO",
    }

    with opened(url) as database:
        fill_with_real_places(database)
        with clock.stopped(datetime(2026, 12, 1, tzinfo=UTC)):
            typed = CliRunner(env=environment).invoke(directory, ["seed", "demo", "--json"])
            first = json.loads(typed.stdout)
            before = _listings(database)
            again = _load_demo(database)
        with clock.stopped(datetime(2027, 6, 1, tzinfo=UTC)):
            _load_demo(database)
        after = _listings(database)

    assert first["done"]
    assert not [item for item in first["problems"] if item["gravity"] == "error"]
    assert set(first["counts"]) == {"created"}
    assert {result.outcome.value for result in again.results} == {"unchanged"}
    assert len(before) > 350
    assert all(listing.is_invented for listing in before)
    assert sum(listing.kind == "center" for listing in before) >= 30
    ages = _ages(before, date(2026, 12, 1))
    assert ages == _ages(after, date(2027, 6, 1))
    assert 0 < sum(age >= 180 for age in ages) < 40


def test_a_folder_that_does_not_say_it_is_invented_is_not_published(
    session: Session, tmp_path: Path
) -> None:
    (tmp_path / "listings.csv").write_text("name,professions\nMaya,psychologist\n")

    with pytest.raises(DemoRefusedError, match="private drafts"):
        load_demo(session, tmp_path, KNOWING_NOTHING)


def _load_demo(database: Database) -> Report:
    with database.transaction() as session:
        knowing = replace(
            KNOWING_NOTHING, gazetteer=load_gazetteer(session, FOLDER), home_region="US-CO"
        )
        return load_demo(session, SEEDS / "demo", replace(knowing, claims=load_claims(SEEDS)))


def _listings(database: Database) -> list[PublishedListing]:
    with database.session() as session:
        return list(published_listings(session))


def _ages(listings: list[PublishedListing], today: date) -> list[int]:
    days = [listing.availability.confirmed_on for listing in listings]
    return sorted((today - day).days for day in days if day is not None)
