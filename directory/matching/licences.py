"""Who may practise where: a licence in good standing in the jurisdiction of the visit.

In person that is the office's jurisdiction (at a home visit the client's), by video the client's.
Which professions need a licence, and where none exists, is data: `regulated` of professions.csv
and the levels of credentials.csv (massage has no state licence in Kansas, Minnesota and Wyoming
and a voluntary certificate in California).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.matching.listing import LicenseStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from directory.matching.listing import License, ListingFacts
    from directory.vocabulary.terms import CredentialRule, Vocabulary

INDEPENDENT = "independent"
CERTIFICATION = "certification"
ANYWHERE = "*"
STATUTORY = frozenset({INDEPENDENT, "supervised", "unlicensed-listed"})
"""Levels that only a public authority gives: where a rule states one, it is needed."""
WITHOUT = frozenset({"none", "voluntary", "unregulated", "association"})
"""Levels that say that the jurisdiction asks for no licence."""


class Requirement(StrEnum):
    """Whether a profession needs a licence in a jurisdiction, as far as the data say."""

    NEEDED = "needed"
    NOT_NEEDED = "not-needed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LicenceRules:
    """What the credential rules say of each jurisdiction and profession."""

    vocabulary: Vocabulary
    levels: dict[tuple[str, str], frozenset[str]]
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def names_of(self, profession: str) -> frozenset[str]:
        """Under what a licence may be recorded: the profession itself, or an umbrella above."""
        if profession not in self.known:
            above = self.vocabulary.profession_ancestors(profession)
            self.known[profession] = frozenset((profession, *above))
        return self.known[profession]

    def requirement(self, profession: str, region: str) -> Requirement:
        """Whether the profession needs a licence in the jurisdiction.

        A rule about the very profession and place decides; without one the profession's own
        line does, and where that says "varies" nobody knows.
        """
        levels = self.levels.get((region, profession), frozenset())
        if levels & STATUTORY:
            return Requirement.NEEDED
        if levels & WITHOUT:
            return Requirement.NOT_NEEDED
        return _by_profession(self.vocabulary.professions[profession].regulated)


def licence_rules(vocabulary: Vocabulary) -> LicenceRules:
    """The rules of a vocabulary by jurisdiction and profession."""
    levels: dict[tuple[str, str], set[str]] = {}
    for rule in vocabulary.credential_rules:
        levels.setdefault(_key(rule), set()).add(rule.level)
    return LicenceRules(vocabulary, {key: frozenset(found) for key, found in levels.items()})


def may_practise(
    listing: ListingFacts, profession: str, region: str | None, *, rules: LicenceRules, today: date
) -> bool:
    """Whether somebody may practise a profession in a jurisdiction today.

    A licence there decides when there is one: good standing lets them work, anything else does
    not, even where none is needed. Without one there, a compact privilege counts, and then
    whether the place asks for a licence at all. Where nobody knows, somebody who is licensed
    elsewhere is not assumed to be free to work here.
    """
    held = _held(listing, rules.names_of(profession))
    if region is None:
        return any(in_good_standing(licence, today) for licence in held) or not held
    requirement = rules.requirement(profession, region)
    here = [licence for licence in held if _covers(licence, region, requirement)]
    if here:
        return any(in_good_standing(licence, today) for licence in here)
    if region in listing.compact_regions and has_compact_licence(held, today):
        return True
    return requirement is Requirement.NOT_NEEDED or (
        requirement is Requirement.UNKNOWN and not held
    )


def in_good_standing(licence: License, today: date) -> bool:
    """Active as last recorded and not past its date; one that nobody checked is not known good."""
    expired = licence.expires_on is not None and licence.expires_on < today
    return licence.status is LicenseStatus.ACTIVE and not expired


def has_compact_licence(held: Iterable[License], today: date) -> bool:
    """Whether a compact privilege can stand on one of these licences.

    The compacts (PSYPACT, Counseling Compact, PT Compact) ask for an unencumbered licence to
    practise independently at home; supervised practice does not qualify.
    """
    return any(
        licence.level == INDEPENDENT and in_good_standing(licence, today) for licence in held
    )


def _held(listing: ListingFacts, names: frozenset[str]) -> list[License]:
    first = listing.professions[0] if listing.professions else ""
    return [
        licence
        for licence in listing.licenses
        if (licence.profession or first) in names and not _is_only_a_mark(licence)
    ]


def _is_only_a_mark(licence: License) -> bool:
    # A certification (RDN, BCC, C-IAYT) says what somebody learned, not where they may practise.
    return licence.level == CERTIFICATION or licence.region == ANYWHERE


def _covers(licence: License, region: str, requirement: Requirement) -> bool:
    if requirement is Requirement.NEEDED and licence.level in WITHOUT:
        return False
    # A national register ("GB") covers the parts of its country ("GB-SCT").
    return licence.region == region or (
        licence.level in STATUTORY and region.startswith(f"{licence.region}-")
    )


def _by_profession(regulated: str) -> Requirement:
    if regulated in {"no", "n/a", "certified"}:
        return Requirement.NOT_NEEDED
    if regulated == "varies":
        return Requirement.UNKNOWN
    return Requirement.NEEDED


def _key(rule: CredentialRule) -> tuple[str, str]:
    return rule.jurisdiction, rule.profession
