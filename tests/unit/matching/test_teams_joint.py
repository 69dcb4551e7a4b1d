"""When two people can hold a session together."""

from __future__ import annotations

from dataclasses import replace

from directory.matching.joint_sessions import (
    JointTerms,
    joint_feasible,
    joint_feasible_in_center,
)
from directory.matching.listing import Office, WeeklySlot
from directory.matching.need import Place, Point

THURSDAY = WeeklySlot(3, 9 * 60, 12 * 60)
FRIDAY = WeeklySlot(4, 9 * 60, 12 * 60)


def office(latitude: float = 39.74, *, is_area: bool = False, center: str | None = None) -> Office:
    place = Place(city="Denver", region="US-CO", point=Point(latitude, -104.99))
    return Office(place, is_area=is_area, center=center)


def terms(*offices: Office) -> JointTerms:
    return JointTerms(
        offers=True,
        offices=offices or (office(),),
        licensed_in=frozenset({"US-CO"}),
        slots=(THURSDAY,),
    )


def test_both_offer_it_are_licensed_near_each_other_and_free_at_the_same_time() -> None:
    assert joint_feasible(terms(), terms(office(39.755))) is True


def test_sharing_a_roof_is_not_enough() -> None:
    roof = terms(office(center="house"))
    for silent in (False, None):
        assert joint_feasible(roof, replace(roof, offers=silent)) is False


def test_places_more_than_two_km_apart_do_not_do_unless_the_room_is_shared() -> None:
    assert joint_feasible(terms(), terms(office(39.78))) is False
    assert joint_feasible(terms(office(center="r")), terms(office(39.78, center="r"))) is True
    assert joint_feasible(terms(), terms(office(39.78), office(39.741))) is True


def test_a_place_shown_as_an_area_needs_the_room_that_both_declared() -> None:
    hidden = office(is_area=True)
    assert joint_feasible(terms(), terms(hidden)) is False
    assert joint_feasible(terms(office(center="r")), terms(hidden)) is False
    shared = replace(hidden, center="r")
    assert joint_feasible(terms(office(center="r")), terms(shared)) is True


def test_a_place_without_coordinates_leaves_it_possible() -> None:
    unknown = Office(Place(city="Denver", region="US-CO"))
    assert joint_feasible(terms(), terms(unknown)) is None


def test_both_have_to_be_licensed_where_it_happens() -> None:
    assert joint_feasible(terms(), replace(terms(), licensed_in=frozenset({"US-WY"}))) is False
    assert joint_feasible(terms(), replace(terms(), offices=())) is False


def test_unstated_hours_leave_it_possible_and_stated_ones_have_to_overlap() -> None:
    assert joint_feasible(terms(), replace(terms(), slots=())) is None
    assert joint_feasible(terms(), replace(terms(), slots=(FRIDAY,))) is False
    after = WeeklySlot(3, 12 * 60, 13 * 60)
    assert joint_feasible(terms(), replace(terms(), slots=(after,))) is False
    assert joint_feasible(terms(), replace(terms(), slots=(FRIDAY, THURSDAY))) is True


def test_hours_have_to_overlap_inside_one_center_too() -> None:
    house, one = JointTerms(offers=True), terms()
    assert joint_feasible_in_center([one, terms()], house) is True
    assert joint_feasible_in_center([one, replace(one, slots=(FRIDAY,))], house) is False
    assert joint_feasible_in_center([one, replace(one, slots=())], house) is None
    thursdays = replace(house, slots=(THURSDAY,))
    assert joint_feasible_in_center([one, replace(one, slots=())], thursdays) is True


def test_a_centers_word_counts_for_people_who_said_nothing_and_not_against_their_no() -> None:
    house, silent = JointTerms(offers=True), replace(terms(), offers=None)
    assert joint_feasible_in_center([silent, silent], house) is True
    assert joint_feasible_in_center([silent, silent], JointTerms()) is False
    assert joint_feasible_in_center([silent, replace(silent, offers=False)], house) is False


def test_one_person_alone_is_no_joint_session() -> None:
    assert joint_feasible_in_center([terms()], JointTerms(offers=True)) is False
