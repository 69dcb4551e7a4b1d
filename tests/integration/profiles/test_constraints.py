"""The database keeps its promises by itself: each named constraint refuses its case."""

# ruff: noqa: S608 - statements of the test's own words, on a database of its own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import CheckConstraint, Enum, text
from sqlalchemy.exc import DataError, IntegrityError

from directory.tables import metadata, places, profiles, trust
from tests.support.drafts import full_draft, plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LISTING = "UPDATE listings SET {} WHERE handle = 'maya'"
MAYA = "(SELECT id FROM listings WHERE handle = 'maya')"
SAM = "(SELECT id FROM listings WHERE handle = 'sam')"
PLACE = (
    "INSERT INTO gazetteer_places (id, kind, name, region, country, postal_code, latitude, "
    "longitude, uncertainty_km, population, names, is_one_building) VALUES (1, '{kind}', 'X', "
    "'US-CO', 'US', {code}, {latitude}, {longitude}, {uncertainty}, {people}, 'x', false)"
)
VOUCH = (
    "INSERT INTO vouches (reference, voucher_id, vouched_id, basis, given_on, revoked_on, "
    "is_private, visibility, detail, note) "
    "VALUES ('{}', {}, {}, 'met', '2026-01-02', {}, false, 'public', '', '')"
)

RELATION = "INSERT INTO declared_relations VALUES ({}, {}, 'household', '2026-01-02')"
REMOVED = "INSERT INTO removed_people VALUES ('x', 'email', 'left', '2026-01-02')"

PHOTO = (
    "INSERT INTO photos (listing_id, name, alternative, small, large, made_at) "
    "VALUES ({}, '{}', 'a face', {}, 'x', '2026-01-02 00:00:00')"
)
PROPOSAL = (
    "INSERT INTO proposed_changes (listing_id, parts, reasons, proposed_at, returned_reason) "
    "VALUES ({}, '{{}}', '', '2026-01-02 00:00:00', '')"
)
CASE = (
    "INSERT INTO cases (id, kind, evidence, opened_at, outcome) "
    "VALUES (1, 'duplicate-licence', 'the number', '2026-01-02 00:00:00', '')"
)


def _place(**changes: str) -> str:
    sound = {
        "kind": "town",
        "code": "NULL",
        "latitude": "39.7",
        "longitude": "-105.0",
        "uncertainty": "2",
        "people": "0",
    }
    return PLACE.format(**(sound | changes))


ELSEWHERE = frozenset(
    {
        "affiliation_refusals",
        "center_services",
        "integration_backings",
        "licence_checks",
        "licence_evidence",
        "listing_decisions",
    }
)
"""Tables that are tested with the curator's desk."""

OURS = [
    table
    for table in metadata.sorted_tables
    if table.name
    in {
        model.__tablename__
        for module in (places, profiles, trust)
        for model in vars(module).values()
        if hasattr(model, "__tablename__")
    }
    - ELSEWHERE
]
"""The tables of listings, places and vouches; other features test theirs."""

