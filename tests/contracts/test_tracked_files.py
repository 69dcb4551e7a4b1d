"""What is committed names no machine, no registry, and pins what it installs."""

from __future__ import annotations

import re

import pytest

from tests.support.checkout import ROOT, tracked

# Written with brackets, so that this file does not contain what it looks for.
PLACES = re.compile(
    r"/[w]ork/|/[r]oot/|/[h]ome/\w+/|/[U]sers/\w+/|[C]:\\Users"
    r"|py[p]i\.org|python[h]osted|registry\.np[m]js|deb\.debi[a]n|file:///[a-z]"
)
LOCKS = ("requirements.lock", "requirements-dev.lock")
BINARY = (".npy", ".png", ".ico", ".woff2", ".webp", ".gz", ".mo", ".npz", ".sqlite3")


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = {
        name: match[0]
        for name in tracked()
        if not name.endswith(BINARY) and (match := PLACES.search(_text(name)))
    }

    assert found == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock: str) -> None:
    assert re.findall(r"^.*(?:://|--\w*index|--find-links| @ ).*$", _text(lock), re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_of_a_lock_has_one_version_and_its_hashes(lock: str) -> None:
    lines = [line for line in _text(lock).splitlines() if line and line[0] not in " #"]

    assert lines
    assert [line for line in lines if not re.match(r"[a-z0-9.-]+==[\w.+!]+ ", line)] == []
    assert [line for line in lines if not line.endswith("\\")] == []


def test_both_locks_agree() -> None:
    running, developing = (
        dict(re.findall(r"^([a-z0-9.-]+)==(.+?) \\", _text(lock), re.MULTILINE)) for lock in LOCKS
    )

    assert {name: developing.get(name) for name in running} == running


def test_each_direct_dependency_is_in_the_lock_and_says_why() -> None:
    block = re.search(
        r"^dependencies = \[(.*?)^\]", _text("pyproject.toml"), re.DOTALL | re.MULTILINE
    )
    assert block
    lines = [line.strip() for line in block[1].strip().splitlines()]
    names = [re.match(r'"([a-z0-9-]+)', line) for line in lines]

    assert [line for line in lines if "#" not in line] == []
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", _text(LOCKS[0]), re.MULTILINE))
    assert {name[1] for name in names if name} - pinned == set()
