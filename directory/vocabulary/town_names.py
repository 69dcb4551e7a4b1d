"""Find the places in a text: postal codes, towns with and without a state, regions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vocabulary.grammar_words import PLACE_CUES, STRONG_CUES, WORDS_TOO
from directory.vocabulary.text import Pause, words_of
from directory.vocabulary.understanding import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from directory.vocabulary.place_lookup import PlaceLookup, Town
    from directory.vocabulary.spelling import Speller
    from directory.vocabulary.text import Text
    from directory.vocabulary.usage import Region, Usage

LONGEST_NAME = 4
SHORTEST_SURE = 3
"""Names of fewer letters ("LA") need the word "in" before them."""
SURE_POPULATION = 40_000
"""A town outside the home region is taken without its state from this size…"""
CUED_POPULATION = 3_000
""""…or from this one after "in" or "near"."""
HOME_BONUS = 2.5
"""A town at home counts as if it had about 300 times its people (powers of ten)."""
PENALTY_PER_KM = 1 / 1500
"""Powers of ten of people that a kilometre from home costs."""
UNKNOWN_POPULATION = 100
NEAR_BONUS = 1.0
"""A town in the region that the text points to comes before one at home."""
SHORTEST_MISSPELT = 5
EARTH_KM = 6371.0088

