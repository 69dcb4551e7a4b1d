"""A sheet as a PDF of one page, by Typst; whoever has not installed it prints from the browser."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from directory import resources
from directory.referrals.letters import letter_values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.referrals.letters import Letter, PaperSize

FONTS = "fontpkg_be_vietnam_pro"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around every sheet, in the reader's language."""

    site_name: str
    as_of: str
    date_word: str
    language: str


class PdfMissingError(RuntimeError):
    """The extra `pdf` is not installed."""


def can_make_pdf() -> bool:
    """Whether the extra `pdf` is installed: Typst, and the letters it sets."""
    return all(importlib.util.find_spec(name) is not None for name in ("typst", FONTS))


def pdf(letter: Letter, size: PaperSize, frame: Frame) -> bytes:
    """The sheet on one page, in letters of 10 points down to 6.5; what is longer runs on.

    Raises PdfMissingError without the extra.
    """
    values = letter_values(letter) | asdict(frame)
    return compiled("letter", {"letter": values}, size)


def compiled(template: str, values: Mapping[str, object], size: PaperSize) -> bytes:
    """The Typst file of this name in templates/print, given these values as JSON.

    Raises PdfMissingError without the extra.
    """
    if not can_make_pdf():
        raise PdfMissingError("PDF needs the extra: pip install 'better-together[pdf]'")
    # Optional, and 80 MB: imported where it is used.
    import typst  # noqa: PLC0415

    # What people wrote goes in as data, so that no sign of it is read as markup.
    inputs = {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}
    made = typst.compile(
        resources.templates() / "print" / f"{template}.typ",
        font_paths=[_font_folder()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={**inputs, "paper": size.value},
    )
    return bytes(made)


def _font_folder() -> Path:
    found = importlib.util.find_spec(FONTS)
    if found is None or found.origin is None:
        raise PdfMissingError("The letters are missing: pip install 'better-together[pdf]'")
    return Path(found.origin).parent / "files"
