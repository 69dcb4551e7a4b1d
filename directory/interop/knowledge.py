"""What an import is held against, read from this copy: vocabulary, gazetteer, wording rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import resources
from directory.interop.scope_checks import load_claims
from directory.interop.services import Knowledge
from directory.places.geocoding import geocoder_at
from directory.places.queries import load_gazetteer
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings


class EmptyGazetteerError(RuntimeError):
    """No town is known yet, so no place of a file could be checked or found."""

    def __init__(self) -> None:
        super().__init__("The gazetteer is empty: run `directory init` first.")


def knowledge(session: Session, settings: Settings) -> Knowledge:
    """Everything an import of this network needs to know.

    Raises EmptyGazetteerError before `directory init` has filled the gazetteer.
    """
    seeds = resources.seed_data()
    gazetteer = load_gazetteer(session, seeds / "places")
    if not len(gazetteer):
        raise EmptyGazetteerError
    return Knowledge(
        vocabulary=load_vocabulary(seeds / "vocabulary"),
        gazetteer=gazetteer,
        claims=load_claims(seeds),
        home_region=settings.home_region,
        geocoder=geocoder_at(settings.geocoder_url),
    )
