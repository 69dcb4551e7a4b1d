"""The obvious way: load every listing with the ORM, judge each in Python, sort.

It judges by the product's scalar statement, one listing after the other, so it is also what the
other engines are checked against.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from datetime import date  # noqa: TC003  # Mapped[date] is read at run time
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    mapped_column,
    relationship,
    selectinload,
)

from benchmarks.peers.answer import Top, first_twenty
from directory.matching import criteria, fairness
from directory.matching.fairness import Contender
from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    License,
    LicenseStatus,
    ListingFacts,
    ModalityLevel,
    Office,
)
from directory.matching.need import Kind, Place, Point
from directory.matching.ranking import rank_listings
from directory.matching.situation import situation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from benchmarks.queries import Question
    from benchmarks.synthetic import Network
    from directory.matching.lexicon import Lexicon
    from directory.matching.situation import TrustLookup

SETS = (
    "compact_regions", "telehealth_regions", "payers", "payers_no", "populations",
    "populations_no", "populations_focus", "preferences", "preferences_no", "access",
    "access_no", "prefers_not", "refers_on_for", "does_not_match_with",
)  # fmt: skip
TUPLES = ("professions", "specialties", "also_treats", "trained_in", "staff")
PLAIN = (
    "id", "name", "home_visit_km", "fee", "currency", "sliding_min", "superbill",
    "joint_sessions", "joined_on", "licence_checked", "listed", "conversion_practice",
)  # fmt: skip


class Base(DeclarativeBase):
    """The tables of this peer."""


class Row(Base):
    """One listing."""

    __tablename__ = "listing"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    home_visit_km: Mapped[float | None]
    fee: Mapped[float | None]
    currency: Mapped[str]
    sliding_min: Mapped[float | None]
    superbill: Mapped[bool | None]
    joint_sessions: Mapped[bool | None]
    joined_on: Mapped[date | None]
    licence_checked: Mapped[bool]
    listed: Mapped[bool]
    conversion_practice: Mapped[bool]
    states_populations: Mapped[bool]
    status: Mapped[str]
    wait_days: Mapped[int | None]
    confirmed_on: Mapped[date | None]
    weekly_new: Mapped[float]
    recent_30d: Mapped[float]
    asked: Mapped[int]
    accepted: Mapped[int]
    closed_loop: Mapped[int]
    words: Mapped[list[Word]] = relationship(order_by="Word.id")
    offices: Mapped[list[Room]] = relationship(order_by="Room.id")
    licenses: Mapped[list[Permit]] = relationship(order_by="Permit.id")


class Word(Base):
    """One word that a listing states of a kind, with a level where the kind has levels."""

    __tablename__ = "word"
    id: Mapped[int] = mapped_column(primary_key=True)
    listing: Mapped[str] = mapped_column(ForeignKey("listing.id"), index=True)
    kind: Mapped[str]
    word: Mapped[str]
    level: Mapped[str | None]


class Room(Base):
    """One office."""

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True)
    listing: Mapped[str] = mapped_column(ForeignKey("listing.id"), index=True)
    city: Mapped[str | None]
    region: Mapped[str | None]
    postal_code: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    uncertainty_km: Mapped[float]
    is_area: Mapped[bool]


class Permit(Base):
    """One licence."""

    __tablename__ = "license"
    id: Mapped[int] = mapped_column(primary_key=True)
    listing: Mapped[str] = mapped_column(ForeignKey("listing.id"), index=True)
    region: Mapped[str]
    status: Mapped[str]
    level: Mapped[str]
    expires_on: Mapped[date | None]
    checked_on: Mapped[date | None]


class Loop:
    """Listings in SQLite behind the ORM."""

    name = "loop"

    def __init__(self, network: Network, folder: Path, lexicon: Lexicon) -> None:
        self._path = folder / "loop.sqlite3"
        self._lexicon = lexicon
        self._engine = create_engine(f"sqlite:///{self._path}")
        Base.metadata.create_all(self._engine)
        with Session(self._engine) as session:
            session.add_all(_row(one) for one in network.listings)
            session.commit()

    def search(self, question: Question, trust: TrustLookup, today: date) -> Top:
        """The first twenty and the counts."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(Row).options(
                    selectinload(Row.words), selectinload(Row.offices), selectinload(Row.licenses)
                )
            ).all()
            listings = [_facts(row) for row in rows]
        asking = situation(question.need, lexicon=self._lexicon, today=today, trust=trust)
        ranked = rank_listings(listings, asking)
        found = [
            (number, one.offer.listing, one)
            for number, tier in enumerate(ranked.tiers)
            for one in tier.candidates
        ]
        contenders = [
            Contender(
                one.id,
                one.score,
                one.offer.fit or 0.0,
                fairness.load(listing.capacity),
                fairness.is_newcomer(
                    listing.joined_on, today, licence_checked=listing.licence_checked
                ),
                number,
            )
            for number, listing, one in found
        ]
        return Top(
            first_twenty(contenders, question.need, today),
            len(found),
            dict(Counter(own for _, listing, _ in found for own in listing.professions)),
            _counted(listing for _, listing, _ in found),
        )

    def edit(self, handle: str) -> None:
        """Change somebody's openings; the next query sees it."""
        with Session(self._engine) as session:
            row = session.get_one(Row, handle)
            row.wait_days = 3
            session.commit()

    def size(self) -> int:
        """Bytes on disk."""
        return self._path.stat().st_size

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


