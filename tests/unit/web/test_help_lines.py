"""Help lines: those of the region, in the order of need, with numbers that dial."""

from __future__ import annotations

import pytest

from directory import resources
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import CrisisResource
from directory.web import help_lines

LINES = load_vocabulary(resources.seed_data() / "vocabulary").crisis_resources


def _line(key: str, name: str, *where: str) -> CrisisResource:
    return CrisisResource(key, name, where, "555-555-0100", "24/7", "", "")


def test_a_region_is_served_by_its_own_and_its_countrys_lines() -> None:
    lines = [_line("a", "country", "CA"), _line("a", "region", "CA-ON"), _line("a", "far", "CA-BC")]

    assert [line.name for line in help_lines.for_region(lines, "CA-ON")] == ["country", "region"]


@pytest.mark.parametrize("region", ["US-CO", "CA-ON", "US"])
def test_the_strip_has_a_crisis_line_and_the_emergency_number(region: str) -> None:
    contacts = [line.contact for line in help_lines.strip(LINES, region)]

    assert contacts[0] == "Call or text 988"
    assert contacts[-1] == "911"


def test_each_line_of_the_vocabulary_says_when_it_is_the_right_one() -> None:
    assert {line.key for line in LINES} <= set(help_lines.PURPOSES)


def test_no_line_is_shown_twice() -> None:
    shown = [entry.line for entry in help_lines.shown(LINES)]

    assert len({(line.name, line.contact) for line in shown}) == len(shown)
    assert {line.name for line in shown} == {line.name for line in LINES}


@pytest.mark.parametrize(
    ("contact", "links"),
    [
        ("call or text 988; chat", ["tel:988"]),
        ("800-656-4673 (HOPE); chat", ["tel:8006564673"]),
        ("800-799-7233 (SAFE); text START to 88788", ["tel:8007997233", "sms:88788"]),
        ("988 then press 1; text 838255", ["tel:988", "sms:838255"]),
        ("US 877-565-8860; CA 877-330-6366", ["tel:8775658860", "tel:8773306366"]),
        ("1-800-MY-RESET (800-697-3738)", ["tel:8006973738"]),
        ("directory of centres", []),
    ],
)
def test_numbers_become_links(contact: str, links: list[str]) -> None:
    html = str(help_lines.with_links(contact))

    assert [part.split('"')[0] for part in html.split('href="')[1:]] == links


def test_a_contact_cannot_carry_markup() -> None:
    assert "<script>" not in help_lines.with_links("<script>call 988</script>")


def test_every_line_with_a_number_has_a_link() -> None:
    for line in LINES:
        if any(letter.isdigit() for letter in line.contact):
            assert "href=" in help_lines.with_links(line.contact), line.name
