"""The network in memory is as new as the database, and holds nothing that is hidden."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from directory import clock, resources
from directory.config import Settings
from directory.db import Database
from directory.matching import index as index_module
from directory.matching.index import Index
from directory.profiles.lifecycle import Move
from directory.profiles.models import DirectoryChange, Listing
from directory.profiles.revision import (
    changed_since,
    current_revision,
    forget_gone,
    record_changes,
)
from directory.profiles.services import move_listing
from directory.search.snapshot import SnapshotHolder
from directory.trust.services import (
    VouchDraft,
    record_identity_check,
    save_vouches,
    withdraw_vouches,
)
from directory.vocabulary.loading import load_vocabulary
from tests.support.searching import add_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.databases import Databases


@pytest.fixture
def database(databases: Databases, network_environment: dict[str, str]) -> Iterator[Database]:
    """A network of this test's own, which it may change."""
    settings = Settings.from_environment(
        {**network_environment, "DIRECTORY_DATABASE_URL": databases.migrated()}
    )
    own = Database(settings)
    with own.transaction() as session:
        add_network(session)
    yield own
    own.engine.dispose()


@pytest.fixture
def holder() -> SnapshotHolder:
    return SnapshotHolder(load_vocabulary(resources.seed_data() / "vocabulary"))


def current(holder: SnapshotHolder, database: Database) -> set[str]:
    with database.session() as session:
        return set(holder.current(session, today=clock.today()).listings)


def test_holds_what_is_published_and_fresh(holder: SnapshotHolder, database: Database) -> None:
    handles = current(holder, database)

    assert {"ana-rivera", "juniper-house"} <= handles
    assert handles.isdisjoint({"hidden-draft", "gone-away", "stale-ghost"})


def test_is_the_same_value_until_something_changes(
    holder: SnapshotHolder, database: Database
) -> None:
    with database.session() as session:
        first = holder.current(session, today=clock.today())
    with database.session() as session:
        again = holder.current(session, today=clock.today())

    assert again is first


def test_a_change_is_seen_by_the_next_request(holder: SnapshotHolder, database: Database) -> None:
    before = current(holder, database)
    with database.transaction() as session:
        move_listing(session, "hon-nguyen", Move.PAUSE)

    after = current(holder, database)

    assert before - after == {"hon-nguyen"}


def test_a_copy_that_is_behind_notices_names_that_were_forgotten(
    holder: SnapshotHolder, database: Database
) -> None:
    before = current(holder, database)
    with database.transaction() as session:
        session.execute(delete(Listing).where(Listing.handle == "hon-nguyen"))
        record_changes(session, ["hon-nguyen"])
        assert forget_gone(session) == 1
        assert forget_gone(session) == 0

    after = current(holder, database)

    assert before - after == {"hon-nguyen"}
    with database.transaction() as session:
        assert changed_since(session, current_revision(session)).is_complete
        told = session.scalars(select(DirectoryChange.handle)).all()
        assert "hon-nguyen" not in told


def test_whoever_leaves_covers_nothing_at_a_center(
    holder: SnapshotHolder, database: Database
) -> None:
    current(holder, database)
    with database.transaction() as session:
        move_listing(session, "ana-rivera", Move.PAUSE)

    with database.session() as session:
        snapshot = holder.current(session, today=clock.today())

    assert snapshot.index.listings["juniper-house"].staff == ("mid-torres",)


def test_a_listing_goes_by_itself_when_nobody_confirms_it(
    holder: SnapshotHolder, database: Database
) -> None:
    assert "ana-rivera" in current(holder, database)

    with clock.stopped(clock.now() + timedelta(days=200)):
        later = current(holder, database)

    assert "ana-rivera" not in later
    assert "quote-zoe" in later, "openings that were never stated cannot grow stale"


def test_no_exact_coordinate_of_a_hidden_home_is_in_memory(
    holder: SnapshotHolder, database: Database
) -> None:
    with database.session() as session:
        snapshot = holder.current(session, today=clock.today())

    office = snapshot.index.listings["ana-rivera"].offices[0]
    assert office.is_area
    assert "Secretlane" not in str(snapshot.listings["ana-rivera"])
    assert office.place.point is not None
    assert (office.place.point.latitude, office.place.point.longitude) in {
        (39.7047, -105.0814), (39.7110, -105.0700),
    }  # fmt: skip


def test_trust_is_held_with_it(holder: SnapshotHolder, database: Database) -> None:
    with database.session() as session:
        network = holder.current(session, today=clock.today()).trust

    view = network.seen_by("lee-back").get("hon-nguyen")
    assert view is not None
    assert view.path == ("lee-back", "mid-torres", "hon-nguyen")
    assert network.seen_by("lee-back", blocked=["mid-torres"]).get("hon-nguyen") is None
    assert set(network.vouchers["yolanda-baca"]) == {"mid-torres"}  # Ana’s word is private.