def _counted(listings: Iterable[ListingFacts]) -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = {}
    for one in listings:
        stated = (
            ("payer", one.payers, one.payers_no),
            ("access", criteria.stated_access(one), one.access_no),
            ("preference", one.preferences, one.preferences_no),
            ("population", one.populations or frozenset(), one.populations_no),
        )
        for kind, yes, no in stated:
            for slug in yes:
                found.setdefault(f"{kind}:{slug}", [0, 0])[0] += 1
            for slug in no:
                found.setdefault(f"{kind}:{slug}", [0, 0])[1] += 1
    return {name: (yes, no) for name, (yes, no) in found.items()}


def _row(one: ListingFacts) -> Row:
    words = [
        Word(kind=kind, word=word) for kind in SETS for word in sorted(getattr(one, kind) or ())
    ]
    words += [Word(kind=kind, word=word) for kind in TUPLES for word in getattr(one, kind)]
    words += [Word(kind="modalities", word=w, level=level) for w, level in one.modalities.items()]
    words += [Word(kind="languages", word=w, level=level) for w, level in one.languages.items()]
    return Row(
        **{name: getattr(one, name) for name in PLAIN},
        **{name: getattr(one.capacity, name) for name in _names(Capacity)},
        **{name: getattr(one.acceptance, name) for name in _names(Acceptance)},
        kind=one.kind,
        states_populations=one.populations is not None,
        words=words,
        offices=[_room(office) for office in one.offices],
        licenses=[
            Permit(**{name: getattr(license_, name) for name in PERMIT})
            for license_ in one.licenses
        ],
    )


PERMIT = ("region", "status", "level", "expires_on", "checked_on")


def _names(kind: type[Any]) -> list[str]:
    return [one.name for one in fields(kind)]


def _room(office: Office) -> Room:
    place, point = office.place, office.place.point
    return Room(
        city=place.city,
        region=place.region,
        postal_code=place.postal_code,
        latitude=None if point is None else point.latitude,
        longitude=None if point is None else point.longitude,
        uncertainty_km=place.uncertainty_km,
        is_area=office.is_area,
    )


def _facts(row: Row) -> ListingFacts:
    words: dict[str, list[Word]] = {}
    for word in row.words:
        words.setdefault(word.kind, []).append(word)
    sets: dict[str, Any] = {
        kind: frozenset(one.word for one in words.get(kind, ())) for kind in SETS
    }
    if not row.states_populations:
        sets["populations"] = None
    tuples: dict[str, Any] = {
        kind: tuple(one.word for one in words.get(kind, ())) for kind in TUPLES
    }
    return ListingFacts(
        **{name: getattr(row, name) for name in PLAIN},
        **sets,
        **tuples,
        kind=Kind(row.kind),
        modalities={
            one.word: ModalityLevel(one.level or "") for one in words.get("modalities", ())
        },
        languages={one.word: LanguageLevel(one.level or "") for one in words.get("languages", ())},
        capacity=Capacity(
            CapacityStatus(row.status),
            row.wait_days,
            row.confirmed_on,
            row.weekly_new,
            row.recent_30d,
        ),
        acceptance=Acceptance(row.asked, row.accepted, row.closed_loop),
        offices=tuple(_office(room) for room in row.offices),
        licenses=tuple(
            License(
                region=one.region,
                status=LicenseStatus(one.status),
                level=one.level,
                expires_on=one.expires_on,
                checked_on=one.checked_on,
            )
            for one in row.licenses
        ),
    )


def _office(room: Room) -> Office:
    point = None
    if room.latitude is not None and room.longitude is not None:
        point = Point(room.latitude, room.longitude)
    return Office(
        Place(room.city, room.region, room.postal_code, point, room.uncertainty_km),
        is_area=room.is_area,
    )
