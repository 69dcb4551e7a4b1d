"""A suspended listing comes back through two curators, and never through its own owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.accounts.closed_sets import Stewardship
from directory.accounts.models import Account
from directory.accounts.services.administration import give_listing
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import save

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

RESTORE = "/curate/listings/nora/restore"


def _suspend(database: Database) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
        move_listing(session, "nora", Move.SUSPEND, reason="A complaint.")


def _status(database: Database) -> ListingStatus:
    with database.session() as session:
        return listing_statuses(session, ("nora",))["nora"]


def test_two_curators_bring_a_suspended_listing_back(
    curator: MemberClient,
    other_curator: MemberClient,
    nora: MemberClient,
    client: FlaskClient,
    database: Database,
) -> None:
    _suspend(database)
    assert "Suspended by the network" in nora.get("/desk").text
    assert curator.post(RESTORE, {"reason": ""}).status_code == 422

    proposed = curator.post(RESTORE, {"reason": "The board found nothing."})
    act = proposed.headers["Location"]
    curator.post(f"{act}/confirm")
    assert _status(database) is ListingStatus.SUSPENDED, "nobody is both halves"
    assert client.get("/practitioners/nora").status_code == 410

    other_curator.post(f"{act}/confirm")
    assert _status(database) is ListingStatus.PUBLISHED
    assert client.get("/practitioners/nora").status_code == 200
    assert "It is public again" in nora.get("/desk").text


def test_a_manager_does_not_confirm_for_their_own_listing(
    curator: MemberClient, other_curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    _suspend(database)
    act = curator.post(RESTORE, {"reason": "All is well."}).headers["Location"]
    with database.transaction() as session:
        robin = session.scalars(select(Account).where(Account.email == "robin@example.org")).one()
        give_listing(session, robin.id, "nora", Stewardship.MANAGER)

    other_curator.post(f"{act}/confirm")

    assert _status(database) is ListingStatus.SUSPENDED
    assert other_curator.post(RESTORE, {"reason": "x"}).status_code == 403
