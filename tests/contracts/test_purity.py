"""The layers of the architecture hold, and each pure module is under watch."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support.checkout import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
# Modules that think and know no framework; docs/architecture.md names them.
PURE = (
    "accounts.permissions",
    "identity_check",
    "interop.csv_listing",
    "interop.fhir",
    "interop.hsds",
    "interop.jsonld",
    "matching",
    "places.names",
    "places.public_point",
    "noticeboard.content",
    "noticeboard.lifecycle",
    "profiles.claims",
    "profiles.compacts",
    "profiles.completeness",
    "profiles.draft",
    "profiles.duplicates",
    "profiles.freshness",
    "profiles.lifecycle",
    "profiles.listing",
    "profiles.policy",
    "profiles.previewing",
    "profiles.proposal",
    "profiles.text_checks",
    "referrals.letters",
    "referrals.lifecycle",
    "search.cards",
    "search.facts",
    "search.map_figure",
    "vocabulary",
)
FEATURE_FILES = ("views", "forms", "services", "queries", "models")


def _contracts() -> dict[str, dict[str, Any]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


def _exists(module: str) -> bool:
    path = ROOT / "directory" / module.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_no_import_goes_against_the_architecture() -> None:
    done = subprocess.run(
        [LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", [module for module in PURE if _exists(module)])
def test_each_pure_module_is_under_the_contract(module: str) -> None:
    assert f"directory.{module}" in _contracts()["pure"]["source_modules"]


def test_each_feature_package_is_under_the_contract_of_kinds() -> None:
    packages = (ROOT / "directory").glob("*/__init__.py")
    features = {
        f"directory.{path.parent.name}"
        for path in packages
        if any((path.parent / f"{name}.py").exists() for name in FEATURE_FILES)
        and path.parent.name not in {"web", "matching", "vocabulary"}
    }

    assert features <= set(_contracts()["kinds"]["containers"])


def test_reasons_are_put_into_words_for_whoever_searched_and_for_nobody_else() -> None:
    """They name the concern: no mail, newsletter, sheet, export or page of others may hold them."""
    importing = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "directory").rglob("*.py")
        if re.search(r"matching\.wording import .*\b(Wording|sentence)\b", path.read_text("utf-8"))
    }
    explaining = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "directory").rglob("*.py")
        if re.search(r"import .*\bcard_context\b", path.read_text("utf-8"))
    }

    assert importing == {"directory/search/presentation.py"}
    assert explaining == {
        f"directory/search/{page}.py" for page in ("cli", "listing_views", "partner_views", "views")
    }