# Postal letters that are words too: only after a comma, in capitals, or at the end.
_POSTAL = re.compile(r"(?<![\w$.])(\d{5})(?:-\d{4})?(?!\w)")
_CANADIAN = re.compile(r"\b([abceghj-nprstvxy]\d[abceghj-nprstv-z]) ?(\d[a-z]\d)?\b")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place at tokens start to end; `is_sure` where the text leaves no other reading."""

    start: int
    end: int
    mention: PlaceMention
    is_sure: bool


class PlaceFinder:
    """Knows the regions and the way home; asks a gazetteer for the towns."""

    def __init__(
        self, usage: Usage, gazetteer: PlaceLookup, home_region: str, speller: Speller
    ) -> None:
        self._gazetteer = gazetteer
        self._speller = speller
        self._home = home_region
        self._regions = usage.regions or {}
        self._common = usage.common_towns
        self._cued = usage.cued_towns
        self._names: dict[tuple[str, ...], str] = {}
        self._letters: dict[str, str] = {}
        for region in self._regions.values():
            for name in (region.name, *region.words):
                self._names[words_of(name)] = region.code
            self._letters[region.abbreviation] = region.code

    def is_town(self, word: str) -> bool:
        """Whether a word is the name of a town that one could mean without saying its state."""
        return any(
            town.region == self._home or town.population >= SURE_POPULATION
            for town in self._gazetteer.find(word)
        )

    def with_region(self, text: Text) -> list[FoundPlace]:
        """Towns that are followed by their state or province, and regions by name."""
        found = []
        for start in range(len(text.words)):
            place = (
                self._town_and_region(text, start)
                or self._long_name(text, start)
                or self._region_name(text, start)
            )
            if place is not None:
                found.append(place)
        return _longest_first(found)

    def postal(self, text: Text) -> Iterator[FoundPlace]:
        """US ZIP codes and Canadian postal codes that exist."""
        for pattern in (_POSTAL, _CANADIAN):
            for found in pattern.finditer(text.folded):
                code = "".join(part for part in found.groups() if part).upper()
                tokens = [
                    index
                    for index, token in enumerate(text.tokens)
                    if token.start < found.end() and found.start() < token.end
                ]
                if tokens and self._gazetteer.find_postal(code) is not None:
                    yield FoundPlace(
                        tokens[0], tokens[-1] + 1, PlaceMention(postal=code), is_sure=True
                    )

    def bare(self, text: Text, taken: Sequence[bool], near: str | None) -> Iterator[FoundPlace]:
        """Towns without a state, in words that nothing else has taken.

        `near` is a country or region that something else in the text points to; a town that
        is found points to its own region for those after it.
        """
        position = 0
        while position < len(text.words):
            place = self._bare_at(text, position, taken, near) or self._misspelt_at(
                text, position, taken
            )
            if place is not None:
                near = place.mention.region
                yield place
            position = position + 1 if place is None else place.end

    def _town_and_region(self, text: Text, start: int) -> FoundPlace | None:
        for length in range(LONGEST_NAME, 0, -1):
            end = start + length
            if end >= len(text.words) or _broken(text, start, end):
                continue
            code, after = self._region_at(text, end)
            if code is None:
                continue
            if not self._is_meant_as_letters(text, end, after):
                continue
            is_letters = after - end == 1 and text.words[end] in WORDS_TOO
            towns = self._towns_in(text.words[start:end], code, may_misspell=not is_letters)
            if towns:
                best = max(towns, key=lambda town: town.population)
                return FoundPlace(start, after, PlaceMention(best.city, best.region), is_sure=True)
        return None

    def _towns_in(self, words: tuple[str, ...], code: str, *, may_misspell: bool) -> Sequence[Town]:
        name = " ".join(words)
        found = self._gazetteer.find(name, code)
        if found or not may_misspell or len(name) < SHORTEST_MISSPELT:
            return found
        if all(map(self._speller.knows, words)):
            return found
        return [town for town in self._gazetteer.find_similar(name, code) if _is_close(name, town)]

    def _region_at(self, text: Text, position: int) -> tuple[str | None, int]:
        """The region whose name or letters stand here, and where they end."""
        for length in (3, 2, 1):
            words = text.words[position : position + length]
            if len(words) == length and words in self._names:
                return self._names[words], position + length
        word = text.words[position] if position < len(text.words) else ""
        return self._letters.get(word), position + 1

    def _is_meant_as_letters(self, text: Text, position: int, after: int) -> bool:
        """Whether "or", "in", "me"… after a town are its state and not the word."""
        token = text.tokens[position]
        if token.word not in WORDS_TOO or after - position > 1:
            return True
        if token.is_upper and not text.raw.isupper():
            return True
        is_last = after == len(text.words) or text.tokens[after].pause is not Pause.NONE
        return is_last or token.pause is Pause.COMMA

    def _region_name(self, text: Text, start: int) -> FoundPlace | None:
        for length in (3, 2, 1):
            words = text.words[start : start + length]
            if (
                len(words) == length
                and words in self._names
                and not _broken(text, start, start + length)
            ):
                mention = self._region_or_city(" ".join(words), self._names[words])
                return FoundPlace(start, start + length, mention, is_sure=True)
        return self._region_letters(text, start)

    def _long_name(self, text: Text, start: int) -> FoundPlace | None:
        """A town whose name begins with a region's ("Colorado Springs", "Kansas City")."""
        if text.words[start : start + 1] not in self._names:
            return None
        for end in (start + 3, start + 2):
            if end > len(text.words) or _broken(text, start, end):
                continue
            town = self._likeliest(self._gazetteer.find(" ".join(text.words[start:end])), None)
            if town is not None and (town.region == self._home or town.population):
                mention = PlaceMention(town.city, town.region, assumed_region=True)
                return FoundPlace(start, end, mention, is_sure=True)
        return None

    def _region_or_city(self, name: str, code: str) -> PlaceMention:
        """New York and Quebec are towns too, and their town lies in the region."""
        towns = [town for town in self._gazetteer.find(name, code) if town.population]
        if towns and self._regions[code].name.lower() == name:
            return PlaceMention(max(towns, key=lambda town: town.population).city, code)
        return PlaceMention(region=code)

    def _region_letters(self, text: Text, start: int) -> FoundPlace | None:
        """A state by its letters alone: at the end, after "in", or in capitals."""
        token = text.tokens[start]
        code = self._letters.get(token.word)
        if code is None or token.word in WORDS_TOO:
            return None
        before = text.words[start - 1] if start else ""
        is_last = start == len(text.words) - 1 and start > 0
        shouts = token.is_upper and not text.raw.isupper()
        if is_last or shouts or before in {"in", "en", "online", "telehealth", "licensed"}:
            return FoundPlace(start, start + 1, PlaceMention(region=code), is_sure=False)
        return None

    def _bare_at(
        self, text: Text, start: int, taken: Sequence[bool], near: str | None
    ) -> FoundPlace | None:
        for length in range(LONGEST_NAME, 0, -1):
            end = start + length
            if end > len(text.words) or any(taken[start:end]) or _broken(text, start, end):
                continue
            name = " ".join(text.words[start:end])
            if len(name) < SHORTEST_SURE and text.words[start - 1 : start] != ("in",):
                continue
            town = self._likeliest(self._gazetteer.find(name), near)
            if town is not None and self._is_meant(text, start, end, town):
                mention = PlaceMention(town.city, town.region, assumed_region=True)
                return FoundPlace(start, end, mention, is_sure=False)
        return None

    def _misspelt_at(self, text: Text, start: int, taken: Sequence[bool]) -> FoundPlace | None:
        for length in (3, 2, 1):
            end = start + length
            if end > len(text.words) or any(taken[start:end]) or _broken(text, start, end):
                continue
            words = text.words[start:end]
            if sum(map(len, words)) < SHORTEST_MISSPELT or all(map(self._speller.knows, words)):
                continue
            # Looking through all large towns takes long, so something must speak for a place.
            town = self._misspelt(" ".join(words), far=_speaks_for_place(text, start))
            if town is not None:
                mention = PlaceMention(town.city, town.region, assumed_region=True)
                return FoundPlace(start, end, mention, is_sure=False)
        return None

    def _misspelt(self, name: str, *, far: bool) -> Town | None:
        at_home = [
            town for town in self._gazetteer.find_similar(name, self._home) if _is_close(name, town)
        ]
        if at_home or not far:
            return next(iter(at_home), None)
        elsewhere = [
            town
            for town in self._gazetteer.find_similar(name, None)
            if town.population >= SURE_POPULATION
            and _is_close(name, town)
            and town.region in self._regions
        ]
        return self._likeliest(elsewhere, None)

    def _is_meant(self, text: Text, start: int, end: int, town: Town) -> bool:
        name = " ".join(text.words[start:end])
        cued = start > 0 and text.words[start - 1] in PLACE_CUES
        strongly = start > 0 and text.words[start - 1] in STRONG_CUES
        is_home = town.region == self._home
        if _names_school(text, start):
            return False
        if name in self._cued:
            return is_home and strongly
        if name in self._common:
            return is_home and start > 0 and (strongly or self._ends_or_lists(text, end))
        if is_home:
            return True
        return town.population >= (CUED_POPULATION if cued else SURE_POPULATION)

    def _ends_or_lists(self, text: Text, end: int) -> bool:
        """Whether a name ends its clause, or another town follows it ("golden or evergreen")."""
        if end == len(text.words) or text.tokens[end].pause is not Pause.NONE:
            return True
        following = text.words[end + 1 : end + 2]
        return text.words[end] in {"or", "and", "o", "y"} and any(map(self.is_town, following))

    def _likeliest(self, towns: Sequence[Town], near: str | None) -> Town | None:
        known = [town for town in towns if town.region in self._regions]
        return max(known, key=lambda town: self._likelihood(town, near), default=None)

    def _likelihood(self, town: Town, near: str | None) -> float:
        score = math.log10(max(town.population, UNKNOWN_POPULATION))
        if town.region == self._home:
            score += HOME_BONUS
        if near is not None and town.region.startswith(near):
            score += HOME_BONUS + NEAR_BONUS
        home = self._regions.get(self._home)
        return score if home is None else score - _km(home, town) * PENALTY_PER_KM


