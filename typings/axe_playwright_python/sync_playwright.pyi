from typing import Any

from playwright.sync_api import Page

class AxeResults:
    response: dict[str, Any]
    @property
    def violations_count(self) -> int: ...
    def generate_report(self, violation_id: str | None = ...) -> str: ...

class Axe:
    def __init__(self, axe_script: str = ...) -> None: ...
    def run(
        self,
        page: Page,
        context: str | list[str] | dict[str, Any] | None = ...,
        options: dict[str, Any] | None = ...,
    ) -> AxeResults: ...
