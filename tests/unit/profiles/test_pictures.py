"""Sent pictures: what is dangerous is refused before it is unpacked, and only pixels are kept."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from directory.profiles.pictures import (
    LARGE,
    LARGEST_FILE,
    SMALL,
    PictureRefusedError,
    Refusal,
    drawn_anew,
)

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_SECONDS = 2
MOST_MEGABYTES = 300
PLACE = b"39.7392 N 104.9903 W"


def _file(picture: Image.Image, kind: str, **options: Any) -> bytes:  # noqa: ANN401
    made = BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def _plain(mode: str = "RGB", size: tuple[int, int] = (400, 500)) -> Image.Image:
    return Image.new(mode, size)


def _chunk(name: bytes, content: bytes) -> bytes:
    summed = zlib.crc32(name + content)
    return struct.pack("!L", len(content)) + name + content + struct.pack("!L", summed)


def _bomb() -> bytes:
    """A PNG of 30,000 by 30,000 dots in about a hundred kilobytes."""
    head = struct.pack("!LLBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(3751) * 30_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    )


def _moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (200, 200), (shade % 256, 0, 0)) for shade in range(300)]
    return _file(frames[0], kind, save_all=True, append_images=frames[1:], duration=20)


def _with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Camera of Somebody"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (39.0, 44.0, 21.0)
    exif[0x9286] = PLACE
    return _file(_plain(), "JPEG", exif=exif, comment=PLACE)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'

REFUSED: dict[str, tuple[Callable[[], bytes], Refusal]] = {
    "nothing": (lambda: b"", Refusal.EMPTY),
    "30,000 dots square": (_bomb, Refusal.TOO_MANY_DOTS),
    "a JPEG of 64 million dots": (
        lambda: _file(Image.new("L", (8000, 8000)), "JPEG"),
        Refusal.TOO_MANY_DOTS,
    ),
    "too many bytes": (
        lambda: _file(_plain(), "JPEG") + bytes(LARGEST_FILE),
        Refusal.TOO_MANY_BYTES,
    ),
    "a PNG of 300 frames": (lambda: _moving("PNG"), Refusal.MOVES),
    "a WebP of 300 frames": (lambda: _moving("WEBP"), Refusal.MOVES),
    "a GIF": (lambda: _file(_plain("P"), "GIF"), Refusal.UNKNOWN_KIND),
    "an SVG": (lambda: SVG, Refusal.UNKNOWN_KIND),
    "an SVG behind an XML head": (lambda: b'<?xml version="1.0"?>' + SVG, Refusal.UNKNOWN_KIND),
    "a TIFF": (lambda: _file(_plain(), "TIFF"), Refusal.UNKNOWN_KIND),
    "a page that begins like a picture": (
        lambda: b"\xff\xd8\xff<html><script>alert(1)</script></html>",
        Refusal.UNREADABLE,
    ),
    "half a JPEG": (
        lambda: _file(Image.effect_noise((900, 900), 80), "JPEG")[:20_000],
        Refusal.UNREADABLE,
    ),
    "half a PNG": (
        lambda: _file(Image.effect_noise((500, 500), 80), "PNG")[:9000],
        Refusal.UNREADABLE,
    ),
    "a WebP of 24 million dots": (
        lambda: _file(_plain(size=(6000, 4000)), "WEBP"),
        Refusal.TOO_MANY_DOTS,
    ),
    "a RIFF that is no WebP": (lambda: b"RIFF\x10\x00\x00\x00AVI LIST", Refusal.UNKNOWN_KIND),
    "one dot": (lambda: _file(_plain(size=(1, 1)), "PNG"), Refusal.TOO_FEW_DOTS),
}

TAKEN: dict[str, Callable[[], bytes]] = {
    "a JPEG with place and comment": _with_place,
    "four inks": lambda: _file(_plain("CMYK"), "JPEG"),
    "grey": lambda: _file(_plain("L"), "PNG"),
    "a palette": lambda: _file(_plain("P"), "PNG"),
    "sixteen bits": lambda: _file(Image.new("I;16", (300, 300)), "PNG"),
    "half transparent": lambda: _file(_plain("RGBA"), "PNG"),
    "WebP": lambda: _file(_plain(), "WEBP"),
    "12 million dots": lambda: _file(_plain(size=(4000, 3000)), "JPEG"),
    "24 million dots, not a JPEG": lambda: _file(_plain(size=(6000, 4000)), "PNG"),
    "a page hidden behind the picture": lambda: _file(_plain(), "JPEG") + b"<script>alert(1)",
    "a zip hidden behind the picture": lambda: _file(_plain(), "PNG") + b"PK\x03\x04" + PLACE,
    "very wide": lambda: _file(_plain(size=(6000, 120)), "PNG"),
}


@pytest.mark.parametrize(("made", "refusal"), REFUSED.values(), ids=REFUSED)
def test_what_is_dangerous_or_broken_is_refused_with_its_reason(
    made: Callable[[], bytes], refusal: Refusal
) -> None:
    with pytest.raises(PictureRefusedError) as refused:
        drawn_anew(made())

    assert refused.value.refusal is refusal


@pytest.mark.parametrize("made", TAKEN.values(), ids=TAKEN)
def test_what_is_taken_is_drawn_anew_in_two_sizes_with_nothing_beside_its_pixels(
    made: Callable[[], bytes],
) -> None:
    drawn = drawn_anew(made())

    for content, size in ((drawn.small, SMALL), (drawn.large, LARGE)):
        with Image.open(BytesIO(content)) as picture:
            picture.load()
            assert (picture.format, picture.mode, picture.size) == ("WEBP", "RGB", size)
            assert not picture.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(picture.info)
        for trace in (PLACE, b"Camera", b"script", b"PK\x03\x04", b"EXIF", b"ICCP", b"XMP"):
            assert trace not in content


def test_a_picture_that_lies_on_its_side_is_set_upright() -> None:
    sent = Image.new("RGB", (400, 400), (255, 255, 255))
    sent.paste((0, 0, 255), (0, 0, 400, 200))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down

    drawn = drawn_anew(_file(sent, "JPEG", exif=exif))

    with Image.open(BytesIO(drawn.large)) as picture:
        top, bottom = picture.getpixel((160, 40)), picture.getpixel((160, 360))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert min(top) > 200
    assert bottom[0] < 60


def test_a_photograph_of_noise_stays_light_enough_for_a_page() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((1200, 1500), 90)] * 3)

    drawn = drawn_anew(_file(noise, "JPEG"))

    assert len(drawn.small) < 8_000
    assert len(drawn.large) < 60_000


# Told by the parent in bytes, so that a bomb is unpacked in a process of its own.
_MEASURE = """
import sys, time
from directory.profiles.pictures import PictureRefusedError, drawn_anew
sent = [sys.stdin.buffer.read(int(size)) for size in sys.argv[1:]]
for content in sent:
    started = time.process_time()
    try:
        drawn_anew(content)
    except PictureRefusedError:
        pass
    print(time.process_time() - started)
lines = open("/proc/self/status").read().splitlines()
print(int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024)
"""


def test_the_worst_of_them_take_little_time_and_memory() -> None:
    made = (
        _bomb(),
        _moving("PNG"),
        TAKEN["24 million dots, not a JPEG"](),
        _file(_plain("RGBA", (5600, 4200)), "PNG"),
        _file(_plain(size=(8000, 6000)), "JPEG", progressive=True),
        _file(_plain("CMYK", (6000, 4000)), "JPEG"),
        _file(_plain("RGBA", (4000, 3000)), "WEBP"),
    )

    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *(str(len(content)) for content in made)],
        input=b"".join(made),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )

    *seconds, megabytes = (float(line) for line in done.stdout.split())
    assert len(seconds) == len(made)
    assert max(seconds) < LONGEST_SECONDS
    assert megabytes < MOST_MEGABYTES
