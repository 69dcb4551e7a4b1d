"""Which of the places in a text are meant as where help is sought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.vocabulary.understanding import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from directory.vocabulary.terms import Vocabulary
    from directory.vocabulary.text import Text
    from directory.vocabulary.town_names import FoundPlace


def country_of(
    payers: Collection[str], professions: Collection[str], vocabulary: Vocabulary
) -> str | None:
    """The country that a payer or a title of one country points to."""
    for slug in payers:
        where = vocabulary.payers[slug].where
        if where and all(region.startswith("CA") for region in where):
            return "CA"
    ontario = {"registered-psychotherapist", "kinesiologist"}
    return "CA-ON" if ontario.intersection(professions) else None


def kept_places(places: Sequence[FoundPlace], typed: Text) -> list[FoundPlace]:
    """Places without those one comes from, and regions that a town of theirs makes needless."""
    kept = [place for place in places if not _is_left(place, typed)]
    towns = {place.mention.region for place in kept if place.mention.city}
    return [
        place
        for place in sorted(kept, key=lambda place: place.start)
        if place.mention.city or place.mention.postal or place.mention.region not in towns
    ]


def _is_left(place: FoundPlace, typed: Text) -> bool:
    """Whether it is named as where it is not ("moving from Chicago", "not in Denver")."""
    before = typed.words[max(0, place.start - 2) : place.start]
    return bool(before) and (
        before[-1] in {"leaving", "left"}
        or before in {("moving", "from"), ("moved", "from"), ("not", "in"), ("not", "near")}
        or before == ("from", "rural")
    )


def place_spans(places: Sequence[FoundPlace], typed: Text) -> tuple[Span, ...]:
    """Where the places stand in the text."""
    return tuple(
        Span(
            typed.tokens[place.start].start,
            typed.tokens[place.end - 1].end,
            "place",
            place.mention.postal or place.mention.city or place.mention.region or "",
        )
        for place in places
    )