def test_changes_leave_the_same_network_as_loading_it_anew(
    holder: SnapshotHolder, database: Database
) -> None:
    current(holder, database)
    for handle, move in (
        ("hon-nguyen", Move.PAUSE), ("mid-torres", Move.PAUSE), ("hon-nguyen", Move.RESUME),
    ):  # fmt: skip
        with database.transaction() as session:
            move_listing(session, handle, move)
        current(holder, database)
    with database.session() as session:
        grown = holder.current(session, today=clock.today())
        loaded = _anew().current(session, today=clock.today())

    assert grown.index.listings == loaded.index.listings
    assert list(grown.listings.items()) == list(loaded.listings.items())
    assert grown.trust.vouchers == loaded.trust.vouchers
    assert "mid-torres" not in grown.listings


def test_an_edit_that_moves_no_member_leaves_trust_as_it_is(
    holder: SnapshotHolder, database: Database
) -> None:
    with database.session() as session:
        before = holder.current(session, today=clock.today())
    with database.transaction() as session:
        record_changes(session, ["hon-nguyen"])

    with database.session() as session:
        after = holder.current(session, today=clock.today())

    assert after.revision > before.revision
    assert after.trust is before.trust
    assert after.index.listings == before.index.listings


def test_a_vouch_and_a_check_count_at_the_next_question(
    holder: SnapshotHolder, database: Database
) -> None:
    current(holder, database)
    with database.transaction() as session:
        withdraw_vouches(session, voucher="lee-back", vouched="mid-torres", on=clock.today())
        record_identity_check(session, "yolanda-baca", what="id", on=clock.today())
        given = VouchDraft(
            voucher="mid-torres", vouched="ana-rivera", basis="co-treated", given_on=clock.today()
        )
        save_vouches(session, [given])

    with database.session() as session:
        grown = holder.current(session, today=clock.today()).trust
        loaded = _anew().current(session, today=clock.today()).trust

    assert grown.seen_by("lee-back").get("hon-nguyen") is None
    assert grown.graph.roll.members == loaded.graph.roll.members
    assert "yolanda-baca" in (grown.graph.roll.members.checked or ())
    assert dict(grown.vouchers) == dict(loaded.vouchers)
    assert grown.unnamed == loaded.unnamed
    for viewer in grown.graph.ids:
        assert dict(grown.seen_by(viewer).items()) == pytest.approx(
            dict(loaded.seen_by(viewer).items())
        )
    assert dict(grown.seen_by_clients().items()) == pytest.approx(
        dict(loaded.seen_by_clients().items())
    )


def test_a_new_day_is_as_if_loaded_anew(holder: SnapshotHolder, database: Database) -> None:
    current(holder, database)
    with database.session() as session:
        held = holder.current(session, today=clock.today() + timedelta(days=150))
        loaded = _anew().current(session, today=clock.today() + timedelta(days=150))

    assert "ana-rivera" in current(SnapshotHolder(held.vocabulary), database)
    assert list(held.listings.items()) == list(loaded.listings.items())
    assert held.index.listings == loaded.index.listings
    assert dict(held.trust.vouchers) == dict(loaded.trust.vouchers)
    assert held.today == loaded.today


def test_a_worn_index_is_built_anew_beside_the_requests(
    holder: SnapshotHolder, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()
    build = Index.built_anew

    def built_when_told(index: Index) -> Index:
        may_go_on.wait(10)
        return build(index)

    current(holder, database)
    monkeypatch.setattr(index_module, "MOST_DEAD", 0)
    monkeypatch.setattr(Index, "built_anew", built_when_told)
    with database.transaction() as session:
        move_listing(session, "hon-nguyen", Move.PAUSE)
    assert "hon-nguyen" not in current(holder, database), "requests wait for nothing"
    with database.transaction() as session:
        move_listing(session, "mid-torres", Move.PAUSE)
        move_listing(session, "hon-nguyen", Move.RESUME)
    current(holder, database)
    may_go_on.set()
    holder.wait()

    with database.session() as session:
        held = holder.current(session, today=clock.today())
        loaded = _anew().current(session, today=clock.today())
    begun_with = len(loaded.index.columns)
    assert held.index.listings == loaded.index.listings
    assert "mid-torres" not in held.index.listings
    assert len(held.index.columns) <= begun_with + 4, "only what changed meanwhile is laid over"
    assert held.revision == held.index.revision == loaded.revision


def test_an_index_that_cannot_be_built_anew_goes_on_answering(
    holder: SnapshotHolder,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def without_memory(_index: Index) -> Index:
        raise MemoryError

    current(holder, database)
    monkeypatch.setattr(index_module, "MOST_DEAD", 0)
    monkeypatch.setattr(Index, "built_anew", without_memory)
    with database.transaction() as session:
        move_listing(session, "hon-nguyen", Move.PAUSE)
    current(holder, database)
    holder.wait()

    assert "could not be built anew" in caplog.text
    assert "hon-nguyen" not in current(holder, database)


def _anew() -> SnapshotHolder:
    return SnapshotHolder(load_vocabulary(resources.seed_data() / "vocabulary"))