def _speaks_for_place(text: Text, start: int) -> bool:
    """Whether a place word stands before, or a capital inside a sentence in small letters."""
    if start and text.words[start - 1] in STRONG_CUES:
        return True
    sign = text.raw[text.tokens[start].start]
    return start > 0 and sign.isupper() and not text.tokens[start].is_upper


STUDYING = frozenset({"student", "students", "studying", "study", "senior", "junior", "freshman"})


def _names_school(text: Text, start: int) -> bool:
    """Whether it is where somebody studies ("students at Queens")."""
    before = text.words[max(0, start - 2) : start]
    return before[-1:] == ("at",) and before[0] in STUDYING


def _broken(text: Text, start: int, end: int) -> bool:
    return any(text.tokens[position].pause for position in range(start + 1, end))


def _is_close(name: str, town: Town) -> bool:
    return name[0] == town.city[0].lower() and abs(len(name) - len(town.city)) <= 2  # noqa: PLR2004


def _km(region: Region, town: Town) -> float:
    """Great-circle distance by the haversine."""
    one, other = math.radians(region.latitude), math.radians(town.latitude)
    turn = math.radians(town.longitude - region.longitude)
    half = (
        math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * math.sin(turn / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def _longest_first(found: list[FoundPlace]) -> list[FoundPlace]:
    kept: list[FoundPlace] = []
    for place in sorted(found, key=lambda place: (place.start - place.end, place.start)):
        if all(place.end <= other.start or other.end <= place.start for other in kept):
            kept.append(place)
    return kept
