"""The county of a town or a ZIP code."""

from __future__ import annotations

import pytest

from directory.places.counties import counties


@pytest.mark.parametrize(
    ("region", "town", "code", "county"),
    [
        ("US-CO", "Lakewood", None, "Jefferson County, US-CO"),
        ("US-CO", "DENVER", None, "Denver County, US-CO"),
        ("US-CO", "Denver", "80226", "Jefferson County, US-CO"),
        ("US-LA", "New Orleans", None, "Orleans Parish, US-LA"),
        ("US-CO", "", None, ""),
        ("CA-ON", "Toronto", "M5V", ""),
    ],
)
def test_a_place_has_the_county_of_its_code_or_else_of_its_town(
    region: str, town: str, code: str | None, county: str
) -> None:
    assert counties().of(region=region, town=town, code=code) == county
