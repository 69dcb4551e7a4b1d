"""What backs how invented centers work together, and who does what there by which credential."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from directory import clock
from directory.accounts.tokens import new_reference
from directory.desk.center.services import permitted_services
from directory.profiles import centers
from directory.profiles.queries import published_listings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from directory.vocabulary.terms import Vocabulary

    Row = Mapping[str, str]

MOST_EACH = 2
"""How many methods of one person a center names."""


def back_centers(session: Session, rows: Sequence[Row]) -> None:
    """Let what centers say of working together be backed, where nothing backs it yet. Flushes."""
    for center, stated in groupby(rows, key=lambda row: row["center"]):
        if not centers.integration_backings(session, center):
            centers.save_backings(session, center, {row["way"]: row["backing"] for row in stated})


def offer_services(session: Session, rows: Sequence[Row], vocabulary: Vocabulary) -> None:
    """Let these centers show what their people do there; a few people have not agreed yet."""
    for center in dict.fromkeys(row["center"] for row in rows):
        if not centers.services_at(session, center):
            _offer_at(session, center, vocabulary)


def _offer_at(session: Session, center: str, vocabulary: Vocabulary) -> None:
    handles = [
        one.handle
        for one in centers.people_of(session, center)
        if one.belonging is centers.Belonging.CURRENT and one.is_public
    ]
    for person in published_listings(session, handles):
        for item in permitted_services(person, vocabulary, clock.today())[:MOST_EACH]:
            reference = new_reference()
            centers.offer_service(
                session,
                centers.Offered(
                    reference=reference,
                    center=center,
                    person=person.handle,
                    modality=item.modality,
                    credential=item.credential,
                ),
            )
            if person.handle != handles[-1]:  # The last one still has to say yes, on their desk.
                centers.agree_to_service(session, reference, person.handle)
