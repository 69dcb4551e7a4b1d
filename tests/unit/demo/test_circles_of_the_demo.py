"""The vouches of the demo: local circles with bridges, and centers that have their stories."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import cos, hypot, radians

import pytest
import zipcodes

from tests.unit.demo.network import (
    SEED,
    centers,
    days_ago,
    listed,
    listing,
    people,
    places_of,
    read,
    rows,
    staff,
    terms,
)

LAKEWOOD = (39.7123, -105.0918)
DENVER = (39.7392, -104.9903)
KM_OF_25_MILES = 40.2


def test_vouches_go_from_one_person_of_the_network_to_another() -> None:
    handles = {row["handle"] for row in people()}
    given = [(row["from"], row["to"], row["basis"]) for row in rows("vouches")]
    assert {end for giver, taker, _ in given for end in (giver, taker)} <= handles
    assert [tie for tie in given if tie[0] == tie[1]] == []
    assert len(set(given)) == len(given) >= 1350


def test_every_basis_is_used_and_own_care_is_always_private() -> None:
    counted = Counter(row["basis"] for row in rows("vouches"))
    assert set(counted) == set(terms("vouch_bases"))
    assert min(counted.values()) >= 40
    care = [row for row in rows("vouches") if row["basis"] == "received-care"]
    assert {row["private"] for row in care} == {"yes"}


def test_nobody_vouches_before_both_have_joined_or_is_revoked_before_the_vouch() -> None:
    joined = {row["handle"]: days_ago(row["joined_on"]) for row in people()}
    for row in rows("vouches"):
        given = days_ago(row["given_on"])
        assert 0 < given <= max(4, min(joined[row["from"]], joined[row["to"]])), row
        assert not row["revoked_on"] or days_ago(row["revoked_on"]) < given, row


def test_some_vouches_are_old_some_revoked_and_some_people_have_none() -> None:
    ages = [days_ago(row["given_on"]) for row in rows("vouches")]
    assert sum(age > 1095 for age in ages) >= 20
    assert sum(age > 540 for age in ages) >= 100
    assert 20 <= sum(row["revoked_on"] != "" for row in rows("vouches")) <= 90
    named = {row[end] for row in rows("vouches") for end in ("from", "to")}
    assert sum(row["handle"] not in named for row in people()) >= 15


@pytest.mark.parametrize(
    "handle", ["maya-okafor", "teo-lindqvist", "honor-castellanos", "noor-haddad"]
)
def test_paths_of_one_two_and_three_steps_lead_from_whom_you_may_sign_in_as(handle: str) -> None:
    steps = _steps(handle)
    assert len(steps[0]) >= 8
    assert len(steps[1]) >= 20
    assert len(steps[2]) >= 15


def test_circles_are_local_with_a_few_bridges_and_hardly_any_across_the_border() -> None:
    points = {row["handle"]: _point(row["handle"]) for row in people()}
    apart = [_km(points[row["from"]], points[row["to"]]) for row in rows("vouches")]
    assert sum(km < 30 for km in apart) / len(apart) > 0.75
    assert sum(30 <= km < 600 for km in apart) >= 60
    assert 1 <= sum(km > 1000 for km in apart) <= 5


def test_most_people_are_vouched_for_across_disciplines() -> None:
    held = {row["handle"]: set(listed(row["professions"])) for row in people()}
    crossing = [row for row in rows("vouches") if not held[row["from"]] & held[row["to"]]]
    assert len(crossing) / len(rows("vouches")) > 0.5


def test_at_least_six_centers_for_eating_disorders_or_trauma_lie_near_denver() -> None:
    wanted = {"eating-disorders", "trauma", "ptsd", "sexual-trauma", "childhood-trauma"}
    near = [
        row["handle"]
        for row in centers()
        if wanted & set(listed(row["focus_issues"]))
        and _km(_point(row["handle"]), DENVER) < KM_OF_25_MILES
    ]
    assert len(near) >= 6


def test_centers_for_eating_disorders_have_talk_and_nutrition_and_one_dietitian_is_full() -> None:
    found = {}
    for center in centers():
        if listed(center["focus_issues"])[0] != "eating-disorders":
            continue
        members = [listing(handle) for handle in staff(center["handle"])]
        food = [row for row in members if "dietitian" in listed(row["professions"])]
        assert food, center["handle"]
        found[center["handle"]] = {row["availability"] for row in food}
    assert found["platte-table"] == {"closed"}
    assert found["juniper-house"] == {"open"}
    assert len(found) >= 5


def test_a_center_stands_in_a_rural_place_and_some_have_former_people() -> None:
    assert listing("arkansas-river")["city"] == "Salida"
    former = [row for row in rows("affiliations") if row["status"] == "former"]
    assert len(former) >= 6
    assert all(row["practitioner"] not in staff(row["center"]) for row in former)


def test_weekly_times_of_some_centers_overlap_between_talk_and_touch() -> None:
    shared = 0
    for center in centers():
        times: dict[str, set[str]] = defaultdict(set)
        for handle in staff(center["handle"]):
            row = listing(handle)
            for slot in listed(row["weekly_times"]):
                times[slot].update(listed(row["professions"]))
        shared += any("massage-therapist" in who and len(who) >= 2 for who in times.values())
    assert shared >= 8


@pytest.mark.parametrize(
    ("issue", "least"), [("bulimia", 5), ("sexual-assault", 5), ("grief", 3), ("trauma", 3)]
)
def test_searches_of_the_founding_ideas_find_several_people_near_lakewood(
    issue: str, least: int
) -> None:
    near = [
        row["handle"]
        for row in people()
        if issue in listed(row["focus_issues"])
        and row["availability"] != "closed"
        and _km(_point(row["handle"]), LAKEWOOD) < 20
    ]
    assert len(near) >= least


def test_therapists_for_bulimia_near_lakewood_answer_medicaid_in_three_ways() -> None:
    answers = Counter(
        "yes"
        if "medicaid" in listed(row["payers_yes"])
        else "no"
        if "medicaid" in listed(row["payers_no"])
        else "not stated"
        for row in people()
        if "bulimia" in listed(row["focus_issues"]) and _km(_point(row["handle"]), LAKEWOOD) < 20
    )
    assert min(answers["yes"], answers["no"], answers["not stated"]) >= 2


def _steps(handle: str) -> list[set[str]]:
    given: dict[str, set[str]] = defaultdict(set)
    for row in rows("vouches"):
        if not row["revoked_on"]:
            given[row["from"]].add(row["to"])
    seen, front, found = {handle}, {handle}, []
    for _ in range(3):
        front = {taker for giver in front for taker in given[giver]} - seen
        seen |= front
        found.append(front)
    return found


def _point(handle: str) -> tuple[float, float]:
    code = places_of(handle)[0][2]
    if code[0].isdigit():
        found = zipcodes.matching(code)[0]  # type: ignore[no-untyped-call]
        return float(found["lat"]), float(found["long"])
    areas = read(SEED / "places" / "canadian_postal_areas.csv")
    row = next(row for row in areas if row["code"] == code)
    return float(row["latitude"]), float(row["longitude"])


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = radians(other[1] - one[1]) * cos(radians((one[0] + other[0]) / 2))
    return 6371 * hypot(radians(other[0] - one[0]), east)
