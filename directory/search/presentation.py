"""What cards and pages are made with: one language, one unit, names, and vouches as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.wording import SENTENCE_END, Wording, sentence
from directory.search.cards import CardContext
from directory.search.listing_lines import VouchCounts
from directory.vocabulary.spoken import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from directory.matching.answer import Clause, Match
    from directory.profiles.listing import PublishedListing
    from directory.search.snapshot import Snapshot
    from directory.search.wording import Translator


@dataclass(frozen=True, slots=True)
class Vouches:
    """Vouches of a snapshot as counts; names and grounds stay inside."""

    snapshot: Snapshot

    def get(self, handle: str, /) -> VouchCounts | None:
        """How many members with standing vouch, and of which families of profession."""
        vouchers = self.snapshot.trust.vouchers.get(handle)
        if not vouchers:
            return None
        professions = self.snapshot.vocabulary.professions
        families = Counter(
            professions[listing.professions[0]].family
            for voucher in vouchers
            if (listing := self.snapshot.listings.get(voucher)) is not None
            and listing.professions
            and listing.professions[0] in professions
        )
        return VouchCounts(len(vouchers), dict(families))


@dataclass(frozen=True, slots=True)
class NamesOf(Mapping[str, str]):
    """The names of listings by handle, looked up one by one: a page names a few of them."""

    listings: Mapping[str, PublishedListing]

    def __getitem__(self, handle: str) -> str:
        return self.listings[handle].name

    def __iter__(self) -> Iterator[str]:
        return iter(self.listings)

    def __len__(self) -> int:
        return len(self.listings)


def card_context(
    snapshot: Snapshot,
    say: Translator,
    *,
    unit: str,
    for_clinician: bool,
    matches: Sequence[Match] = (),
) -> CardContext:
    """The context of a page of results, or of a command's answer."""
    return CardContext(
        vocabulary=in_language(snapshot.vocabulary, say.locale),
        listings=snapshot.listings,
        vouches=Vouches(snapshot),
        explain=explainer(snapshot, say, unit=unit),
        say=say,
        today=snapshot.today,
        unit=unit,
        for_clinician=for_clinician,
        matches=matches,
    )


def explainer(snapshot: Snapshot, say: Translator, *, unit: str) -> Callable[[Clause], str]:
    """Turns clauses into words; the full stop is left to whoever sets the words out."""
    people = NamesOf(snapshot.listings)
    shown = in_language(snapshot.vocabulary, say.locale)
    words = Wording(shown, say.gettext, people=people, unit=unit)

    def explain(clause: Clause) -> str:
        return sentence(clause, words).removesuffix(SENTENCE_END)

    return explain
