"""The invented people: marked as such, complete enough to be useful, patchy as real ones are."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from zipcodes import matching

from tests.unit.demo.network import (
    SEED,
    centers,
    days_ago,
    listed,
    listing,
    manifest,
    people,
    places_of,
    read,
    rows,
    staff,
)

WORDS_NO_TEXT_USES = re.compile(
    r"\b(lorem|ipsum|cures?|cured|guaranteed?|proven|victims?|best|miracle cure)\b", re.IGNORECASE
)
COUNSELS = re.compile(r"\b(I|we) (counsel|treat (depression|anxiety|trauma|grief))", re.IGNORECASE)
FICTION = re.compile(r"^\d{3}-555-01\d\d$")


def test_everybody_is_marked_as_invented() -> None:
    assert manifest()["invented"] is True
    assert {row["invented"] for row in rows("listings")} == {"yes"}


def test_no_contact_leads_to_anybody() -> None:
    assert all(row["contact_email"].endswith("@example.org") for row in rows("listings"))
    assert all(FICTION.match(row["contact_phone"]) for row in rows("listings"))


def test_the_manifest_counts_what_is_there() -> None:
    assert manifest()["tables"] == {
        name: len(rows(name.removesuffix(".csv"))) for name in manifest()["tables"]
    }


def test_no_handle_stands_twice() -> None:
    handles = Counter(row["handle"] for row in rows("listings"))
    assert [handle for handle, count in handles.items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", handle) for handle in handles)


def test_no_date_that_has_happened_lies_ahead() -> None:
    columns = [
        name for name in rows("listings")[0] if name.endswith(("_confirmed_on", "checked_on"))
    ]
    columns += ["joined_on", "confirmed_on"]
    assert all(
        days_ago(row[column]) >= 0 for row in rows("listings") for column in columns if row[column]
    )


@pytest.mark.parametrize("table", ["places", "credentials", "trainings", "specialties"])
def test_rows_of_other_tables_belong_to_a_listing(table: str) -> None:
    handles = {row["handle"] for row in rows("listings")}
    assert {row["listing"] for row in rows(table)} <= handles


def test_every_place_resolves() -> None:
    lost = [
        (row["handle"], place)
        for row in rows("listings")
        for place in places_of(row["handle"])
        if not _resolves(*place)
    ]
    assert lost == []


def test_everybody_works_somewhere_or_online() -> None:
    nowhere = [
        row["handle"]
        for row in rows("listings")
        if not places_of(row["handle"]) and not row["online_regions"]
    ]
    assert nowhere == []


def test_nobody_touches_by_video() -> None:
    hands_on = {"massage-therapist", "bodyworker", "acupuncturist", "osteopath-nonphysician"}
    online = [
        row["handle"]
        for row in people()
        if set(listed(row["professions"])) <= hands_on and row["online_regions"]
    ]
    assert online == []


def test_each_about_is_its_own() -> None:
    abouts = [row["about"] for row in rows("listings")]
    assert len(set(abouts)) == len(abouts) >= 300
    sentences = Counter(
        sentence
        for about in abouts
        for sentence in re.split(r"(?<=[.!?])\s+", about)
        if len(sentence.split()) > 4
    )
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_abouts_do_not_begin_alike() -> None:
    beginnings = Counter(" ".join(row["about"].split()[:5]) for row in rows("listings"))
    assert max(beginnings.values()) <= 2


def test_texts_promise_nothing_and_call_nobody_a_name() -> None:
    columns = ("about", "approach", "provides", "first_visit", "boundaries", "strong_emotion")
    found = [
        (row["handle"], match.group())
        for row in rows("listings")
        for column in columns
        if (match := WORDS_NO_TEXT_USES.search(row[column]))
    ]
    assert found == []


def test_people_who_only_work_with_the_body_do_not_say_that_they_counsel() -> None:
    body = {"massage-therapist", "bodyworker", "reflexologist"}
    found = [
        row["handle"]
        for row in people()
        if set(listed(row["professions"])) <= body
        and any(COUNSELS.search(row[column]) for column in ("about", "approach", "provides"))
    ]
    assert found == []


def test_people_under_supervision_name_who_supervises_them() -> None:
    handles = {row["handle"]: row["name"] for row in people()}
    supervised = [row for row in rows("credentials") if row["level"] == "supervised"]
    assert len(supervised) >= 12
    assert all(handles[row["supervisor"]] == row["supervisor_name"] for row in supervised)
    assert {"LPCC", "SWC", "MFTC", "RP (Qualifying)"} <= {row["title"] for row in supervised}
    titles = {row["credential_title"] for row in people()}
    assert titles.isdisjoint({"LPCC", "SWC", "MFTC", "RP (Qualifying)"})


def test_members_of_a_center_work_at_its_address() -> None:
    homes = {row["handle"]: (row["street"], row["city"]) for row in centers()}
    rooms = [row for row in rows("places") if row["center"]]
    assert all((row["street"], row["city"]) == homes[row["center"]] for row in rooms)


def test_centers_have_three_to_nine_people_of_several_disciplines() -> None:
    for center in centers():
        members = [listing(handle) for handle in staff(center["handle"])]
        disciplines = {name for member in members for name in listed(member["professions"])}
        assert 3 <= len(members) <= 9, center["handle"]
        assert len(disciplines) >= 3, center["handle"]


def _resolves(city: str, region: str, code: str) -> bool:
    if region.startswith("US-"):
        found = [row for row in matching(code) if row["state"] == region.removeprefix("US-")]  # type: ignore[no-untyped-call]
        names = {name for row in found for name in (row["city"], *row["acceptable_cities"])}
        return city in names
    areas = {
        row["code"]: row["region"] for row in read(SEED / "places" / "canadian_postal_areas.csv")
    }
    return areas.get(code) == region
