"""A start from the file of the network is as if everything had been read from the database."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from directory import clock, resources
from directory.config import Settings
from directory.db import Database
from directory.keys.ring import KeyRing
from directory.matching.columns import compiled
from directory.matching.need import Need, NeedIssue
from directory.matching.search import rank
from directory.profiles import queries
from directory.profiles.closed_sets import TermUse
from directory.profiles.lifecycle import Move
from directory.profiles.models import DoNotMatch, Listing, ListingTerm
from directory.profiles.revision import record_changes
from directory.profiles.services import move_listing
from directory.search import cold_start, fitting
from directory.search.network_file import NAME, NetworkFile
from directory.search.snapshot import SnapshotHolder
from directory.search.stored import Pages
from directory.vocabulary.loading import load_vocabulary
from tests.support.searching import add_network

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.search.snapshot import Snapshot
    from tests.support.databases import Databases

KEYS = KeyRing("a secret of thirty-two characters or more")
VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")


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
def folder(database: Database, tmp_path: Path) -> Path:
    """An instance folder with the file of the network."""
    started(database, tmp_path)
    return tmp_path


@pytest.fixture
def read_whole(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each time that listings are read, whether all of them were."""
    found: list[bool] = []
    plain = queries.published_listings

    def noted(*args: object) -> object:
        found.append(len(args) == 1)
        return plain(*args)  # type: ignore[arg-type]  # the same as it was given

    monkeypatch.setattr(queries, "published_listings", noted)
    return found


def started(database: Database, folder: Path | None, *, days: int = 0) -> Snapshot:
    """What a process that starts now holds; without a folder it reads the database."""
    file = None if folder is None else NetworkFile(folder, KEYS)
    holder = SnapshotHolder(VOCABULARY, file=file)
    with database.session() as session:
        found = holder.current(session, today=clock.today() + timedelta(days=days))
    holder.wait()
    return found


def assert_same(one: Snapshot, other: Snapshot) -> None:
    assert (one.revision, one.today) == (other.revision, other.today)
    assert list(one.listings.items()) == list(other.listings.items())
    assert list(one.outlines.items()) == list(other.outlines.items())
    assert one.index.listings == other.index.listings
    assert dict(one.trust.vouchers) == dict(other.trust.vouchers)
    assert one.trust.unnamed == other.trust.unnamed
    for viewer in other.trust.graph.ids:
        assert dict(one.trust.seen_by(viewer).items()) == pytest.approx(
            dict(other.trust.seen_by(viewer).items())
        )
    shown = 0
    issues = {issue for facts in other.index.listings.values() for issue in facts.specialties}
    for issue in sorted(issues)[:12]:
        need = Need(issues=(NeedIssue(issue),))
        first, second = (
            rank(each.index, need, today=each.today, trust=each.trust.seen_by_clients())
            for each in (one, other)
        )
        assert [(match.id, match.score) for match in first.matches] == [
            (match.id, match.score) for match in second.matches
        ]
        assert first.filters == second.filters
        shown += first.total
    assert shown, "nobody was found for anything"


def test_a_start_from_the_file_is_as_if_loaded(
    database: Database, folder: Path, read_whole: list[bool]
) -> None:
    found = started(database, folder)

    assert read_whole == [], "no listing is read through the database"
    assert_same(found, started(database, None))


def test_only_what_changed_since_is_read(
    database: Database, folder: Path, read_whole: list[bool]
) -> None:
    with database.transaction() as session:
        move_listing(session, "mid-torres", Move.PAUSE)
        record_changes(session, ["ana-rivera"])

    found = started(database, folder)

    assert read_whole
    assert not any(read_whole)
    assert "mid-torres" not in found.listings
    assert_same(found, started(database, None))


def test_a_file_of_an_earlier_day_serves_too(
    database: Database, folder: Path, read_whole: list[bool]
) -> None:
    found = started(database, folder, days=150)

    assert read_whole == []
    assert len(found.listings) < len(started(database, None).listings), "some are too old by then"
    assert_same(found, started(database, None, days=150))


def test_compiled_code_is_loaded_beside_and_answers_the_same(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "WORTH_COMPILING", 1)

    found = started(database, folder)

    assert found.index.loops is compiled.loops()
    assert_same(found, started(database, None))


