"""The page about missing help: the map, counters from five on, and a CSV without formulas."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from directory import clock
from directory.curation.where_missing import as_csv, missing_page
from directory.network import unmet
from directory.network.closed_sets import Unmet
from directory.network.models import UnmetNeed
from directory.profiles.lifecycle import Move
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

PAGE = "/curate/missing"
NEED = unmet.Need(Unmet.SEARCH, "grief", "dietitian", "US-CO")


def _publish(database: Database) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.SUBMIT)
        move_listing(session, "nora", Move.PUBLISH)


def _states(curator: MemberClient, query: str) -> dict[tuple[str, str], str]:
    rows = csv.DictReader(io.StringIO(curator.get(f"{PAGE}.csv?{query}").text))
    return {
        (row["issue"], row["discipline"]): row["state"]
        for row in rows
        if row["area"] == "everywhere"
    }


def test_the_map_knows_who_is_there_and_whom_nobody_vouches_for(
    app: Flask, curator: MemberClient, database: Database
) -> None:
    issues = app.extensions["vocabulary"].issues
    group = issues["grief"].parent
    label = issues["grief"].label
    assert _states(curator, f"group={group}")[label, "talk"] == "no-one"
    _publish(database)

    states = _states(curator, f"group={group}")

    assert states[label, "talk"] == "nobody-trusted"
    assert states[label, "bodywork"] == "no-one"
    page = curator.get(f"{PAGE}?group={group}&area=nowhere").text
    assert "nobody vouched for" in page
    assert "1 person can be found." in page
    assert "1 person was never asked." in page
    never = BeautifulSoup(page, "html.parser").select_one('main a[href="/curate/listings/nora"]')
    assert never is not None
    rows = list(csv.DictReader(io.StringIO(curator.get(f"{PAGE}.csv?group={group}").text)))
    county = "Jefferson County, US-CO"
    assert {row["area"] for row in rows} == {"everywhere", "Lakewood", county, "US-CO"}
    there = {(row["area"], row["people"]) for row in rows if row["issue"] == label}
    assert {("Lakewood", "1"), (county, "1")} <= there
    assert f'<h2 id="map">{county}</h2>' in curator.get(f"{PAGE}?area={county}").text
    only = csv.DictReader(io.StringIO(curator.get(f"{PAGE}.csv?area=Lakewood").text))
    assert {row["area"] for row in only} == {"Lakewood"}


def test_counters_show_from_five_and_name_terms_alone(
    curator: MemberClient, database: Database
) -> None:
    for _time in range(4):
        unmet.count_apart(database, [NEED])
    assert "Nothing was counted five times yet." in curator.get(PAGE).text

    unmet.count_apart(database, [NEED])

    page = curator.get(PAGE).text
    assert "Searches that found nobody" in page
    assert "US-CO" in page


def test_a_search_that_finds_nobody_counts_once_for_its_link(
    client: FlaskClient, database: Database
) -> None:
    client.get("/find")
    asked = {"words": "grief in Denver"}
    link = client.post("/find", data=asked).headers["Location"]
    client.get(link)
    client.get(link)

    with database.session() as session:
        rows = [(row.what, row.issue, row.times) for row in session.query(UnmetNeed)]
    assert rows == [(Unmet.SEARCH, "grief", 1)]

    _publish(database)
    client.get(client.post("/find", data=asked).headers["Location"])
    with database.session() as session:
        assert [row.times for row in session.query(UnmetNeed)] == [1], "somebody was found"


def test_no_cell_of_the_file_is_a_formula(app: Flask, database: Database) -> None:
    with database.session() as session:
        snapshot = app.extensions["search"].snapshot(session, today=clock.today())
        page = missing_page(session, snapshot, area="", group="")
    row = page.rows[0]
    harmful = replace(page, rows=(replace(row, label="=1+1"),))

    assert ",'=1+1," in as_csv(harmful)
