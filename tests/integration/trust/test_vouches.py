"""Vouches given, renewed and withdrawn, and what reaches the trust network."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.profiles.queries import changed_since, current_revision
from directory.profiles.services import Outcome, UnknownListingError
from directory.trust.models import Vouch
from directory.trust.network import load_network
from directory.trust.queries import members, standing_vouches
from directory.trust.services import (
    VouchDraft,
    record_founders,
    record_identity_check,
    save_vouches,
    withdraw_vouches,
)
from tests.support.drafts import plain_draft, publish, save
from tests.support.vouching import vouch_bases

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

GIVEN = date(2026, 3, 1)
VOUCH = VouchDraft(
    voucher="maya",
    vouched="sam",
    basis="co-treated",
    given_on=GIVEN,
    issues=("ptsd", "grief"),
    modalities=("emdr",),
    note="for myself",
)


@pytest.fixture
def network(session: Session) -> Session:
    save(session, *(plain_draft(handle) for handle in ("maya", "sam", "ada")))
    publish(session, "maya", "sam", "ada")
    return session


def test_a_vouch_reaches_the_network_with_what_it_names(network: Session) -> None:
    assert save_vouches(network, [VOUCH]) == (Outcome.CREATED,)

    found = standing_vouches(network)

    assert [(fact.voucher, fact.practitioner, fact.basis) for fact in found] == [
        ("maya", "sam", "co-treated")
    ]
    assert (found[0].issues, found[0].modalities) == (("ptsd", "grief"), ("emdr",))
    assert "for myself" not in repr(found)


def test_giving_it_again_renews_it_and_the_same_again_is_nothing(network: Session) -> None:
    save_vouches(network, [VOUCH])
    before = current_revision(network)

    assert save_vouches(network, [VOUCH]) == (Outcome.UNCHANGED,)
    assert current_revision(network) == before
    assert save_vouches(network, [replace(VOUCH, given_on=date(2026, 9, 1))]) == (Outcome.CHANGED,)

    assert [row.given_on for row in network.scalars(select(Vouch))] == [date(2026, 9, 1)]


def test_each_basis_is_a_vouch_of_its_own(network: Session) -> None:
    save_vouches(network, [VOUCH, replace(VOUCH, basis="met")])

    assert {fact.basis for fact in standing_vouches(network)} == {"co-treated", "met"}


def test_a_withdrawn_vouch_is_out_at_once_and_tells_readers(network: Session) -> None:
    save_vouches(network, [VOUCH, replace(VOUCH, basis="met"), replace(VOUCH, vouched="ada")])
    before = current_revision(network)

    count = withdraw_vouches(network, voucher="maya", vouched="sam", on=date(2026, 11, 1))

    assert count == 2
    assert [fact.practitioner for fact in standing_vouches(network)] == ["ada"]
    assert changed_since(network, before).vouchers == {"maya"}


def test_a_vouch_may_be_given_anew_after_it_was_withdrawn(network: Session) -> None:
    save_vouches(network, [replace(VOUCH, revoked_on=date(2026, 4, 1))])

    save_vouches(network, [replace(VOUCH, given_on=date(2026, 8, 1))])

    rows = network.scalars(select(Vouch).order_by(Vouch.given_on)).all()
    assert [(row.given_on, row.revoked_on) for row in rows] == [
        (GIVEN, date(2026, 4, 1)),
        (date(2026, 8, 1), None),
    ]


def test_a_vouch_withdrawn_before_it_was_given_ends_on_that_day(network: Session) -> None:
    save_vouches(network, [VOUCH])

    withdraw_vouches(network, voucher="maya", vouched="sam", on=date(2020, 1, 1))

    assert network.scalars(select(Vouch.revoked_on)).one() == GIVEN


def test_somebody_who_is_not_there_is_named(network: Session) -> None:
    with pytest.raises(UnknownListingError, match="nobody"):
        save_vouches(network, [replace(VOUCH, vouched="nobody")])


def test_founders_and_checked_members_are_told_to_the_network(network: Session) -> None:
    assert record_founders(network, ["maya", "sam"]) == ("maya", "sam")
    assert record_founders(network, ["maya"]) == ()
    record_identity_check(network, "sam", what="passport seen by the curator", on=GIVEN)

    found = members(network, licence_checked=frozenset({"ada"}))

    assert found.founding == frozenset({"maya", "sam"})
    assert found.checked == frozenset({"sam", "ada"})
    assert found.silent == frozenset()


def test_a_path_leads_over_no_vouch_that_its_viewer_may_not_learn_of(network: Session) -> None:
    save(network, plain_draft("rosa"))
    publish(network, "rosa")
    private = replace(VOUCH, voucher="sam", vouched="ada", is_private=True)
    save_vouches(network, [VOUCH, private])

    value, path = _told(network)
    assert value == pytest.approx(0.9 * 0.6 * 0.9)
    assert path == ()
    assert _told(network, viewer="sam")[1] == ("sam", "ada")

    # A weaker way that may be told is told, and both count.
    weaker = [
        replace(VOUCH, vouched="rosa", basis="met"),
        replace(VOUCH, voucher="rosa", vouched="ada", basis="met"),
    ]
    save_vouches(network, weaker)

    value, path = _told(network)
    assert value > 0.9 * 0.6 * 0.9
    assert path == ("maya", "rosa", "ada")


def _told(session: Session, viewer: str = "maya") -> tuple[float, tuple[str, ...]]:
    handles = frozenset({"maya", "sam", "ada", "rosa"})
    record_founders(session, handles)
    loaded = load_network(session, vouch_bases(), licence_checked=handles, today=GIVEN)
    view = loaded.seen_by(viewer).get("ada")
    assert view is not None
    return view.value, view.path
