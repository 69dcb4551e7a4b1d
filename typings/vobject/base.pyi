from typing import Any

class VObjectError(Exception): ...

class ContentLine:
    value: Any

class Component:
    contents: dict[str, list[ContentLine]]
    def add(self, objOrName: str) -> ContentLine: ...
    def serialize(self) -> str: ...
