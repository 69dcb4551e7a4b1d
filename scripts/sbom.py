"""Write what a release is made of, as CycloneDX 1.5: `python -m scripts.sbom > sbom.json`.

From the lock alone, so that anybody gets the same bytes for the same commit.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def sbom(lock: str) -> dict[str, Any]:
    """The document for a lock: every package with version, address and hashes."""
    parts: list[dict[str, Any]] = []
    for line in lock.splitlines():
        pinned = _PINNED.match(line)
        if pinned:
            name, version = pinned["name"], pinned["version"]
            parts.append(
                {
                    "type": "library",
                    "name": name,
                    "version": version,
                    "purl": f"pkg:pypi/{name}@{version}",
                    "hashes": [],
                }
            )
        found = _HASH.search(line)
        if found and parts:
            parts[-1]["hashes"].append({"alg": "SHA-256", "content": found[1]})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "better-together"}},
        "components": parts,
    }


if __name__ == "__main__":
    json.dump(sbom(LOCK.read_text("utf-8")), sys.stdout, indent=1)
