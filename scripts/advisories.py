"""Hold the locked packages against a snapshot of known holes, with no network.

    python -m scripts.advisories SNAPSHOT requirements.lock [requirements-dev.lock]

SNAPSHOT is a folder of OSV files (JSON), such as the unpacked list of PyPI's advisories. It ends
with 1 where a locked version has a known hole and also where a package could not be judged:
silence about a package that was skipped is how such a check comes to lie.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_FEWEST_ADVISORIES = 1


@dataclass(frozen=True, slots=True)
class Locked:
    """A line of a lock: a package with its one version, or what could not be read as such."""

    name: str
    version: str


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 0 sound, 1 a hole or a package skipped, 2 nothing to check with."""
    if len(arguments) < len(("snapshot", "lock")):
        print("Say where the snapshot is, and which locks: see the head of this file.")
        return 2
    advisories = list(read_advisories(Path(arguments[0])))
    if len(advisories) < _FEWEST_ADVISORIES:
        print(f"There is no advisory under {arguments[0]}: nothing was checked.")
        return 2
    lines = [line for lock in arguments[1:] for line in locked(Path(lock).read_text("utf-8"))]
    complaints = list(complaints_on(lines, advisories))
    for complaint in complaints:
        print(complaint)
    print(f"{len(lines)} packages, {len(advisories)} advisories, {len(complaints)} complaints.")
    return 1 if complaints or not lines else 0


def read_advisories(folder: Path) -> Iterator[Mapping[str, Any]]:
    """Every advisory of a snapshot that was not withdrawn."""
    for path in sorted(folder.rglob("*.json")):
        advisory = json.loads(path.read_text("utf-8"))
        if not advisory.get("withdrawn"):
            yield advisory


def locked(text: str) -> tuple[Locked, ...]:
    """The packages of a lock; a line that pins no version has an empty one."""
    found = []
    for line in text.splitlines():
        if not line or line[0] in "# \t-":
            continue
        pinned = _PINNED.match(line)
        name = pinned["name"] if pinned else line.split()[0]
        found.append(Locked(canonicalize_name(name), pinned["version"] if pinned else ""))
    return tuple(found)


def complaints_on(
    lines: Iterable[Locked], advisories: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """What is known against these packages, and which of them could not be judged."""
    about: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    for advisory in advisories:
        for affected in advisory.get("affected", ()):
            name = canonicalize_name(affected.get("package", {}).get("name", ""))
            about.setdefault(name, []).append((str(advisory["id"]), affected))
    for line in lines:
        version = _version(line.version)
        if version is None:
            yield f"{line.name}: skipped, no version of it is pinned."
            continue
        for number, affected in about.get(line.name, ()):
            hit = _is_hit(version, affected)
            if hit is None:
                yield f"{line.name} {version}: skipped, {number} names no version that can be read."
            elif hit:
                yield f"{line.name} {version}: {number}."


def _version(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _is_hit(version: Version, affected: Mapping[str, Any]) -> bool | None:
    named = [found for text in affected.get("versions", ()) if (found := _version(text))]
    ranges = [one for one in affected.get("ranges", ()) if one.get("type") == "ECOSYSTEM"]
    if not named and not ranges:
        return None
    return version in named or any(_is_within(version, one["events"]) for one in ranges)


def _is_within(version: Version, events: Sequence[Mapping[str, str]]) -> bool:
    inside = False
    for event in events:
        began, ended = _version(event.get("introduced", "")), _version(event.get("fixed", ""))
        last = _version(event.get("last_affected", ""))
        inside = inside or (began is not None and version >= began)
        if (ended is not None and version >= ended) or (last is not None and version > last):
            inside = False
    return inside


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
