"""One search from end to end: words and choices in, a ranked and explained answer out."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from directory import clock, resources
from directory.matching.answer import Answer, ThreeValuedCount
from directory.matching.need import Need
from directory.matching.search import rank
from directory.matching.weights import DEFAULT_WEIGHTS
from directory.places.queries import load_gazetteer
from directory.search import notices
from directory.search.by_name import NameBook
from directory.search.home_region import likely_home
from directory.search.need_builder import Setting, build_need, reach_km
from directory.search.outlines import places_of_work
from directory.search.place_choice import Home, PlaceChoice, choose_place, home_of
from directory.search.place_choice import Reading as PlaceReading
from directory.search.radius import take_radius
from directory.search.reading import ChipWords, Reading, ReadWords, chips_of, set_aside_labels
from directory.search.snapshot import SnapshotHolder
from directory.search.understanding import as_read
from directory.search.wording import distance_said
from directory.vocabulary.faint_signs import FaintEar
from directory.vocabulary.recognition import Recognizer
from directory.vocabulary.spoken import in_language
from directory.vocabulary.understanding import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.listing import ListingFacts
    from directory.matching.situation import TrustLookup
    from directory.matching.weights import Weights
    from directory.places.gazetteer import Gazetteer
    from directory.search.forms import FieldError
    from directory.search.network_file import NetworkFile
    from directory.search.request import SearchRequest
    from directory.search.snapshot import Snapshot
    from directory.search.wording import Translator
    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.understanding import Understanding

LITTLE = 3
"""With no more results than this, the page says which wish cost the most."""


@dataclass(frozen=True, slots=True)
class Costliest:
    """The wish without which most more would show."""

    chip: str
    label: str
    gained: int


@dataclass(frozen=True)
class Found:
    """What a search came to, with everything that a page or a command says about it."""

    asked: SearchRequest
    reading: Reading
    need: Need
    answer: Answer
    place: PlaceChoice | None
    unit: str
    help_region: str
    snapshot: Snapshot
    costliest: Costliest | None = None
    must_counts: Mapping[str, ThreeValuedCount] = field(default_factory=dict)
    """For each must-have, what all say who match but for it; by "access:wheelchair"."""
    errors: tuple[FieldError, ...] = ()
    named: tuple[str, ...] = ()
    """Handles of those whose name the words are."""
    about: tuple[str, ...] = ()
    """Handles of those who may be meant by the name that was asked about."""


def says_what(need: Need) -> bool:
    """Whether anything but a place was understood: else a list would be a guess."""
    wishes = (
        need.issues, need.professions_must, need.professions_prefer, need.modalities_prefer,
        need.flags, need.populations_prefer, need.preferences_prefer, need.languages_must,
        need.access_must, need.access_prefer, need.payers, need.referrer, need.population,
    )  # fmt: skip
    return any(wishes) or need.kinds != Need().kinds


class UnknownListingError(LookupError):
    """The practitioner who searches gave a listing that is not there."""


class SearchEngine:
    """Holds what every search needs in memory; one for each process, safe between threads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        *,
        home_region: str,
        weights: Weights = DEFAULT_WEIGHTS,
        file: NetworkFile | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.home_region = home_region
        self.weights = weights
        self._holder = SnapshotHolder(vocabulary, weights, file)
        self._lock = threading.Lock()
        self._gazetteer: Gazetteer | None = None
        self._recognizer: Recognizer | None = None
        self._home: tuple[int, Home] | None = None
        self._names: tuple[int, NameBook] | None = None

    def with_edits(self, vocabulary: Vocabulary, weights: Weights) -> SearchEngine:
        """An engine with the network's other words or weights; listings and places stay read."""
        other = SearchEngine(vocabulary, home_region=self.home_region, weights=weights)
        other._gazetteer = self._gazetteer
        other._holder = self._holder.with_edits(vocabulary, weights)
        if vocabulary is self.vocabulary:
            other._recognizer = self._recognizer
        return other

    @property
    def is_warm(self) -> bool:
        """Whether words and places are read, so that a search has nothing to wait for."""
        return None not in (self._gazetteer, self._recognizer, self._home)

    def snapshot(self, session: Session, *, today: date) -> Snapshot:
        """The published network as it is now."""
        return self._holder.current(session, today=today)

    def gazetteer(self, session: Session) -> Gazetteer:
        """The gazetteer, read once."""
        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = load_gazetteer(session, resources.seed_data() / "places")
            return self._gazetteer

    def place(self, session: Session, typed: str, snapshot: Snapshot) -> PlaceChoice:
        """The place that somebody means."""
        gazetteer = self.gazetteer(session)
        if self._home is None or self._home[0] != snapshot.revision:
            offices = list(places_of_work(snapshot.outlines.values()))
            region = likely_home(self.home_region, offices)
            self._home = snapshot.revision, home_of(gazetteer, region, offices)
        return choose_place(gazetteer, typed, self._home[1])

    def find(
        self, session: Session, asked: SearchRequest, say: Translator, *, today: date
    ) -> Found:
        """Answer a search.

        Raises UnknownListingError where the search is made as a listing that is not there.
        """
        found = answered(self.prepare(session, asked, say, today=today))
        found = replace(found, must_counts=_must_counts(found))
        if found.answer.total > LITTLE or not found.reading.chips:
            return found
        return replace(found, costliest=self._costliest(session, found, say))

    def prepare(
        self, session: Session, asked: SearchRequest, say: Translator, *, today: date
    ) -> Found:
        """A search as it is understood, with nothing ranked yet; raises as `find` does."""
        snapshot = self.snapshot(session, today=today)
        words = self.read(session, asked)
        choice = self._place_of(session, words, asked, snapshot)
        unit = unit_of(choice, self.home_region)
        names = self._names_of(snapshot)
        setting = Setting(
            self.vocabulary,
            place=None if choice is None else choice.place,
            own=_own_listing(asked, snapshot),
            listings=snapshot.index.listings,
        )
        return Found(
            asked=asked,
            reading=self._reading(words, asked, choice, unit, say),
            need=build_need(words, asked, setting),
            answer=Answer(matches=()),
            place=choice,
            unit=unit,
            help_region=_help_region(choice, self.home_region),
            snapshot=snapshot,
            named=names.find(asked.words, words.not_understood, words.name),
            about=names.find(asked.about, (), asked.about) if asked.about else (),
        )

    def _names_of(self, snapshot: Snapshot) -> NameBook:
        if self._names is None or self._names[0] != snapshot.revision:
            self._names = snapshot.revision, NameBook(snapshot.outlines)
        return self._names[1]

    def understand(self, session: Session, text: str, role: Role | None = None) -> Understanding:
        """What the words of a search mean; a clinician's own profession is never a wish."""
        gazetteer = self.gazetteer(session)
        with self._lock:
            if self._recognizer is None:
                outlines = self.snapshot(session, today=clock.today()).outlines.values()
                home = likely_home(self.home_region, places_of_work(outlines))
                self._recognizer = Recognizer(
                    self.vocabulary,
                    gazetteer,
                    home,
                    hidden=self.vocabulary.hidden,
                    ear=FaintEar(resources.faint_signs()),
                )
        return self._recognizer.understand(text, role)

    def read(self, session: Session, asked: SearchRequest) -> ReadWords:
        """The words of a search, less what somebody set aside."""
        radius = take_radius(asked.words)
        role = Role.CLINICIAN if asked.for_client or asked.as_listing else None
        understood = self.understand(session, radius.words, role)
        return as_read(understood, asked.without, radius_km=radius.km)

    def _place_of(
        self, session: Session, words: ReadWords, asked: SearchRequest, snapshot: Snapshot
    ) -> PlaceChoice | None:
        typed = asked.place or words.place
        return self.place(session, typed, snapshot) if typed else None

    def _reading(
        self,
        words: ReadWords,
        asked: SearchRequest,
        choice: PlaceChoice | None,
        unit: str,
        say: Translator,
    ) -> Reading:
        label = "" if choice is None or choice.place is None else choice.label
        has_point = (
            choice is not None and choice.place is not None and choice.place.point is not None
        )
        distance = distance_said(say, reach_km(words, asked), unit) if has_point else ""
        shown = in_language(self.vocabulary, say.locale)
        chip_words = ChipWords(say.gettext, place=label, distance=distance)
        return Reading(
            words=words,
            chips=chips_of(words, asked, shown, chip_words),
            not_understood=words.not_understood,
            set_aside=set_aside_labels(asked, shown),
        )

    def _costliest(self, session: Session, found: Found, say: Translator) -> Costliest | None:
        """Try the search without each thing that was read or chosen; the largest gain is told."""
        best: Costliest | None = None
        for chip in found.reading.chips:
            without = found.asked.taken_away(chip.value)
            if without == found.asked or chip.value.startswith("read:flag:"):
                continue
            other = self.prepare(session, without, say, today=found.snapshot.today)
            if not (other.need.issues or other.need.professions_must):
                continue
            other = answered(other)
            gained = other.answer.total - found.answer.total
            if gained > (0 if best is None else best.gained):
                best = Costliest(chip.value, chip.text, gained)
        return best


