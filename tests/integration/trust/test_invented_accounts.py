"""A hundred invented accounts in the demo network, with three honest members fooled (F6)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from directory import clock, resources
from directory.profiles.models import Listing
from directory.search.snapshot import SnapshotHolder
from directory.trust.closed_sets import Visibility
from directory.trust.giving import Word, give, withdraw
from directory.trust.models import Vouch
from directory.trust.references import new_reference
from directory.vocabulary.loading import load_vocabulary
from tests.support.drafts import plain_draft, publish, save

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.db import Database
    from directory.trust.network import TrustNetwork

INVENTED = tuple(f"invented-{number:03d}" for number in range(100))
FOOLED = 3
NEIGHBOURS = 40
"""For how many of the others each invented account vouches."""
REACH = 0.10
WORD = Word(
    basis="co-treated",
    trusts_approach=True,
    trusts_skills=True,
    visibility=Visibility.PUBLIC,
)
VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")


def _network(database: Database) -> TrustNetwork:
    with database.session() as session:
        return SnapshotHolder(VOCABULARY).current(session, today=clock.today()).trust


def _order(network: TrustNetwork, viewer: str, honest: frozenset[str]) -> list[str]:
    values = {who: value for who, value in network.seen_by(viewer).items() if value >= REACH}
    ranked = sorted(values, key=lambda who: (-round(values[who], 9), who))
    return [who for who in ranked if who in honest or who in INVENTED]


def _vouch_for_each_other(session: Session) -> None:
    numbers = session.scalars(
        select(Listing.id).where(Listing.handle.in_(INVENTED)).order_by(Listing.handle)
    ).all()
    given_on = clock.today() - timedelta(days=1)
    same = {
        "basis": "co-treated",
        "given_on": given_on,
        "is_private": False,
        "visibility": Visibility.PUBLIC,
        "note": "",
        "detail": "",
    }
    session.execute(
        insert(Vouch),
        [
            same | {"reference": new_reference(), "voucher_id": one, "vouched_id": other}
            for at, one in enumerate(numbers)
            for other in (numbers[(at + step) % len(numbers)] for step in range(1, NEIGHBOURS + 1))
        ],
    )


def _fool(session: Session, members: tuple[str, ...]) -> dict[str, str]:
    return {
        give(
            session,
            voucher=member,
            vouched=INVENTED[at],
            word=WORD,
            bases=VOCABULARY.vouch_bases,
            on=clock.today(),
        ): member
        for at, member in enumerate(members)
    }


def _orders(
    network: TrustNetwork, viewers: tuple[str, ...], honest: frozenset[str]
) -> Mapping[str, list[str]]:
    return {viewer: _order(network, viewer, honest) for viewer in viewers}


@pytest.mark.demo_network
def test_invented_accounts_lift_at_most_one_for_each_fooled_member_and_move_no_honest_one(
    database: Database,
) -> None:
    with database.session() as session:
        honest = frozenset(session.scalars(select(Listing.handle)))
    before = _network(database)
    vouching = sorted(who for who in honest if before.graph.has_standing(who))
    fooled, viewers = tuple(vouching[:FOOLED]), tuple(vouching[:25])
    ranked_before = _orders(before, viewers, honest)

    with database.transaction() as session:
        save(session, *(plain_draft(handle) for handle in INVENTED))
        publish(session, *INVENTED)
        _vouch_for_each_other(session)
        fooling = _fool(session, fooled)

    after = _network(database)
    assert not any(after.graph.has_standing(handle) for handle in INVENTED)
    for viewer, ranked in _orders(after, viewers, honest).items():
        lifted = [who for who in ranked if who in INVENTED]
        assert len(lifted) <= FOOLED
        assert set(lifted) <= set(INVENTED[:FOOLED])
        left = [who for who in ranked if who in honest]
        place = {who: at for at, who in enumerate(left)}
        moved = [abs(at - place.get(who, at)) for at, who in enumerate(ranked_before[viewer])]
        assert max(moved, default=0) <= 1, viewer
    clients = after.seen_by_clients()
    assert all(clients.value_of(handle) == 0 for handle in INVENTED[FOOLED:])

    with database.transaction() as session:
        for reference, member in fooling.items():
            withdraw(session, (member,), reference, on=clock.today())
    assert _orders(_network(database), viewers, honest) == ranked_before
