"""Where the templates, static files and seed data are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class ResourceMissingError(RuntimeError):
    """A folder that must travel with the software is not there."""


def templates() -> Path:
    """The folder of page templates."""
    return folder("templates")


def static() -> Path:
    """The folder of stylesheets, scripts and pictures."""
    return folder("static")


def seed_data() -> Path:
    """The folder of the vocabulary, the demo network and other data files."""
    return folder("seed_data")


def faint_signs() -> Path:
    """The folder of the model that hears danger in words which no rule knows."""
    return seed_data() / "faint_signs"


def translations() -> Path:
    """The folder of compiled translations."""
    return folder("translations")


def folder(name: str) -> Path:
    """The folder of this name inside the package (wheel) or beside it (checkout).

    Raises ResourceMissingError where it is in neither place.
    """
    for candidate in (_PACKAGE / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceMissingError(
        f"The folder {name} is neither in {_PACKAGE} nor beside it; install the software again."
    )