def answered(prepared: Found, limit: int | None = None) -> Found:
    """The search with its ranked answer; help lines that the words call for are among it."""
    snapshot, need = prepared.snapshot, prepared.need
    if not says_what(need):
        told = notices.with_lines((notices.EMPTY,), (), prepared.reading.words.perhaps)
        return replace(prepared, answer=Answer(matches=(), notices=told))
    answer = rank(
        snapshot.index,
        need,
        today=snapshot.today,
        trust=trust_for(need, snapshot),
        weights=snapshot.weights,
        limit=limit,
        folds_houses=True,
    )
    words = prepared.reading.words
    told = notices.with_lines(answer.notices, words.crisis, words.perhaps)
    return replace(prepared, answer=replace(answer, notices=told))


def _must_counts(found: Found) -> dict[str, ThreeValuedCount]:
    """Each must-have asked anew without it, to see who says no and who did not say."""
    counts = {}
    for slug in found.need.access_must:
        need = replace(
            found.need, access_must=tuple(item for item in found.need.access_must if item != slug)
        )
        counts[f"access:{slug}"] = _count(found, need, f"access:{slug}")
    if found.need.payer_must:
        need = replace(found.need, payer_must=False)
        for payer in found.need.payers:
            counts[f"payer:{payer}"] = _count(found, need, f"payer:{payer}")
    return counts


