"""The check of locked packages fails for a hole, and for whatever it could not judge."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from scripts.advisories import main
from scripts.sbom import sbom
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

HOLE = {
    "id": "PYSEC-2026-1",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Planted_Package"},
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]},
            ],
        }
    ],
}


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    """A snapshot with one advisory."""
    folder = tmp_path / "advisories"
    folder.mkdir()
    (folder / "one.json").write_text(json.dumps(HOLE), encoding="utf-8")
    return folder


def _check(snapshot: Path, lock: str) -> int:
    path = snapshot.parent / "some.lock"
    path.write_text(lock, encoding="utf-8")
    return main([str(snapshot), str(path)])


@pytest.mark.parametrize(
    ("lock", "answer"),
    [
        ("planted-package==2.0.9 \\\n    --hash=sha256:aa\n", 1),
        ("planted-package==2.1 \\\n    --hash=sha256:aa\n", 0),
        ("other==1.0\n", 0),
        ("planted-package>=2\n", 1),
        ("planted-package==not.a.version\n", 1),
        ("# nothing is locked\n", 1),
    ],
    ids=["a bad version", "the mended one", "another", "not pinned", "odd version", "empty"],
)
def test_a_bad_version_and_a_skipped_one_fail(snapshot: Path, lock: str, answer: int) -> None:
    assert _check(snapshot, lock) == answer


def test_an_advisory_that_names_no_version_is_no_all_clear(snapshot: Path) -> None:
    vague = HOLE | {"affected": [{"package": {"name": "planted-package"}}]}
    (snapshot / "one.json").write_text(json.dumps(vague), encoding="utf-8")

    assert _check(snapshot, "planted-package==9\n") == 1


def test_an_empty_snapshot_checks_nothing_and_says_so(tmp_path: Path) -> None:
    assert _check(tmp_path / "none", "other==1.0\n") == 2


def test_our_own_lock_is_read_to_its_last_line(snapshot: Path) -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    assert _check(snapshot, lock) == 0
    assert _check(snapshot, f"{lock}\nplanted-package==1.0\n") == 1


def test_the_bill_of_materials_has_each_locked_package_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")

    parts = sbom(lock)["components"]

    assert len(parts) == sum(1 for line in lock.splitlines() if line[:1].isalnum())
    assert all(part["hashes"] for part in parts)
