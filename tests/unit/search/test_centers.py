"""Browsing centers: near means true distance, and not stated is never a no."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory import resources
from directory.matching.answer import ThreeValuedCount
from directory.matching.need import Point
from directory.profiles.listing import (
    Affiliate,
    PublicAvailability,
    PublicPlace,
    PublishedListing,
    Visibility,
)
from directory.search.centers import CenterQuery, browse
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

DENVER = Point(39.7392, -104.9903)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary(resources.seed_data() / "vocabulary")


def place(latitude: float, longitude: float) -> PublicPlace:
    return PublicPlace(
        "Office", "Town", "US-CO", "US", Visibility.EXACT, latitude=latitude, longitude=longitude
    )


@pytest.fixture
def listings() -> dict[str, PublishedListing]:
    people = [
        PublishedListing("ana", "person", "Ana", professions=("massage-therapist",)),
        PublishedListing(
            "mid",
            "person",
            "Mid",
            professions=("psychologist",),
            payers_yes=("medicaid",),
            availability=PublicAvailability("open"),
        ),
    ]
    centers = [
        PublishedListing(
            "near",
            "center",
            "Near",
            places=(place(39.70, -105.08),),
            integration=("same-roof",),
            staff=(Affiliate("ana", "Ana"), Affiliate("mid", "Mid"), Affiliate("gone", "Gone")),
        ),
        PublishedListing(
            "boulder",
            "center",
            "Boulder House",
            places=(place(40.015, -105.2705),),
            payers_no=("medicaid",),
            availability=PublicAvailability("closed"),
        ),
        PublishedListing("silent", "center", "Silent", places=(place(39.74, -104.99),)),
    ]
    return {listing.handle: listing for listing in people + centers}


def handles(
    listings: dict[str, PublishedListing], query: CenterQuery, vocabulary: Vocabulary
) -> list[str]:
    return [center.listing.handle for center in browse(listings, query, vocabulary).centers]


def test_shows_every_center_by_name_where_no_area_is_given(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    assert handles(listings, CenterQuery(), vocabulary) == ["boulder", "near", "silent"]


def test_orders_by_true_distance_and_leaves_out_what_is_beyond(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    query = CenterQuery(around=DENVER, within_km=20)

    assert handles(listings, query, vocabulary) == ["silent", "near"]


def test_disciplines_are_those_of_published_people(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    found = browse(listings, CenterQuery(families=("talk", "bodywork")), vocabulary)

    assert [center.listing.handle for center in found.centers] == ["near"]
    assert [person.handle for person in found.centers[0].people] == ["ana", "mid"]


def test_not_stated_is_counted_apart_and_one_choice_away(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    query = CenterQuery(payer="medicaid")

    strict = browse(listings, query, vocabulary)

    assert strict.counts["payer:medicaid"] == ThreeValuedCount(yes=1, no=1, not_stated=1)
    assert [center.listing.handle for center in strict.centers] == ["near"]
    wider = CenterQuery(payer="medicaid", include_unstated=True)
    assert handles(listings, wider, vocabulary) == ["near", "silent"]


def test_open_now_is_answered_by_the_people_too(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    found = browse(listings, CenterQuery(open_now=True), vocabulary)

    assert [center.listing.handle for center in found.centers] == ["near"]
    assert found.counts["open"] == ThreeValuedCount(yes=1, no=1, not_stated=1)


def test_says_which_filter_cost_most_where_nothing_is_left(
    listings: dict[str, PublishedListing], vocabulary: Vocabulary
) -> None:
    query = CenterQuery(families=("nutrition",), integration=("same-roof",))

    found = browse(listings, query, vocabulary)

    assert not found.centers
    assert found.costliest == "family:nutrition"
