"""Regions by code, letters and name."""

from __future__ import annotations

import pytest

from directory.places.regions import load_regions
from tests.support.small_gazetteer import FOLDER


@pytest.mark.parametrize(
    ("written", "home", "code"),
    [
        ("US-CO", "US", "US-CO"),
        ("co", "US-CO", "US-CO"),
        ("Colorado", "CA", "US-CO"),
        ("Ont.", "US", "CA-ON"),
        ("ontario", "US", "CA-ON"),
        ("CA", "US", "US-CA"),
        ("CA", "CA-ON", "CA"),
        ("Québec", "US", "CA-QC"),
        ("USA", "CA", "US"),
        ("Nueva York", "US", "US-NY"),
        ("DE", "US", "US-DE"),
    ],
)
def test_a_region_is_read_as_it_is_meant_at_home(written: str, home: str, code: str) -> None:
    found = load_regions(FOLDER).find(written, home=home)

    assert found is not None
    assert found.code == code


def test_what_is_no_region_is_none() -> None:
    assert load_regions(FOLDER).find("Atlantis") is None


def test_every_us_state_and_canadian_province_is_there() -> None:
    codes = load_regions(FOLDER).by_code

    assert sum(code.startswith("US-") for code in codes) == 56
    assert sum(code.startswith("CA-") for code in codes) == 13