def test_edits_after_a_start_from_the_file_are_seen(database: Database, folder: Path) -> None:
    holder = SnapshotHolder(VOCABULARY, file=NetworkFile(folder, KEYS))
    for handle, move in (("hon-nguyen", Move.PAUSE), ("mid-torres", Move.PAUSE)):
        with database.session() as session:
            holder.current(session, today=clock.today())
        with database.transaction() as session:
            move_listing(session, handle, move)
    with database.session() as session:
        found = holder.current(session, today=clock.today())

    assert_same(found, started(database, None))


def test_a_file_that_lags_far_behind_is_written_anew(
    database: Database, folder: Path, read_whole: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cold_start, "LAG", 1)
    before = (folder / NAME).read_bytes()
    with database.transaction() as session:
        move_listing(session, "mid-torres", Move.PAUSE)
    started(database, folder)
    assert (folder / NAME).read_bytes() != before
    assert read_whole == [False, False]
    read_whole.clear()

    found = started(database, folder)

    assert read_whole == [], "what was kept of what was kept"
    assert_same(found, started(database, None))


def test_a_file_that_does_not_fit_is_as_good_as_none(
    database: Database,
    folder: Path,
    read_whole: list[bool],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "software", lambda: "0.0.1, of somebody else")

    with caplog.at_level(logging.WARNING):
        found = started(database, folder)

    assert read_whole == [True]
    assert "The network is read from the database" in caplog.text
    assert started(database, folder).listings == found.listings
    assert read_whole == [True], "a file that fits stands in its place"


def _ahead(database: Database) -> None:
    with database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE directory_revision SET number = number - 1")


def _changed_without_a_word(database: Database) -> None:
    """As after a copy was brought back, and went another way since."""
    with database.transaction() as session:
        later = clock.now() + timedelta(hours=1)
        session.execute(
            update(Listing).where(Listing.handle == "hon-nguyen").values(changed_at=later)
        )


@pytest.mark.parametrize("depart", [_ahead, _changed_without_a_word])
def test_a_file_of_another_history_is_not_used(
    database: Database,
    folder: Path,
    read_whole: list[bool],
    caplog: pytest.LogCaptureFixture,
    depart: Callable[[Database], None],
) -> None:
    depart(database)

    with caplog.at_level(logging.WARNING):
        started(database, folder)

    assert read_whole == [True]
    assert "its file is" in caplog.text


def _wish_in_private(session: Session) -> None:
    found = select(Listing).where(Listing.handle.in_(["ana-rivera", "hon-nguyen"]))
    one, other = session.scalars(found.order_by(Listing.handle))
    session.add(DoNotMatch(listing_id=one.id, other_id=other.id))
    session.add(
        ListingTerm(listing_id=one.id, use=TermUse.PREFERS_NOT, term="grief-and-loss", position=0)
    )


def test_nothing_private_stands_in_the_file_unsealed(database: Database, tmp_path: Path) -> None:
    started(database, tmp_path)
    before = _pages(tmp_path)
    (tmp_path / NAME).unlink()
    with database.transaction() as session:
        _wish_in_private(session)
    found = started(database, tmp_path)
    assert found.private["ana-rivera"].does_not_match_with == {"hon-nguyen"}
    assert found.private["ana-rivera"].prefers_not == {"grief-and-loss"}

    data = (tmp_path / NAME).read_bytes()
    assert _pages(tmp_path) == before, "no trace of a private wish"
    assert any(b"Ana Rivera" in page for page in before)
    assert not any(b"Secretlane" in page for page in before)
    for fact in (
        b"Ana Rivera",
        b"Secretlane",
        b"grief-and-loss",
        b"PrivateMatching",
        b"does_not_match_with",
        b"VouchFact",
    ):
        assert fact not in data
    assert started(database, tmp_path).private == found.private


def _pages(folder: Path) -> list[bytes]:
    found = NetworkFile(folder, KEYS).read(fitting.fits(VOCABULARY))
    assert found is not None
    sealed, data = found
    pages = Pages(data, sealed["ends"], sealed["key"])
    return [pages[number] for number in range(len(pages.ends))]


def test_whoever_leaves_stands_in_no_file(database: Database, folder: Path) -> None:
    with database.transaction() as session:
        move_listing(session, "mid-torres", Move.WITHDRAW)
    assert any(b"mid-torres" in page and b"Mid" in page for page in _pages(folder))
    before = len(_pages(folder))

    started(database, folder)

    assert len(_pages(folder)) == before - 1
    assert_same(started(database, folder), started(database, None))
