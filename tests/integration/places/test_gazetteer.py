"""The gazetteer as it is really filled: the traps of its sources, each with its test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.places import sources
from directory.places.models import GazetteerPlace, GazetteerSource
from directory.places.queries import attributions, load_gazetteer
from tests.integration.places.filled import (
    FOLDER,
    fill_with_few_places,
    fill_with_real_places,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.db import Database
    from directory.places.gazetteer import Gazetteer
    from tests.support.databases import Databases


@pytest.fixture(scope="module")
def real(databases: Databases) -> Iterator[Database]:
    """One database for all of these tests: filling it takes some seconds."""
    with opened(databases.migrated()) as database:
        made = fill_with_real_places(database)
        assert not made.was_up_to_date
        assert made.towns > 90_000
        assert made.postal_areas > 40_000
        yield database


@pytest.fixture(scope="module")
def gazetteer(real: Database) -> Gazetteer:
    with real.session() as session:
        return load_gazetteer(session, FOLDER)


def test_the_traps_of_place_names(gazetteer: Gazetteer) -> None:
    def regions(name: str) -> list[str]:
        return [town.region for town in gazetteer.towns(name) if town.country == "US"]

    # The post calls 80226 Denver; Lakewood is only accepted.
    lakewood = gazetteer.town("Lakewood", "US-CO")
    assert lakewood is not None
    assert (round(lakewood.latitude, 1), round(lakewood.longitude, 1)) == (39.7, -105.1)
    assert len(regions("Lakewood")) >= 9
    assert len(regions("Springfield")) >= 25
    assert regions("St. Louis")[0] == regions("Saint Louis")[0] == "US-MO"
    assert regions("Mt Vernon") == regions("Mount Vernon")
    assert regions("Ft Collins") == ["US-CO"]
    assert regions("The Bronx") == regions("Bronx") == ["US-NY"]
    assert len(gazetteer.towns("New York", "US-NY")) == 1
    assert gazetteer.town("Pagosa Springs", "US-CO") is not None


def test_towns_around_toronto_are_known(gazetteer: Gazetteer) -> None:
    around = (
        "Toronto",
        "Mississauga",
        "Scarborough",
        "North York",
        "Etobicoke",
        "East York",
        "York",
        "Vaughan",
        "Markham",
        "Brampton",
        "Oakville",
        "Hamilton",
        "Richmond Hill",
        "Ajax",
    )

    assert [name for name in around if gazetteer.town(name, "CA-ON") is None] == []


def test_postal_codes_of_both_countries(gazetteer: Gazetteer) -> None:
    zip_area, toronto = gazetteer.postal_area("80226-1234"), gazetteer.postal_area("m5v 2t6")

    assert zip_area is not None
    assert toronto is not None
    assert (zip_area.region, toronto.region, toronto.name) == ("US-CO", "CA-ON", "Toronto")
    # The post calls it Denver; who lives there says Lakewood.
    assert zip_area.name == "Lakewood"
    assert gazetteer.postal_area("802260") is None
    # The one standard ZIP without coordinates would lie in the Gulf of Guinea.
    assert gazetteer.postal_area("77352") is None


def test_misspelt_towns_are_suggested(gazetteer: Gazetteer) -> None:
    assert gazetteer.similar_towns("lakewod", "US-CO")[0].name == "Lakewood"
    assert gazetteer.similar_towns("missisauga")[0].name == "Mississauga"
    assert gazetteer.similar_towns("colorado sprngs", "US-CO")[0].name == "Colorado Springs"


def test_every_point_has_a_plausible_uncertainty(gazetteer: Gazetteer) -> None:
    denver = gazetteer.town("Denver", "US-CO")
    towns = [town for name in ("Denver", "Salida", "Toronto") for town in gazetteer.towns(name)]

    assert denver is not None
    assert 8 < denver.uncertainty_km <= 15
    assert all(2 <= town.uncertainty_km <= 15 for town in towns)


def test_nothing_lies_where_a_missing_coordinate_would(real: Database) -> None:
    with real.session() as session:
        near_zero = session.scalars(
            select(GazetteerPlace.name).where(
                GazetteerPlace.latitude.between(-0.01, 0.01),
                GazetteerPlace.longitude.between(-0.01, 0.01),
            )
        ).all()

    assert near_zero == []


def test_whom_to_thank_is_told(real: Database) -> None:
    with real.session() as session:
        thanks = attributions(session)

    assert len(thanks) == 3
    assert all("GeoNames" in line and "CC BY 4.0" in line for line in thanks)


def test_an_import_does_nothing_until_a_release_changes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fill_with_few_places(database)
    again = fill_with_few_places(database)
    monkeypatch.setattr(sources, "version", lambda _name: "99.0")
    after_a_release = fill_with_few_places(database)

    assert [made.was_up_to_date for made in (first, again, after_a_release)] == [False, True, False]
    with database.session() as session:
        versions = session.scalars(select(GazetteerSource.version)).all()
        assert sum(one.startswith("99.0") for one in versions) == 2
        assert len(load_gazetteer(session, FOLDER)) == first.towns + first.postal_areas
