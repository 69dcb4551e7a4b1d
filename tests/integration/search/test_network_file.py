"""The file of the network is whole, ours and for this very process, or it is as good as none."""

from __future__ import annotations

import logging
import os
import stat
from typing import TYPE_CHECKING

import pytest

from directory.keys.ring import KeyRing
from directory.search.network_file import FORGOTTEN_SECONDS, NAME, NetworkFile

if TYPE_CHECKING:
    from pathlib import Path

KEYS = KeyRing("a secret of thirty-two characters or more")
FITS = {"software": "1.0", "vocabulary": "abc"}
SEALED = {"private": frozenset({"a wish"}), "revision": 7}
PAGES = b"public page " * 20


@pytest.fixture
def file(tmp_path: Path) -> NetworkFile:
    """A file that was written."""
    made = NetworkFile(tmp_path, KEYS)
    made.write(SEALED, PAGES, FITS)
    return made


def test_what_was_written_is_read(file: NetworkFile) -> None:
    found = file.read(FITS)

    assert found is not None
    assert found[0] == SEALED
    assert bytes(found[1]) == PAGES
    assert b"a wish" not in file.path.read_bytes()


def test_where_there_is_none_nothing_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert NetworkFile(tmp_path, KEYS).read(FITS) is None
    assert caplog.text == ""


def test_only_its_owner_may_read_it_and_nothing_else_is_left(file: NetworkFile) -> None:
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in file.folder.iterdir()] == [NAME]


def test_no_byte_may_be_another(file: NetworkFile, caplog: pytest.LogCaptureFixture) -> None:
    whole = file.path.read_bytes()
    for at in range(len(whole)):
        spoiled = bytearray(whole)
        spoiled[at] ^= 1
        file.path.write_bytes(spoiled)
        assert file.read(FITS) is None, f"byte {at} of {len(whole)}"

    assert caplog.text.count("The network is read from the database") == len(whole)


def test_no_part_may_be_missing(file: NetworkFile) -> None:
    whole = file.path.read_bytes()
    for size in range(len(whole)):
        file.path.write_bytes(whole[:size])
        assert file.read(FITS) is None, f"{size} of {len(whole)} bytes"


@pytest.mark.parametrize("what", list(FITS))
def test_it_must_have_been_written_for_the_same(
    file: NetworkFile, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert file.read({**FITS, what: "another"}) is None

    assert f"written for another {what}" in caplog.text


def test_it_opens_with_our_secret_only(file: NetworkFile) -> None:
    stranger = NetworkFile(file.folder, KeyRing("another secret of more than thirty-two signs"))

    assert stranger.read(FITS) is None


def test_a_write_that_fails_leaves_the_old_file(
    file: NetworkFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.write({}, b"", FITS)

    found = file.read(FITS)
    assert found is not None
    assert found[0] == SEALED
    assert [path.name for path in file.folder.iterdir()] == [NAME]


def test_what_was_begun_and_never_finished_goes_with_the_next_write(file: NetworkFile) -> None:
    old, young = (file.folder / f".{NAME}-{name}" for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"begun")
    age = old.stat().st_mtime - FORGOTTEN_SECONDS - 60
    os.utime(old, (age, age))

    file.write(SEALED, PAGES, FITS)

    assert not old.exists()
    assert young.exists(), "another process may still be writing it"
