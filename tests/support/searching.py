"""A small invented network, loaded through the importer and published, for tests of searching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import resources
from directory.interop.demo import load_demo
from directory.interop.scope_checks import load_claims
from directory.interop.services import Knowledge
from directory.places.models import GazetteerPlace, PlaceKind
from directory.places.names import folded_name
from directory.places.queries import load_gazetteer
from directory.vocabulary.loading import load_vocabulary
from tests.support.checkout import ROOT

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NETWORK = ROOT / "tests" / "data" / "small_network"

TOWNS = (
    ("Denver", "US-CO", "US", 39.7392, -104.9847, 715_000),
    ("Lakewood", "US-CO", "US", 39.7047, -105.0814, 155_000),
    ("Lakewood", "US-OH", "US", 41.4819, -81.7982, 50_000),
    # One name in many states, as towns are called.
    ("Springfield", "US-IL", "US", 39.8017, -89.6437, 114_000),
    ("Springfield", "US-MA", "US", 42.1015, -72.5898, 155_000),
    ("Springfield", "US-MO", "US", 37.2153, -93.2982, 169_000),
    ("Springfield", "US-OH", "US", 39.9242, -83.8088, 58_000),
    ("Springfield", "US-OR", "US", 44.0462, -123.0220, 61_000),
    ("Arvada", "US-CO", "US", 39.8028, -105.0875, 124_000),
    ("Golden", "US-CO", "US", 39.7555, -105.2211, 20_000),
    ("Toronto", "CA-ON", "CA", 43.7064, -79.3986, 2_700_000),
    ("Salida", "US-CO", "US", 38.5347, -105.9989, 5_900),
)
AREAS = (
    ("Lakewood", "US-CO", "US", "80226", 39.7110, -105.0700),
    ("Denver", "US-CO", "US", "80202", 39.7510, -104.9970),
    ("Arvada", "US-CO", "US", "80002", 39.7950, -105.1000),
    ("Toronto", "CA-ON", "CA", "M5V", 43.6404, -79.3995),
)


def add_places(session: Session) -> None:
    """A gazetteer of a few towns and postal areas; reading the whole one takes seconds."""
    for name, region, country, latitude, longitude, population in TOWNS:
        session.add(
            GazetteerPlace(
                kind=PlaceKind.TOWN,
                name=name,
                region=region,
                country=country,
                latitude=latitude,
                longitude=longitude,
                uncertainty_km=5.0,
                population=population,
                names=folded_name(name),
            )
        )
    for name, region, country, code, latitude, longitude in AREAS:
        session.add(
            GazetteerPlace(
                kind=PlaceKind.POSTAL_AREA,
                name=name,
                region=region,
                country=country,
                postal_code=code,
                latitude=latitude,
                longitude=longitude,
                uncertainty_km=2.0,
            )
        )
    session.flush()


def add_network(session: Session) -> None:
    """The gazetteer and the network, published; fails where its tables are not sound."""
    add_places(session)
    seeds = resources.seed_data()
    report = load_demo(
        session,
        NETWORK,
        Knowledge(
            vocabulary=load_vocabulary(seeds / "vocabulary"),
            gazetteer=load_gazetteer(session, seeds / "places"),
            claims=load_claims(seeds),
            home_region="US-CO",
        ),
    )
    if not report.is_sound:
        raise AssertionError("\n".join(str(problem) for problem in report.problems))
