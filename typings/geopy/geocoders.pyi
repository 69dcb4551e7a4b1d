from collections.abc import Callable, Mapping, Sequence
from typing import Any

from geopy.adapters import BaseAdapter
from geopy.location import Location
from geopy.point import Point

class Nominatim:
    def __init__(
        self,
        *,
        timeout: float = ...,
        proxies: Any = ...,
        domain: str = ...,
        scheme: str | None = ...,
        user_agent: str | None = ...,
        ssl_context: Any = ...,
        adapter_factory: Callable[..., BaseAdapter] | None = ...,
    ) -> None: ...
    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = ...,
        timeout: float = ...,
        limit: int | None = ...,
        addressdetails: bool = ...,
        language: str | bool = ...,
        geometry: str | None = ...,
        extratags: bool = ...,
        country_codes: str | Sequence[str] | None = ...,
        viewbox: Any = ...,
        bounded: bool = ...,
        featuretype: str | None = ...,
        namedetails: bool = ...,
    ) -> Location | None: ...
    def reverse(
        self,
        query: Point | tuple[float, float] | str,
        *,
        exactly_one: bool = ...,
        timeout: float = ...,
        language: str | bool = ...,
        addressdetails: bool = ...,
        zoom: int | None = ...,
        namedetails: bool = ...,
    ) -> Location | None: ...
