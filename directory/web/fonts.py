"""Cuts the two typefaces down to the letters in use, once, into the instance folder.

The wheels carry whole variable fonts; a page needs Latin letters in a few weights. Pages look
right without them too, so a missing font is never an error.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER_NAME = "fonts"
_RANGES = ((0x20, 0x7E), (0xA0, 0x24F), (0x2010, 0x2027), (0x2030, 0x203A))
_SINGLE = (0x2C6, 0x2DA, 0x2DC, 0x20AC, 0x2116, 0x2122, 0x2190, 0x2192, 0x2212, 0xFFFD)


@dataclass(frozen=True, slots=True)
class Typeface:
    """One family: the wheel that carries it, and which part of its variations is kept."""

    family: str
    package: str
    file_name: str
    axes: Mapping[str, float | tuple[float, float]]
    weights: str

    @property
    def prepared_name(self) -> str:
        """The file in the instance folder."""
        return f"{self.family.lower()}.woff2"


TYPEFACES = (
    Typeface(
        family="Fraunces",
        package="fontpkg_fraunces",
        file_name="Fraunces[SOFT,WONK,opsz,wght].ttf",
        axes={"SOFT": 50, "WONK": 0, "opsz": 48, "wght": (400, 700)},
        weights="400 700",
    ),
    Typeface(
        family="Figtree",
        package="fontpkg_figtree",
        file_name="Figtree[wght].ttf",
        axes={"wght": (400, 700)},
        weights="400 700",
    ),
)


def prepare(instance_folder: Path) -> tuple[str, ...]:
    """Make the files that are not there yet; the families that can be served are returned."""
    folder = instance_folder / FOLDER_NAME
    folder.mkdir(parents=True, exist_ok=True)
    for typeface in TYPEFACES:
        source = _source(typeface)
        target = folder / typeface.prepared_name
        if source is not None and not target.exists():
            _write_whole(target, source, typeface)
    return tuple(face.family for face in TYPEFACES if (folder / face.prepared_name).exists())


def prepared(instance_folder: Path) -> tuple[tuple[Typeface, bytes], ...]:
    """The faces that `prepare` made, with their files' contents."""
    folder = instance_folder / FOLDER_NAME
    paths = ((face, folder / face.prepared_name) for face in TYPEFACES)
    return tuple((face, path.read_bytes()) for face, path in paths if path.is_file())


def _source(typeface: Typeface) -> Path | None:
    found = importlib.util.find_spec(typeface.package)
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).parent / "files" / typeface.file_name
    return path if path.is_file() else None


def _write_whole(target: Path, source: Path, typeface: Typeface) -> None:
    # Two processes may start at once: each writes its own file, and the last rename wins.
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        font = _cut(source, typeface)
        font.flavor = "woff2"
        font.save(part)
        part.chmod(0o644)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _cut(source: Path, typeface: Typeface) -> TTFont:
    font = TTFont(source, recalcTimestamp=False)
    # Subsetting first leaves the costly step with a tenth of the letters.
    options = Options()
    options.layout_features = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum"]
    options.name_IDs = [1, 2]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=_letters())
    subsetter.subset(font)
    return instancer.instantiateVariableFont(font, dict(typeface.axes))


def _letters() -> list[int]:
    ranges = (letter for first, last in _RANGES for letter in range(first, last + 1))
    return [*ranges, *_SINGLE]
