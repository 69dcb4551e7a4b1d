from collections.abc import Mapping
from typing import Any

class AdapterHTTPError(IOError):
    status_code: int
    headers: Mapping[str, str]
    text: str | None
    def __init__(
        self, message: str, *, status_code: int, headers: Mapping[str, str], text: str | None
    ) -> None: ...

class BaseAdapter:
    def __init__(self, *, proxies: Any, ssl_context: Any) -> None: ...

class BaseSyncAdapter(BaseAdapter):
    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any: ...
    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str: ...

class URLLibAdapter(BaseSyncAdapter): ...