CHECKS = {
    "ck_listings_name_is_given": LISTING.format("name = '  '"),
    "ck_listings_handle_is_lower": LISTING.format("handle = 'Maya'"),
    "ck_listings_published_with_consent": LISTING.format(
        "status = 'published', published_on = '2026-01-01', is_invented = false"
    ),
    "ck_listings_published_has_date": LISTING.format(
        "status = 'published', consented_on = '2026-01-01'"
    ),
    "ck_listings_suspended_has_reason": LISTING.format(
        "status = 'suspended', suspended_on = '2026-01-01'"
    ),
    "ck_listings_home_visit_not_negative": LISTING.format("home_visit_km = -1"),
    "ck_listings_pressure_has_both_ends": LISTING.format("pressure_to = NULL"),
    "ck_credentials_title_is_given": "UPDATE credentials SET title = '' WHERE title = 'LPC'",
    "ck_credentials_check_has_date": "UPDATE credentials SET checked_on = NULL",
    "ck_credentials_not_checked_has_no_check": (
        "UPDATE credentials SET status = 'not-checked' WHERE title = 'LPC'"
    ),
    "ck_credentials_confirmed_supervisor_is_named": (
        "UPDATE credentials SET supervisor_confirmed_on = '2026-01-01', supervisor_name = ''"
    ),
    "ck_credentials_not_own_supervisor": "UPDATE credentials SET supervisor_id = listing_id",
    "ck_credentials_compact_privilege_is_independent": (
        "UPDATE credentials SET is_compact_privilege = true WHERE title = 'LMT'"
    ),
    "ck_trainings_what_is_given": "UPDATE trainings SET what = ''",
    "ck_trainings_hours_positive": "UPDATE trainings SET hours = 0",
    "ck_trainings_year_is_plausible": "UPDATE trainings SET year = 19",
    "ck_places_hidden_place_shows_no_address": (
        "UPDATE places SET public_street = '17 Hidden Hollow Road' WHERE visibility = 'area'"
    ),
    "ck_places_point_has_both": "UPDATE places SET public_latitude = NULL",
    "ck_places_latitude_in_range": "UPDATE places SET public_latitude = 91",
    "ck_places_longitude_in_range": "UPDATE places SET public_longitude = -181",
    "ck_places_uncertainty_not_negative": "UPDATE places SET uncertainty_km = -1",
    "ck_places_not_own_center": "UPDATE places SET center_id = listing_id",
    "ck_availabilities_wait_not_negative": "UPDATE availabilities SET wait_days = -1",
    "ck_availabilities_openings_not_negative": "UPDATE availabilities SET weekly_openings = -1",
    "ck_availabilities_closed_has_no_wait": (
        "UPDATE availabilities SET status = 'closed' WHERE wait_days IS NOT NULL"
    ),
    "ck_fees_fee_not_negative": "UPDATE fees SET fee = -1, sliding_min = NULL",
    "ck_fees_sliding_not_negative": "UPDATE fees SET sliding_min = -1",
    "ck_fees_sliding_not_above_fee": "UPDATE fees SET sliding_min = fee + 1",
    "ck_fees_minutes_positive": "UPDATE fees SET session_minutes = 0",
    "ck_stated_facts_focus_is_a_yes_to_people": (
        "UPDATE stated_facts SET is_focus = true WHERE topic = 'payer'"
    ),
    "ck_weekly_times_weekday_in_range": "UPDATE weekly_times SET weekday = 7",
    "ck_weekly_times_time_has_length": "UPDATE weekly_times SET end_minute = start_minute",
    "ck_session_lengths_minutes_plausible": "UPDATE session_lengths SET minutes = 1",
    "ck_contacts_value_is_given": "UPDATE contacts SET value = ''",
    "ck_programs_title_is_given": "UPDATE programs SET title = ''",
    "ck_proposed_changes_returned_has_reason": (
        "UPDATE proposed_changes SET returned_on = '2026-01-01'"
    ),
    "ck_cases_evidence_is_given": "UPDATE cases SET evidence = ''",
    "ck_cases_closed_has_outcome": "UPDATE cases SET outcome = 'the same person'",
    "ck_photos_alternative_is_given": "UPDATE photos SET alternative = ''",
    "ck_photos_has_both_sizes": PHOTO.format(SAM, "other", "''"),
    "ck_referral_counts_counts_are_nested": "UPDATE referral_counts SET accepted = asked + 1",
    "ck_referral_counts_counts_not_negative": "UPDATE referral_counts SET recent_30d = -1",
    "ck_affiliations_center_is_not_the_person": (
        f"INSERT INTO affiliations (center_id, person_id, role, is_former) "
        f"VALUES ({SAM}, {SAM}, '', false)"
    ),
    "ck_affiliations_ends_later": (
        f"INSERT INTO affiliations (center_id, person_id, role, is_former, since, ended_on) "
        f"VALUES ({SAM}, {MAYA}, '', true, '2026-02-01', '2026-01-01')"
    ),
    "ck_do_not_match_not_oneself": f"INSERT INTO do_not_match VALUES ({MAYA}, {MAYA})",
    "ck_directory_revision_one_row": "INSERT INTO directory_revision VALUES (2, 0)",
    "ck_gazetteer_places_latitude_in_range": _place(latitude="-91"),
    "ck_gazetteer_places_longitude_in_range": _place(longitude="181"),
    "ck_gazetteer_places_point_is_known": _place(latitude="0", longitude="0"),
    "ck_gazetteer_places_uncertainty_positive": _place(uncertainty="0"),
    "ck_gazetteer_places_population_not_negative": _place(people="-1"),
    "ck_gazetteer_places_postal_area_has_code": _place(kind="postal-area"),
    "ck_vouches_not_for_oneself": VOUCH.format("second", MAYA, MAYA, "NULL"),
    "ck_vouches_both_judgements_stated": "UPDATE vouches SET trusts_approach = true",
    "ck_vouches_trusts_something": (
        "UPDATE vouches SET trusts_approach = false, trusts_skills = false"
    ),
    "ck_vouches_confirmed_or_declined": (
        "UPDATE vouches SET confirmed_on = '2026-03-01', declined_on = '2026-03-01'"
    ),
    "ck_declared_relations_not_to_oneself": RELATION.format(MAYA, MAYA),
    "ck_address_grants_revoked_later": (
        "INSERT INTO address_grants (reference, place_id, to_account_id, given_at, revoked_at) "
        "SELECT 'x', id, 1, '2026-01-02 00:00:00', '2026-01-01 00:00:00' FROM places"
    ),
    "ck_vouches_revoked_later": VOUCH.format("second", MAYA, SAM, "'2026-01-01'"),
    "ck_member_checks_check_has_date_and_what": (
        f"INSERT INTO member_checks VALUES ({MAYA}, '2026-01-01', NULL, true)"
    ),
    "ck_member_checks_checked_or_founding": (
        f"INSERT INTO member_checks VALUES ({MAYA}, NULL, NULL, false)"
    ),
}

