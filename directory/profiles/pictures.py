"""Draw a sent picture anew: only its pixels stay, whatever else was in the file.

What is too large is refused from its first bytes, before anything is unpacked: 30,000 by 30,000
dots fit into a file of 109 KB.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

LARGEST_FILE = 8 * 1024 * 1024
"""Bytes; a telephone's photograph has 2 to 6 million."""
MOST_DOTS = {"JPEG": 50_000_000, "PNG": 24_000_000, "WEBP": 12_000_000}
"""Dots in all by kind of file, so that each takes less than 300 MB: a JPEG is unpacked smaller."""
FEWEST_DOTS_ACROSS = 112
SMALL, LARGE = (112, 140), (320, 400)
"""Width and height of the upright pictures we make: for a card, and for a page."""
_BEGINNINGS = {"JPEG": b"\xff\xd8\xff", "PNG": b"\x89PNG\r\n\x1a\n", "WEBP": b"RIFF"}
_WHITE = (255, 255, 255)


class Refusal(StrEnum):
    """Why a picture is not taken."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too-many-bytes"
    UNKNOWN_KIND = "unknown-kind"
    TOO_MANY_DOTS = "too-many-dots"
    TOO_FEW_DOTS = "too-few-dots"
    MOVES = "moves"
    UNREADABLE = "unreadable"


class PictureRefusedError(ValueError):
    """A picture that is not taken, and why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same picture in two sizes, each a WebP file of our own making."""

    small: bytes
    large: bytes


def drawn_anew(content: bytes) -> Drawn:
    """Two upright pictures from the middle of a JPEG, PNG or WebP file.

    Raises PictureRefusedError for a file that is empty, too large, of another kind, moving or
    broken.
    """
    kind = _kind(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(content), formats=[kind]) as sent:
                _refuse_by_measure(sent, kind)
                picture = _pixels(sent)
    except PictureRefusedError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as bomb:
        raise PictureRefusedError(Refusal.TOO_MANY_DOTS) from bomb
    # Pillow tells a broken file by many exceptions; each of them means the same to the sender.
    except Exception as broken:
        raise PictureRefusedError(Refusal.UNREADABLE) from broken
    return Drawn(_cut(picture, SMALL), _cut(picture, LARGE))


def _kind(content: bytes) -> str:
    if not content:
        raise PictureRefusedError(Refusal.EMPTY)
    if len(content) > LARGEST_FILE:
        raise PictureRefusedError(Refusal.TOO_MANY_BYTES)
    for kind, beginning in _BEGINNINGS.items():
        if content.startswith(beginning) and (kind != "WEBP" or content[8:12] == b"WEBP"):
            return kind
    raise PictureRefusedError(Refusal.UNKNOWN_KIND)


def _refuse_by_measure(sent: ImageFile, kind: str) -> None:
    if sent.width * sent.height > MOST_DOTS[kind]:
        raise PictureRefusedError(Refusal.TOO_MANY_DOTS)
    if min(sent.size) < FEWEST_DOTS_ACROSS:
        raise PictureRefusedError(Refusal.TOO_FEW_DOTS)
    # Telephones put a second, small picture into a JPEG; that is not a moving one.
    if kind != "JPEG" and getattr(sent, "is_animated", False):
        raise PictureRefusedError(Refusal.MOVES)


def _pixels(sent: ImageFile) -> Image.Image:
    """The picture upright, small enough to work with, in three colours on white."""
    most = (4 * max(LARGE), 4 * max(LARGE))
    sent.draft("RGB", most)
    sent.thumbnail(most)
    upright = ImageOps.exif_transpose(sent)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        over = upright.convert("RGBA")
        upright = Image.new("RGB", over.size, _WHITE)
        upright.paste(over, mask=over.getchannel("A"))
    return upright.convert("RGB")


def _cut(picture: Image.Image, size: tuple[int, int]) -> bytes:
    # A new picture takes nothing along: no place, no camera, no profile, no comment.
    fresh = Image.new("RGB", size, _WHITE)
    fresh.paste(ImageOps.fit(picture, size, Image.Resampling.LANCZOS))
    file = BytesIO()
    fresh.save(file, "WEBP", quality=80, method=4)
    return file.getvalue()