def _count(found: Found, need: Need, name: str) -> ThreeValuedCount:
    without = answered(replace(found, need=need), limit=1)
    # A filter to which nobody answered is not counted: then all of them did not say.
    silent = ThreeValuedCount(not_stated=without.answer.total)
    return without.answer.filters.get(name, silent)


def _own_listing(asked: SearchRequest, snapshot: Snapshot) -> ListingFacts | None:
    if not asked.as_listing:
        return None
    own = snapshot.index.listings.get(asked.as_listing)
    if own is None:
        raise UnknownListingError(asked.as_listing)
    return own


def trust_for(need: Need, snapshot: Snapshot) -> TrustLookup:
    """Trust as whoever asks sees it: their own paths, or what clients see."""
    referrer = need.referrer
    if referrer is None or not referrer.id:
        return snapshot.trust.seen_by_clients()
    own = snapshot.index.listings.get(referrer.id)
    apart = frozenset() if own is None else own.does_not_match_with
    return snapshot.trust.seen_by(referrer.id, referrer.blocked | apart)


def unit_of(choice: PlaceChoice | None, home_region: str) -> str:
    """Miles where the place (or else the network) is in the United States, else kilometres."""
    country = choice.country if choice is not None and choice.country else home_region[:2]
    return "mi" if country == "US" else "km"


def _help_region(choice: PlaceChoice | None, home_region: str) -> str:
    if choice is None or choice.place is None or choice.reading is PlaceReading.UNKNOWN:
        return home_region
    return choice.place.region or home_region