KEYS = {
    "uq_listings_handle": LISTING.format("handle = 'sam'"),
    "uq_credentials_listing_id_profession_jurisdiction_title": (
        "UPDATE credentials SET profession = 'x', title = 'x'"
    ),
    "uq_trainings_listing_id_what_school": (
        "INSERT INTO trainings (listing_id, position, what, school, country, level, instructor) "
        "SELECT listing_id, 9, what, school, '', '', '' FROM trainings"
    ),
    "uq_programs_listing_id_title": (
        "INSERT INTO programs (listing_id, position, title, kind, for_whom, schedule, price, about)"
        " SELECT listing_id, 9, title, kind, '', '', '', '' FROM programs"
    ),
    "uq_photos_name": PHOTO.format(SAM, "made-up", "'x'"),
    "uq_places_listing_id_label": "UPDATE places SET label = 'same'",
    "uq_vouches_standing": VOUCH.format("second", MAYA, SAM, "NULL"),
}

STRANGERS = {
    "a modality on another listing's credential": (
        f"INSERT INTO listing_modalities (listing_id, modality, position, level, credential_id) "
        f"SELECT {SAM}, 'emdr', 0, 'some', id FROM credentials WHERE title = 'LMT'"
    ),
    "a place of a listing that is not there": "UPDATE places SET listing_id = 999999",
    "a vouch for somebody who is not there": VOUCH.format("second", MAYA, "999999", "NULL"),
}


@pytest.fixture
def network(session: Session) -> Session:
    save(session, plain_draft("sam"), full_draft("maya"))
    session.execute(text(VOUCH.format("first", MAYA, SAM, "NULL")))
    session.execute(text("INSERT INTO vouch_terms SELECT id, 'issue', 'ptsd', 0 FROM vouches"))
    session.execute(text(PHOTO.format(MAYA, "made-up", "'x'")))
    session.execute(text(RELATION.format(MAYA, SAM)))
    session.execute(text(REMOVED))
    session.execute(text(PROPOSAL.format(MAYA)))
    session.execute(text(CASE))
    session.execute(text(f"INSERT INTO listing_doubts VALUES ({MAYA}, 'said-full', '2026-01-02')"))
    session.execute(text(f"INSERT INTO case_listings VALUES (1, {MAYA})"))
    session.execute(text(_place().replace("VALUES (1", "VALUES (2")))
    session.commit()
    return session


@pytest.mark.parametrize(("name", "statement"), CHECKS.items(), ids=CHECKS)
def test_a_check_refuses_its_case(network: Session, name: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        network.execute(text(statement))


@pytest.mark.parametrize("statement", KEYS.values(), ids=KEYS)
def test_a_key_refuses_the_second(network: Session, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        network.execute(text(statement))


@pytest.mark.parametrize("statement", STRANGERS.values(), ids=STRANGERS)
def test_a_row_of_a_stranger_is_refused(network: Session, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        network.execute(text(statement))


def test_a_withdrawn_vouch_makes_room_for_a_new_one(network: Session) -> None:
    network.execute(text("UPDATE vouches SET revoked_on = '2026-03-01'"))

    network.execute(text(VOUCH.format("second", MAYA, SAM, "NULL")))

    assert network.scalar(text("SELECT count(*) FROM vouches")) == 2


def test_every_check_that_has_a_name_of_its_own_has_its_case() -> None:
    closed_sets = {
        column.type.name
        for table in OURS
        for column in table.columns
        if isinstance(column.type, Enum)
    }
    named = {
        str(constraint.name)
        for table in OURS
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
        and str(constraint.name).removeprefix(f"ck_{table.name}_") not in closed_sets
    }

    assert named == set(CHECKS)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table.name, column.name)
        for table in OURS
        for column in table.columns
        if isinstance(column.type, Enum)
    ],
)
def test_a_closed_set_takes_no_other_word(network: Session, table: str, column: str) -> None:
    assert network.scalar(text(f"SELECT count(*) FROM {table}"))

    with pytest.raises((IntegrityError, DataError)):
        network.execute(text(f"UPDATE {table} SET {column} = 'nonsense'"))
