"""The special cases that a real network has are all there, and often enough to meet them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.unit.demo.network import days_ago, listed, people, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    Holds = Callable[[dict[str, str]], bool]


def _confirmed(least: int, most: int) -> Holds:
    return lambda row: (
        row["availability_confirmed_on"] != ""
        and least <= days_ago(row["availability_confirmed_on"]) <= most
    )


def _has(column: str, term: str) -> Holds:
    return lambda row: term in listed(row[column])


def _is(column: str, value: str) -> Holds:
    return lambda row: row[column] == value


def _speaks(code: str) -> Holds:
    return lambda row: any(item.startswith(f"{code}:") for item in listed(row["languages"]))


CASES: dict[str, tuple[int, Holds]] = {
    "practice that is full": (12, _is("availability", "closed")),
    "waitlist": (15, _is("availability", "waitlist")),
    "availability not stated": (10, _is("availability", "")),
    "availability of 31 to 90 days ago": (20, _confirmed(31, 90)),
    "availability of 91 to 120 days ago": (8, _confirmed(91, 120)),
    "availability of 121 to 180 days ago": (5, _confirmed(121, 180)),
    "availability of more than 180 days ago": (3, _confirmed(181, 900)),
    "wait not stated": (20, _is("wait_days", "")),
    "licence not checked": (10, _is("credential_status", "not-checked")),
    "licence expired": (3, _is("credential_status", "expired")),
    "paused": (1, _is("status", "paused")),
    "draft": (1, _is("status", "draft")),
    "newcomer": (15, lambda row: days_ago(row["joined_on"]) < 90),
    "home address shown as an area": (10, _is("place_visibility", "area")),
    "home address not shown": (3, _is("place_visibility", "none")),
    "home visits": (12, lambda row: row["home_visit_km"] != ""),
    "two professions": (6, lambda row: "|" in row["professions"]),
    "online in several regions": (5, lambda row: "|" in row["online_regions"]),
    "online": (100, lambda row: row["online_regions"] != ""),
    "Medicaid": (60, _has("payers_yes", "medicaid")),
    "no Medicaid": (25, _has("payers_no", "medicaid")),
    "payers not stated": (12, lambda row: not row["payers_yes"] and not row["payers_no"]),
    "Medicare": (40, _has("payers_yes", "medicare")),
    "TRICARE": (20, _has("payers_yes", "tricare")),
    "extended health benefits": (40, _has("payers_yes", "extended-health")),
    "OHIP": (2, _has("payers_yes", "ohip")),
    "sliding scale": (50, lambda row: row["sliding_min"] != ""),
    "fee not stated": (50, _is("fee", "")),
    "superbill refused": (5, _is("superbill", "no")),
    "Spanish": (55, _speaks("es")),
    "sign language": (3, _speaks("ase")),
    "Mandarin": (3, _speaks("cmn")),
    "Farsi": (4, _speaks("fa")),
    "Somali": (3, _speaks("so")),
    "French": (10, _speaks("fr")),
    "Navajo": (4, _speaks("nv")),
    "populations not stated": (50, _is("populations", "")),
    "approach not stated": (15, _is("approach", "")),
    "strong emotion not stated": (60, _is("strong_emotion", "")),
    "prefers not to take something": (30, lambda row: row["prefers_not"] != ""),
    "refers on": (150, lambda row: row["refers_on_for"] != ""),
    "boundaries": (150, lambda row: row["boundaries"] != ""),
    "joint sessions wished": (100, _has("collaboration_yes", "joint-sessions")),
    "joint sessions refused": (15, _has("collaboration_no", "joint-sessions")),
    "hours not stated though joint sessions are wished": (
        15,
        lambda row: "joint-sessions" in row["collaboration_yes"] and not row["weekly_times"],
    ),
    "private wish about a colleague": (3, lambda row: row["do_not_match_with"] != ""),
    "ticks everything": (1, lambda row: len(listed(row["focus_issues"])) > 20),
    "no more than twelve issues": (
        350,
        lambda row: len(listed(row["focus_issues"])) + len(listed(row["also_issues"])) <= 12,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_special_case_is_there_often_enough(case: str) -> None:
    least, holds = CASES[case]
    assert sum(holds(row) for row in people()) >= least


def test_disciplines_are_all_there() -> None:
    counted = Counter(name for row in people() for name in listed(row["professions"]))
    least = {
        "professional-counselor": 40,
        "clinical-social-worker": 25,
        "psychologist": 15,
        "marriage-family-therapist": 8,
        "addiction-counselor": 4,
        "registered-psychotherapist": 20,
        "massage-therapist": 70,
        "bodyworker": 6,
        "physical-therapist": 30,
        "occupational-therapist": 8,
        "dietitian": 10,
        "acupuncturist": 10,
        "chiropractor": 3,
        "primary-care-physician": 5,
        "psychiatrist": 4,
        "psychiatric-nurse-practitioner": 3,
        "physiatrist": 2,
        "yoga-therapist": 4,
        "chaplain": 3,
        "doula": 4,
        "speech-language-pathologist": 3,
        "peer-specialist": 3,
    }
    assert {name for name, count in least.items() if counted[name] < count} == set()


def test_compact_privileges_stand_on_an_independent_licence() -> None:
    compact = [row for row in rows("credentials") if row["compact"] == "yes"]
    kinds = {row["title"].split()[0] for row in compact}
    assert kinds == {"PSYPACT", "PT", "Counseling"}
    levels = {row["handle"]: row["credential_level"] for row in people()}
    assert {levels[row["listing"]] for row in compact} == {"independent"}


def test_specialties_are_backed_in_every_way_or_only_stated() -> None:
    backed = Counter(row["backing"] for row in rows("specialties"))
    assert set(backed) == {"training", "certification", "years", "supervision", "lived-experience"}
    with_backing = {row["listing"] for row in rows("specialties")}
    assert len(people()) - len(with_backing) >= 30


def test_some_commitments_state_nothing_behind_them() -> None:
    silent = [row for row in rows("commitments") if not row["backing"]]
    assert 20 <= len(silent) <= len(rows("commitments")) / 2
