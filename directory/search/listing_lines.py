"""One listing in single lines: titles, discipline, towns, vouches as counts, and its address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from directory.matching.need import Kind
from directory.search.wording import Fact, Tone, Translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.profiles.listing import PublicCredential, PublicPlace, PublishedListing
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class VouchCounts:
    """How many colleagues with standing vouch, and how many of them by family of profession."""

    total: int = 0
    by_family: Mapping[str, int] | None = None


class VouchBook(Protocol):
    """How many vouch for whom, by handle."""

    def get(self, handle: str, /) -> VouchCounts | None:
        """The counts of one listing, None where nobody vouches."""


def href_of(listing: PublishedListing) -> str:
    """The address of a listing's page."""
    folder = "centers" if listing.kind == Kind.CENTER else "practitioners"
    return f"/{folder}/{listing.handle}"


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name, for the round monogram."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalpha()]
    if not words:
        return name[:1]
    chosen = words[:1] if len(words) == 1 else [words[0], words[-1]]
    return "".join(word[0].upper() for word in chosen)


def credential_line(listing: PublishedListing) -> str:
    """The exact titles somebody holds, each once."""
    titles = [item.title for item in listing.credentials if not item.is_compact_privilege]
    return ", ".join(dict.fromkeys(title for title in titles if title))


def profession_line(listing: PublishedListing, vocabulary: Vocabulary, say: Translator) -> str:
    """The disciplines, with "under supervision" where that is so."""
    labels = [
        vocabulary.professions[slug].label
        for slug in listing.professions
        if slug in vocabulary.professions
    ]
    line = say.gettext(" and ").join(labels)
    supervised = supervision(listing)
    if supervised is None:
        return line
    if supervised.supervisor_name:
        return say.gettext(
            "%(profession)s, supervised by %(name)s",
            profession=line,
            name=supervised.supervisor_name,
        )
    return say.gettext("%(profession)s, in supervised practice", profession=line)


def supervision(listing: PublishedListing) -> PublicCredential | None:
    """The supervised credential of somebody who has no independent one, or None."""
    if any(item.level == "independent" for item in listing.credentials):
        return None
    return next((item for item in listing.credentials if item.level == "supervised"), None)


def main_credential(listing: PublishedListing) -> PublicCredential | None:
    """The credential that the licence line speaks of: the latest checked, else the first."""
    held = [item for item in listing.credentials if not item.is_compact_privilege]
    checked = [item for item in held if item.checked_on is not None]
    if checked:
        return max(checked, key=lambda item: str(item.checked_on))
    return held[0] if held else None


def vouch_fact(say: Translator, counts: VouchCounts | None) -> Fact | None:
    """Trust in one line: a count with its kind, never a mark; nothing where nobody vouches."""
    if counts is None or not counts.total:
        return None
    strong = say.ngettext("%(num)d colleague", "%(num)d colleagues", counts.total)
    talk = (counts.by_family or {}).get("talk", 0)
    if not talk or talk == counts.total:
        rest = say.ngettext("vouches for their work", "vouch for their work", counts.total)
        return Fact(Tone.TRUST, strong, rest)
    rest = say.ngettext(
        "vouch for their work, %(num)d of them a psychotherapist",
        "vouch for their work, %(num)d of them psychotherapists",
        talk,
    )
    return Fact(Tone.TRUST, strong, rest)


def place_line(place: PublicPlace, say: Translator) -> str:
    """A place as it may be shown: its town, and "area" where the address is not."""
    region = place.region.rpartition("-")[2]
    town = ", ".join(part for part in (place.city, region) if part)
    if place.visibility.value == "exact":
        return town
    return say.gettext("%(town)s area", town=town)
