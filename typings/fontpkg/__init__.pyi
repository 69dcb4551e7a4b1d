from dataclasses import dataclass
from pathlib import Path

class FontpkgError(Exception): ...
class FamilyNotInstalled(FontpkgError): ...

@dataclass(frozen=True)
class FontFile:
    path: Path
    style: str
    weight: int | None
    variable: bool

@dataclass(frozen=True)
class Family:
    name: str
    slug: str
    version: str
    license: str
    files: tuple[FontFile, ...]

def family(name: str) -> Family: ...
def path(name: str, weight: int | str = ..., style: str = ..., nearest: bool = ...) -> Path: ...
