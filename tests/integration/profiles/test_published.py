"""What leaves the building: everything that was stated, and nothing that was hidden."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from directory.db import RecordNotFound
from directory.matching.need import Kind
from directory.profiles.lifecycle import Move
from directory.profiles.listing import Affiliate, PublicPlace, Visibility
from directory.profiles.models import Place
from directory.profiles.queries import (
    PrivateMatching,
    private_facts,
    published_listing,
    published_listings,
    was_taken_down,
)
from directory.profiles.services import (
    AffiliationDraft,
    keep_apart,
    move_listing,
    save_affiliations,
)
from tests.support.drafts import HOME, OFFICE, SECRET, full_draft, plain_draft, publish, save
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from directory.db import Database


@contextmanager
def _statements(engine: Engine) -> Iterator[list[str]]:
    seen: list[str] = []

    def remember(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", remember)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", remember)


@pytest.fixture
def network(session: Session) -> Session:
    save(session, plain_draft("sam", Kind.CENTER), full_draft("maya"), plain_draft("ada"))
    publish(session, "sam", "maya")
    return session


def test_a_published_listing_shows_what_was_stated(network: Session) -> None:
    listing = published_listing(network, "maya")
    draft = full_draft("maya")

    assert listing.professions == draft.professions
    assert listing.specialties == draft.specialties
    assert listing.trainings == draft.trainings
    assert listing.availability == draft.availability
    assert listing.fees == draft.fees
    assert listing.languages == draft.languages
    assert (listing.payers_yes, listing.payers_no) == (("medicaid",), ("aetna",))
    assert listing.populations == ("adults", "teens")
    assert listing.populations_focus == ("teens",)
    assert listing.collaboration_no == ("updates",)
    assert listing.about == "c"
    assert listing.credentials[0].checked_where == "the board's register"
    assert listing.credentials[1].supervisor_name == "Sam Center"
    assert listing.credentials[1].supervisor_confirmed is False
    assert listing.credentials[0].supervisor_confirmed is None


def test_a_place_shows_what_its_visibility_allows(network: Session) -> None:
    home, office, secret = published_listing(network, "maya").places

    assert office == PublicPlace(
        label="Office",
        city="Denver",
        region="US-CO",
        country="US",
        visibility=Visibility.EXACT,
        street="200 Open Street",
        postal_code="80205",
        latitude=39.759,
        longitude=-104.9661,
        uncertainty_km=office.uncertainty_km,
        center="sam",
    )
    assert (home.street, home.postal_code, home.city) == (None, None, "Lakewood")
    assert (home.latitude, home.longitude) == (39.7123, -105.0918)
    assert (secret.label, secret.city, secret.region) == ("", "", "US-CO")
    assert (secret.latitude, secret.longitude) == (39.70471, -105.08137)


def test_nothing_hidden_stands_anywhere_in_what_is_published(network: Session) -> None:
    shown = repr(asdict(published_listing(network, "maya")))

    for hidden in (
        HOME.street,
        HOME.postal_code,
        SECRET.street,
        SECRET.label,
        SECRET.postal_code,
        "maya@example.org",
        "303-555-0100",
        "couples",
        "look at this",
        "conversion",
    ):
        assert hidden not in shown


def test_publishing_never_asks_for_an_exact_address(network: Session, database: Database) -> None:
    network.commit()
    with _statements(database.engine) as seen, database.session() as session:
        list(published_listings(session))
        published_listing(session, "maya")
        private_facts(session)

    assert seen
    assert not [statement for statement in seen if "place_exact" in statement]


def test_the_number_of_queries_does_not_grow(session: Session, database: Database) -> None:
    counts = []
    for size in (1, 40):
        handles = [f"person-{size}-{number}" for number in range(size)]
        save(session, *(plain_draft(handle) for handle in handles))
        publish(session, *handles)
        session.commit()
        with _statements(database.engine) as seen, database.session() as reading:
            assert len(list(published_listings(reading))) >= size
        counts.append(len(seen))
        session.start_writing()  # type: ignore[attr-defined]

    assert counts[0] == counts[1] <= 30


def test_only_published_listings_come_in_order_of_handle(network: Session) -> None:
    assert [listing.handle for listing in published_listings(network)] == ["maya", "sam"]
    assert [listing.handle for listing in published_listings(network, ["maya", "ada"])] == ["maya"]
    with pytest.raises(RecordNotFound):
        published_listing(network, "ada")


@pytest.mark.parametrize(
    ("move", "taken_down"), [(Move.PAUSE, False), (Move.SUSPEND, True), (Move.WITHDRAW, True)]
)
def test_a_listing_is_gone_at_the_next_question(
    network: Session, move: Move, *, taken_down: bool
) -> None:
    move_listing(network, "maya", move, reason="why")

    assert [listing.handle for listing in published_listings(network)] == ["sam"]
    assert was_taken_down(network, "maya") is taken_down
    assert not was_taken_down(network, "nobody")


def test_what_was_not_stated_is_neither_yes_nor_no(session: Session) -> None:
    save(session, plain_draft("ada"))
    publish(session, "ada")

    listing = published_listing(session, "ada")

    assert listing.populations is None
    assert listing.fees.superbill is None
    assert listing.availability.status == "not-stated"
    assert (listing.payers_yes, listing.payers_no) == ((), ())


def test_staff_is_shown_once_both_sides_said_so_and_while_both_are_public(
    network: Session,
) -> None:
    role = AffiliationDraft(center="sam", person="maya", role="counselor")
    save_affiliations(network, [role], confirmed_by_both=False)
    assert published_listing(network, "sam").staff == ()

    save(network, plain_draft("bo"))
    publish(network, "bo")
    both = [replace(role, person="bo"), replace(role, person="ada")]
    save_affiliations(network, both, confirmed_by_both=True)

    assert published_listing(network, "sam").staff == (Affiliate("bo", "Bo", "counselor"),)
    assert published_listing(network, "bo").centers == (Affiliate("sam", "Sam", "counselor"),)


def test_somebody_who_left_a_center_is_not_shown_there(network: Session) -> None:
    role = AffiliationDraft(center="sam", person="maya")
    save_affiliations(network, [role], confirmed_by_both=True)
    save_affiliations(network, [replace(role, is_former=True)], confirmed_by_both=True)

    assert published_listing(network, "sam").staff == ()


def test_what_ranking_respects_in_silence_comes_apart(network: Session) -> None:
    keep_apart(network, "maya", "ada")

    found = private_facts(network)

    assert found["maya"] == PrivateMatching(
        prefers_not=frozenset({"couples", "children"}),
        does_not_match_with=frozenset({"ada"}),
        is_conversion_practice=True,
        referrals_asked=5,
        referrals_accepted=4,
        referrals_closed=3,
        referrals_recent_30d=1.5,
    )
    assert found["sam"] == PrivateMatching()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    street=st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=6, max_size=20),
    visibility=st.sampled_from([Visibility.AREA, Visibility.NONE]),
    postal_code=st.sampled_from(["80226", "80228", "80225", ""]),
)
def test_a_hidden_place_is_wherever_its_town_or_area_is_whatever_its_street(
    session: Session, street: str, visibility: Visibility, postal_code: str
) -> None:
    place = replace(HOME, street=f"Canary {street}", visibility=visibility, postal_code=postal_code)
    save(session, replace(plain_draft("maya"), places=(place,)))

    row = session.scalars(select(Place)).one()

    known = {(39.7123, -105.0918), (39.6963, -105.1429)}
    town = small_gazetteer().town("Lakewood", "US-CO")
    assert town is not None
    known.add((town.latitude, town.longitude))
    assert (row.public_latitude, row.public_longitude) in known
    assert row.public_street is None
    assert row.public_postal_code is None


def test_a_listing_knows_when_it_was_published_and_agreed_to(network: Session) -> None:
    listing = published_listing(network, "maya")

    assert listing.joined_on == date(2025, 1, 2)
    assert OFFICE.street in repr(listing)
