"""Places as people type them: nothing is taken silently for something else."""

from __future__ import annotations

import pytest

from directory import resources
from directory.matching.need import Place, Point
from directory.places.columns import Columns, Entry
from directory.places.gazetteer import Gazetteer
from directory.places.names import folded_name
from directory.places.regions import load_regions
from directory.search.place_choice import Home, Reading, choose_place, place_label

TOWNS = (
    ("Denver", "US-CO", "US", 39.74, -104.98, 715_000),
    ("Lakewood", "US-CO", "US", 39.70, -105.08, 155_000),
    ("Lakewood", "US-OH", "US", 41.48, -81.80, 50_000),
    ("Golden", "US-CO", "US", 39.76, -105.22, 20_000),
    ("Toronto", "CA-ON", "CA", 43.70, -79.40, 2_700_000),
    ("Toronto", "US-KS", "US", 37.80, -95.95, 270),
    ("St. Louis", "US-MO", "US", 38.63, -90.20, 300_000),
    ("Saint Louis", "US-OK", "US", 35.07, -96.86, 190),
    ("Ontario", "US-CA", "US", 34.06, -117.65, 175_000),
    ("New York City", "US-NY", "US", 40.71, -74.01, 8_000_000),
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    towns = [
        Entry(name, region, country, None, latitude, longitude, 5.0, population,
              is_one_building=False)
        for name, region, country, latitude, longitude, population in TOWNS
    ]  # fmt: skip
    names = [folded_name(town.name) for town in towns]
    names[-1] += f"|{folded_name('New York')}"
    areas = [
        Entry("Lakewood", "US-CO", "US", "80226", 39.71, -105.07, 2.0, 0, is_one_building=False),
        Entry("Toronto (King West / Spadina)", "CA-ON", "CA", "M5V", 43.64, -79.4, 2.0, 0,
              is_one_building=False),
    ]  # fmt: skip
    regions = load_regions(resources.seed_data() / "places")
    return Gazetteer(Columns([*towns, *areas]), names=names, regions=regions)


HOME = Home(
    "US-CO",
    center=Point(39.6, -105.1),
    regions=frozenset({"US-CO", "CA-ON"}),
    offices=(Point(39.74, -104.98), Point(43.70, -79.40)),
)


@pytest.mark.parametrize(
    ("typed", "reading", "label"),
    [
        ("80226", Reading.EXACT, "80226 (Lakewood, CO)"),
        ("Lakewood CO 80226-1234", Reading.EXACT, "80226 (Lakewood, CO)"),
        ("m5v 2t6", Reading.EXACT, "M5V (Toronto, ON)"),
        ("Lakewood, OH", Reading.EXACT, "Lakewood, OH"),
        ("denver colorado", Reading.EXACT, "Denver, CO"),
        ("lakewood", Reading.SEVERAL, "Lakewood, CO"),
        ("lakewod co", Reading.CORRECTED, "Lakewood, CO"),
        ("Colorado", Reading.REGION, "Colorado"),
        ("Ontario", Reading.REGION, "Ontario"),
        ("New York", Reading.EXACT, "New York City, NY"),
        ("near me", Reading.ASK, ""),
        ("xyzzy", Reading.UNKNOWN, ""),
        ("", Reading.UNKNOWN, ""),
        ("\x00 <b>", Reading.UNKNOWN, ""),
    ],
)
def test_reads_what_people_type(
    gazetteer: Gazetteer, typed: str, reading: Reading, label: str
) -> None:
    choice = choose_place(gazetteer, typed, HOME)

    assert (choice.reading, choice.label) == (reading, label)


def test_takes_the_town_where_the_network_works_and_offers_the_others(
    gazetteer: Gazetteer,
) -> None:
    choice = choose_place(gazetteer, "Lakewood", HOME)

    assert choice.label == "Lakewood, CO"
    assert [place_label(other) for other in choice.others] == ["Lakewood, OH"]


def test_does_not_ask_where_nobody_means_the_other_town(gazetteer: Gazetteer) -> None:
    choice = choose_place(gazetteer, "Toronto", HOME)

    assert (choice.reading, choice.label) == (Reading.EXACT, "Toronto, ON")


def test_a_hamlet_is_not_taken_for_a_city_of_its_name(gazetteer: Gazetteer) -> None:
    choice = choose_place(gazetteer, "st louis", HOME)

    assert choice.label == "St. Louis, MO"
    assert choice.reading is Reading.EXACT


def test_what_was_found_carries_its_uncertainty(gazetteer: Gazetteer) -> None:
    choice = choose_place(gazetteer, "80226", HOME)

    assert choice.place == Place("Lakewood", "US-CO", "80226", Point(39.71, -105.07), 2.0)
    assert choice.country == "US"
