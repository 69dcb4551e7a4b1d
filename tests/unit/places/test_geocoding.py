"""The optional geocoder and its twins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geopy.adapters import (
    AdapterHTTPError,
    BaseSyncAdapter,
)

from directory.places.geocoding import (
    Address,
    FixedGeocoder,
    NominatimGeocoder,
    NullGeocoder,
    geocoder_at,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

ADDRESS = Address(
    street="100 Sample Street", city="Lakewood", region="US-CO", postal_code="80226", country="US"
)


class _Service(BaseSyncAdapter):
    """A service on this machine that answers one street and breaks on another."""

    asked: list[str] = []  # noqa: RUF012 - geopy makes the adapter, so the class remembers

    def get_json(
        self, url: str, *, timeout: float, headers: Mapping[str, str]
    ) -> list[dict[str, str]]:
        del timeout, headers
        self.asked.append(url)
        if "Broken" in url:
            raise AdapterHTTPError("broken", status_code=503, headers={}, text="")
        return [{"lat": "39.71", "lon": "-105.09", "display_name": "x"}] if "Sample" in url else []

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        del timeout, headers
        raise AssertionError(f"{url} was asked for text, where answers are JSON")


def test_nobody_is_asked_by_default() -> None:
    assert isinstance(geocoder_at(""), NullGeocoder)
    assert geocoder_at("").locate(ADDRESS) is None


def test_the_fixed_one_knows_what_it_was_given() -> None:
    fixed = FixedGeocoder({ADDRESS: (39.7, -105.0)})

    assert fixed.locate(ADDRESS) == (39.7, -105.0)


def test_a_named_service_is_asked_for_the_door() -> None:
    service = NominatimGeocoder("geo.test", adapter_factory=_Service, seconds_between=0)

    assert service.locate(ADDRESS) == (39.71, -105.09)
    assert _Service.asked[-1].startswith("https://geo.test/search?")


def test_a_fault_of_the_service_is_not_found_and_logs_no_address(
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = NominatimGeocoder("geo.test", adapter_factory=_Service, seconds_between=0)
    broken = Address(street="1 Broken Lane", city="X", region="US-CO", postal_code="", country="US")

    assert service.locate(broken) is None
    assert "did not answer" in caplog.text
    assert "Lane" not in caplog.text


def test_an_address_in_the_settings_names_the_service() -> None:
    assert isinstance(geocoder_at("https://geo.test"), NominatimGeocoder)
