"""Towns and postal areas by what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.assembly import assembled
from directory.places.columns import Columns, Entry
from directory.places.gazetteer import Gazetteer, distance_km, postal_readings
from directory.places.regions import Regions
from directory.places.sources import PostalSource
from tests.support.small_gazetteer import POSTAL_AREAS, TOWNS, small_gazetteer


def test_a_town_that_the_post_only_accepts_is_found_by_its_name() -> None:
    lakewood = small_gazetteer().town("Lakewood", "US-CO")

    assert lakewood is not None
    assert (lakewood.name, lakewood.population) == ("Lakewood", 152_597)


def test_a_town_of_the_post_and_of_geonames_is_one_town() -> None:
    found = small_gazetteer().towns("Saint Louis", "US-MO")

    assert [(town.name, town.population) for town in found] == [("St. Louis", 279_695)]


def test_what_geonames_calls_otherwise_is_not_a_second_town() -> None:
    made = assembled(towns=TOWNS, postal_areas=POSTAL_AREAS, aliases=())

    assert [town.name for town in made.towns if town.region == "US-NY"] == ["New York City"]


def test_a_town_that_only_the_post_knows_stands_among_its_postal_areas() -> None:
    pagosa = small_gazetteer().town("Pagosa", "US-CO")

    assert pagosa is not None
    assert (pagosa.name, pagosa.latitude, pagosa.population) == ("Pagosa Springs", 37.2694, 0)


@pytest.mark.parametrize(
    ("code", "name"),
    [("80226", "Lakewood"), ("80205", "Denver"), ("81147", "Pagosa Springs"), ("M5V", "Toronto")],
)
def test_a_postal_area_is_named_by_the_town_that_is_nearest(code: str, name: str) -> None:
    area = small_gazetteer().postal_area(code)

    assert area is not None
    assert area.name == name


def test_an_accepted_town_that_is_farther_than_the_posts_own_gives_no_name() -> None:
    area = PostalSource(
        code="80202", country="US", region="US-CO", latitude=39.751, longitude=-104.997,
        towns=("Denver", "Lakewood"), is_one_building=False,
    )  # fmt: skip
    made = assembled(towns=TOWNS, postal_areas=(area,), aliases=())

    assert [one.name for one in made.postal_areas] == ["Denver"]


def test_an_alias_of_an_unknown_town_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="Atlantis"):
        assembled(towns=TOWNS, postal_areas=(), aliases=[("Atlantis", "US-CO", "The City")])


def test_towns_of_one_name_come_with_the_most_people_first() -> None:
    regions = [town.region for town in small_gazetteer().towns("lakewood")]

    assert regions == ["US-CO", "US-OH"]


@pytest.mark.parametrize(
    ("typed", "town", "region"),
    [
        ("lakewod", "Lakewood", "US-CO"),
        ("ft colins", "Fort Collins", "US-CO"),
        ("missisauga", "Mississauga", None),
        ("torronto", "Toronto", "CA"),
    ],
)
def test_a_misspelt_town_is_suggested(typed: str, town: str, region: str | None) -> None:
    assert small_gazetteer().similar_towns(typed, region)[0].name == town


@pytest.mark.parametrize("typed", ["den", "the", "xq", "grief", "anxiety"])
def test_a_short_or_other_word_suggests_nothing(typed: str) -> None:
    assert small_gazetteer().similar_towns(typed, "US-CO") == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("80226", "80226"),
        (" 80226-1234 ", "80226"),
        ("m5v", "M5V"),
        ("M5V 2T6", "M5V"),
        ("m5v2t6", "M5V"),
    ],
)
def test_a_postal_code_is_found_however_it_is_written(typed: str, code: str) -> None:
    found = small_gazetteer().postal_area(typed)

    assert found is not None
    assert found.postal_code == code


@pytest.mark.parametrize("typed", ["802260", "8022", "abc", "", "80226 80228", "M5V 2T", "99999"])
def test_what_is_no_whole_postal_code_is_none(typed: str) -> None:
    assert small_gazetteer().postal_area(typed) is None


@given(st.text())
def test_no_text_breaks_a_look_up(typed: str) -> None:
    gazetteer = small_gazetteer()

    assert len(postal_readings(typed)) <= 1
    assert isinstance(gazetteer.towns(typed), list)
    assert len(gazetteer.similar_towns(typed, "US-CO")) <= 3


def test_a_postal_code_of_another_country_is_not_taken() -> None:
    assert small_gazetteer().postal_area("80226", country="CA") is None


def test_the_middle_of_a_region_lies_among_its_people() -> None:
    center = small_gazetteer().center_of("US-CO")

    assert center is not None
    assert distance_km(center, (39.73915, -104.9847)) < 40


def test_the_middle_of_a_region_without_people_is_unknown() -> None:
    assert small_gazetteer().center_of("US-NV") is None


def test_columns_give_back_what_went_in() -> None:
    entries = [
        Entry._make(("Denver", "US-CO", "US", None, 39.5, -104.5, 9.25, 10, False)),
        Entry._make(("Denver", "US-CO", "US", "80225", 39.7, -105.1, 1.5, 0, True)),
    ]

    columns = Columns(entries)

    assert [columns[position] for position in range(len(columns))] == entries
    assert columns.position_of_postal("US", "80225") == 1
    assert list(columns.towns()) == [0]


def test_an_empty_gazetteer_knows_nothing_and_breaks_nothing() -> None:
    empty = Gazetteer(Columns(), names=(), regions=Regions(()))

    assert not len(empty)
    assert empty.towns("Denver") == []
    assert empty.similar_towns("Denver") == []
    assert empty.postal_area("80226") is None
