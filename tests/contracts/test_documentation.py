"""The documentation names every setting, command and make target, and nothing that is gone."""

from __future__ import annotations

import re

from directory import cli
from tests.support.checkout import ROOT
from tests.support.settings_page import settings_page


def _headings(name: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text()
    return re.findall(r"^#+ `([^`]+)`", text, flags=re.MULTILINE)


def test_the_page_of_settings_is_what_the_code_says() -> None:
    """After a change: `python -m tests.support.settings_page > docs/settings.md`."""
    assert (ROOT / "docs" / "settings.md").read_text() == settings_page()


def test_each_command_has_its_heading() -> None:
    documented = {heading.split()[1] for heading in _headings("operating.md")}

    assert documented == set(cli.COMMANDS)


def test_each_make_target_is_listed_by_help() -> None:
    makefile = (ROOT / "Makefile").read_text()
    declared = re.search(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    assert declared

    explained = set(re.findall(r"^([a-z-]+):.*## ", makefile, flags=re.MULTILINE))

    assert explained == set(declared[1].split())


def test_each_reading_that_is_logged_has_a_test_that_reads() -> None:
    table = (ROOT / "docs" / "privacy.md").read_text().partition("## What is logged when")[2]
    told = set(re.findall(r"\| `([a-z.-]+)` \|$", table, flags=re.MULTILINE))

    tests = (file.read_text() for file in (ROOT / "tests" / "integration").rglob("test_*.py"))
    held = {
        action
        for text in tests
        for action in re.findall(r'assert_logged\(\s*database,\s*"([a-z.-]+)"', text)
    }

    assert told == held
    assert len(told) >= 15


def test_links_between_documents_lead_somewhere() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        (document.name, target)
        for document in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
        if not (document.parent / target).exists()
    ]

    assert broken == []
