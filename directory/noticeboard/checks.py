"""What a curator should read first in a notice: the rules of profile texts, names, and scope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import resources
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.findings import WHY
from directory.identity_check.words import load_identity_words
from directory.profiles.claims import claims_in, load_claims
from directory.profiles.text_checks import (
    Alarm,
    alarms_in_texts,
    load_review_words,
    shortened,
)
from directory.vocabulary.scope import facets_of_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from directory.identity_check.words import IdentityWords
    from directory.noticeboard.content import NoticeContent
    from directory.profiles.claims import Claim
    from directory.profiles.listing import PublishedListing
    from directory.profiles.text_checks import ReviewWords
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True, slots=True)
class Known:
    """What a notice is held against: words of scope, and which words with a capital are towns."""

    vocabulary: Vocabulary
    is_town: Callable[[str], bool]


def alarms_of(content: NoticeContent, listing: PublishedListing, known: Known) -> tuple[Alarm, ...]:
    """Each sentence that a curator reads first, and why; it stops nobody from sending."""
    return (
        *alarms_in_texts(_texts(content), _review_words()),
        *_identity(content, listing, known),
        *_scope(content, listing, known.vocabulary),
    )


def _texts(content: NoticeContent) -> Iterator[tuple[str, str]]:
    yield _("Title"), content.title
    yield _("Words"), content.words
    yield _("For whom"), content.for_whom
    yield _("When"), content.schedule


def _identity(content: NoticeContent, listing: PublishedListing, known: Known) -> Iterator[Alarm]:
    names = (listing.name, *(one.name for one in (*listing.staff, *listing.centers)))
    checker = IdentityChecker(_identity_words(), is_town=known.is_town, allowed=names)
    for part, findings in checker.check_form(dict(_texts(content))).items():
        for one in findings:
            yield Alarm(part, shortened(one.words), _(WHY[one.kind]))


def _scope(
    content: NoticeContent, listing: PublishedListing, vocabulary: Vocabulary
) -> Iterator[Alarm]:
    professions = [
        vocabulary.professions[slug]
        for slug in listing.professions
        if slug in vocabulary.professions
    ]
    # An organization is not judged: its people are.
    if not professions or any(one.scope_by_roster for one in professions):
        return
    facets = facets_of_all(vocabulary, [one.slug for one in professions])
    for part, text in _texts(content):
        for found in claims_in(text, _claims()):
            if found.claim.facet not in facets:
                yield Alarm(part, shortened(found.sentence), found.claim.why)


@cache
def _review_words() -> tuple[ReviewWords, ...]:
    return load_review_words(resources.seed_data())


@cache
def _claims() -> tuple[Claim, ...]:
    return load_claims(resources.seed_data())


@cache
def _identity_words() -> IdentityWords:
    return load_identity_words(resources.seed_data() / "identity_check")
