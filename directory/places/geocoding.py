"""The coordinates of an address that is shown to everybody, asked of an online service if wished.

Off unless the operator names a service. A hidden address is never sent anywhere: the callers ask
for places with exact visibility only.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geopy.adapters import BaseAdapter

SECONDS_BETWEEN = 1.0
"""The public service asks for no more than one question a second."""

TIMEOUT_SECONDS = 5.0
USER_AGENT = "better-together-directory"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address as it stands on a letter."""

    street: str
    city: str
    region: str
    postal_code: str
    country: str


class Geocoder(Protocol):
    """Finds the door of an address."""

    def locate(self, address: Address) -> tuple[float, float] | None:
        """Latitude and longitude in degrees; None where it is not found or nobody answers."""
        ...


class NullGeocoder:
    """Asks nobody and knows nothing: the default."""

    def locate(self, address: Address) -> tuple[float, float] | None:
        """Nothing, for every address."""
        del address
        return None


@dataclass(frozen=True, slots=True)
class FixedGeocoder:
    """Knows the addresses it was given, for tests and for copies without a network."""

    known: Mapping[Address, tuple[float, float]] = field(default_factory=dict)

    def locate(self, address: Address) -> tuple[float, float] | None:
        """The point that was given for exactly this address."""
        return self.known.get(address)


class NominatimGeocoder:
    """Asks a Nominatim service, one question a second; its faults become "not found"."""

    def __init__(
        self,
        domain: str,
        *,
        scheme: str = "https",
        adapter_factory: Callable[..., BaseAdapter] | None = None,
        seconds_between: float = SECONDS_BETWEEN,
    ) -> None:
        service = Nominatim(
            domain=domain,
            scheme=scheme,
            user_agent=USER_AGENT,
            timeout=TIMEOUT_SECONDS,
            adapter_factory=adapter_factory,
        )
        self._ask = RateLimiter(
            service.geocode,
            min_delay_seconds=seconds_between,
            max_retries=0,
            swallow_exceptions=False,
        )

    def locate(self, address: Address) -> tuple[float, float] | None:
        """The door of an address, as the service knows it."""
        try:
            found = self._ask(
                {
                    "street": address.street,
                    "city": address.city,
                    "state": address.region.rpartition("-")[2],
                    "postalcode": address.postal_code,
                    "country": address.country,
                }
            )
        except GeopyError as problem:
            # The kind of fault and never the address: what is logged can be read by others.
            log.warning("The geocoder did not answer: %s", type(problem).__name__)
            return None
        return None if found is None else (found.latitude, found.longitude)


def geocoder_at(address: str) -> Geocoder:
    """The geocoder at a web address such as `https://nominatim.example.org`, or none for ""."""
    if not address:
        return NullGeocoder()
    scheme, _sign, domain = address.partition("://")
    return NominatimGeocoder(domain, scheme=scheme)
