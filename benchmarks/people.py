"""Invented practitioners: what each works with, how, where they are licensed, and what it costs.

Shares are guesses at an American network: some things very common, most things rare, and a good
part of what could be stated not stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from directory.matching.listing import (
    Acceptance,
    Capacity,
    CapacityStatus,
    LanguageLevel,
    License,
    LicenseStatus,
    ListingFacts,
    ModalityLevel,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from directory.vocabulary.terms import Vocabulary

PROFESSIONS = {
    "professional-counselor": 0.20, "clinical-social-worker": 0.14, "psychologist": 0.09,
    "marriage-family-therapist": 0.05, "addiction-counselor": 0.03, "psychotherapist": 0.01,
    "massage-therapist": 0.16, "physical-therapist": 0.10, "occupational-therapist": 0.03,
    "chiropractor": 0.03, "acupuncturist": 0.03, "dietitian": 0.03, "yoga-therapist": 0.02,
    "psychiatric-nurse-practitioner": 0.015, "psychiatrist": 0.01, "health-coach": 0.01,
    "doula": 0.01, "bodyworker": 0.01, "speech-language-pathologist": 0.01,
    "integrative-physician": 0.005, "naturopathic-doctor": 0.005, "chaplain": 0.005,
}  # fmt: skip
ISSUE_EXPONENT, METHOD_EXPONENT = 0.75, 0.8
PAYERS = {
    "aetna": 0.34, "anthem-bcbs": 0.38, "cigna": 0.30, "united": 0.31, "medicaid": 0.24,
    "medicare": 0.22, "tricare": 0.12, "kaiser": 0.05, "out-of-network": 0.2, "self-pay": 0.4,
    "workers-comp": 0.1, "auto-injury": 0.1, "eap": 0.15, "hsa-fsa": 0.25,
}  # fmt: skip
LANGUAGES = {"es": 0.13, "zh": 0.02, "fr": 0.03, "vi": 0.01, "ar": 0.015, "ase": 0.008}
ACCESS = {
    "wheelchair": 0.45, "accessible-parking": 0.3, "transit": 0.3, "evening": 0.4, "weekend": 0.2,
    "low-sensory": 0.1, "fragrance-free": 0.1, "plain-language": 0.1, "service-animals": 0.15,
}  # fmt: skip
PREFERENCES = {
    "practitioner-woman": 0.55, "practitioner-man": 0.2, "practitioner-lgbtq": 0.12,
    "practitioner-black": 0.08, "practitioner-latine": 0.08, "trauma-informed": 0.35,
    "gentle-style": 0.2, "directive-style": 0.15, "weight-neutral": 0.08, "faith-christian": 0.08,
}  # fmt: skip
AGES = {"adults": 0.93, "older-adults": 0.45, "teens": 0.35, "children": 0.2, "infants": 0.04}
GROUPS = {"lgbtqia": 0.25, "women": 0.3, "veterans": 0.12, "athletes": 0.1, "couples-pop": 0.15}
COMPACTS = frozenset({"psychologist", "professional-counselor", "physical-therapist"})
REMOTE_FAMILIES = frozenset({"talk", "nutrition", "medical", "mind-body", "spiritual", "support"})


@dataclass(frozen=True)
class Crowd:
    """What every invented person is drawn from."""

    vocabulary: Vocabulary
    rng: np.random.Generator
    today: date

    @cached_property
    def professions(self) -> tuple[str, ...]:
        """The professions that occur."""
        return tuple(PROFESSIONS)

    @cached_property
    def profession_shares(self) -> tuple[float, ...]:
        """How often each occurs."""
        return tuple(PROFESSIONS.values())

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The jurisdictions of the United States that credential rules speak of."""
        rules = self.vocabulary.credential_rules
        named = {rule.jurisdiction for rule in rules if rule.jurisdiction.startswith("US-")}
        return tuple(sorted(named))

    @cached_property
    def issues(self) -> Mapping[str, tuple[tuple[str, ...], npt.NDArray[np.float64]]]:
        """For each profession the issues that its scope touches, with how often they are named."""
        return {name: self._issues_of(name) for name in PROFESSIONS}

    @cached_property
    def methods(self) -> Mapping[str, tuple[tuple[str, ...], npt.NDArray[np.float64]]]:
        """For each profession the methods in its scope, with how often they are offered."""
        return {name: self._methods_of(name) for name in PROFESSIONS}

    def _issues_of(self, name: str) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
        scope = self.vocabulary.professions[name].facets_in_scope
        ranks = self._ranks(len(self.vocabulary.issues), seed=3)
        found = [
            (slug, rank)
            for (slug, issue), rank in zip(self.vocabulary.issues.items(), ranks, strict=True)
            if not issue.is_group and scope & {need.facet for need in issue.facets}
        ]
        return _shares(found, ISSUE_EXPONENT)

    def _methods_of(self, name: str) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
        ranks = self._ranks(len(self.vocabulary.modalities), seed=4)
        found = [
            (slug, rank)
            for slug, rank in zip(self.vocabulary.modalities, ranks, strict=True)
            if self.vocabulary.may_offer(name, slug)
        ]
        return _shares(found, METHOD_EXPONENT)

    @staticmethod
    def _ranks(count: int, seed: int) -> list[int]:
        # One order for everybody: what is common is common in every profession.
        return np.random.default_rng(seed).permutation(count).tolist()  # type: ignore[no-any-return]


def _shares(
    found: Sequence[tuple[str, int]], exponent: float
) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    ordered = sorted(found, key=lambda one: one[1])
    weights = np.arange(1, len(ordered) + 1, dtype=np.float64) ** -exponent
    return tuple(slug for slug, _ in ordered), weights / max(weights.sum(), 1e-12)


def person(handle: str, name: str, region: str, crowd: Crowd) -> ListingFacts:
    """One practitioner who works in a jurisdiction; the offices are put in by the caller."""
    rng = crowd.rng
    profession = crowd.professions[_pick(crowd.profession_shares, rng)]
    entry = crowd.vocabulary.professions[profession]
    issues = _some(crowd.issues[profession], 2 + int(rng.poisson(5.1)), rng)
    focus = max(1, int(len(issues) * 0.65))
    licenses = _licenses(profession, region, crowd)
    compact = _compact(profession, licenses, crowd)
    remote = entry.family in REMOTE_FAMILIES and rng.random() < 0.72
    own = frozenset(one.region for one in licenses) or frozenset({region})
    payers, payers_no = _three(PAYERS, 0.6, 0.3, rng)
    access, access_no = _three(ACCESS, 0.7, 0.2, rng)
    preferences, preferences_no = _three(PREFERENCES, 0.8, 0.1, rng)
    ages = _drawn(AGES, rng) if rng.random() < 0.85 else None
    return ListingFacts(
        id=handle,
        name=name,
        professions=(profession,),
        licenses=licenses,
        compact_regions=compact,
        specialties=issues[:focus],
        also_treats=issues[focus:],
        trained_in=issues[: int(rng.integers(0, 3))],
        modalities=_methods(profession, crowd),
        telehealth_regions=own | compact if remote else frozenset(),
        home_visit_km=float(rng.integers(8, 40)) if rng.random() < 0.03 else None,
        payers=payers,
        payers_no=payers_no,
        **_money(rng),
        languages=_languages(rng),
        populations=None if ages is None else ages | _drawn(GROUPS, rng),
        populations_focus=_drawn({"lgbtqia": 0.06, "women": 0.06, "veterans": 0.03}, rng),
        preferences=preferences,
        preferences_no=preferences_no,
        access=access,
        access_no=access_no,
        capacity=_capacity(rng, crowd.today),
        joint_sessions=(None, True, False)[_pick((0.6, 0.25, 0.15), rng)],
        joined_on=crowd.today - timedelta(days=int(rng.integers(0, 2500))),
        licence_checked=bool(rng.random() < 0.92),
        acceptance=_acceptance(rng),
        prefers_not=frozenset(_some(crowd.issues[profession], 1, rng))
        if rng.random() < 0.05
        else frozenset(),
        refers_on_for=frozenset(_some(crowd.issues[profession], 1, rng))
        if rng.random() < 0.05
        else frozenset(),
    )


def _some(
    known: tuple[tuple[str, ...], npt.NDArray[np.float64]], count: int, rng: np.random.Generator
) -> tuple[str, ...]:
    """Different ones, the common ones more often (Efraimidis and Spirakis' weighted sample)."""
    slugs, shares = known
    keys = rng.standard_exponential(len(slugs)) / shares
    chosen = keys.argsort(kind="stable")[: min(count, len(slugs))]
    return tuple(slugs[number] for number in chosen.tolist())


def _pick(shares: tuple[float, ...], rng: np.random.Generator) -> int:
    """A number by its share; `choice` of numpy takes ten times as long for one."""
    left = rng.random() * sum(shares)
    for number, share in enumerate(shares):
        left -= share
        if left < 0:
            return number
    return len(shares) - 1


def _drawn(shares: Mapping[str, float], rng: np.random.Generator) -> frozenset[str]:
    lucky = rng.random(len(shares))
    return frozenset(
        slug for slug, at in zip(shares, lucky.tolist(), strict=True) if at < shares[slug]
    )


def _three(
    shares: Mapping[str, float], stated: float, refused: float, rng: np.random.Generator
) -> tuple[frozenset[str], frozenset[str]]:
    """What is stated as yes and as no; `stated` is how many say anything of the kind."""
    if rng.random() >= stated:
        return frozenset(), frozenset()
    yes = _drawn(shares, rng)
    no = _drawn(dict.fromkeys(shares, refused), rng)
    return yes, no - yes


def _licenses(profession: str, region: str, crowd: Crowd) -> tuple[License, ...]:
    rng = crowd.rng
    if crowd.vocabulary.professions[profession].regulated in {"no", "n/a"}:
        return ()
    regions = [region]
    if rng.random() < 0.1:
        regions.append(crowd.regions[int(rng.integers(0, len(crowd.regions)))])
    return tuple(_license(one, crowd) for one in dict.fromkeys(regions))


def _license(region: str, crowd: Crowd) -> License:
    rng = crowd.rng
    standing = (LicenseStatus.ACTIVE, LicenseStatus.NOT_CHECKED, LicenseStatus.EXPIRED)
    return License(
        region=region,
        status=standing[_pick((0.95, 0.03, 0.02), rng)],
        level="independent" if rng.random() < 0.9 else "supervised",
        expires_on=crowd.today + timedelta(days=int(rng.integers(-20, 720))),
        checked_on=crowd.today - timedelta(days=int(rng.integers(0, 360))),
    )


def _compact(profession: str, licenses: tuple[License, ...], crowd: Crowd) -> frozenset[str]:
    if profession not in COMPACTS or not licenses or crowd.rng.random() >= 0.15:
        return frozenset()
    count = int(crowd.rng.integers(3, 12))
    chosen = crowd.rng.choice(len(crowd.regions), count, replace=False)
    return frozenset(crowd.regions[number] for number in chosen.tolist())


def _methods(profession: str, crowd: Crowd) -> dict[str, ModalityLevel]:
    rng = crowd.rng
    chosen = _some(crowd.methods[profession], int(rng.poisson(4.1)), rng)
    levels = list(ModalityLevel)
    return {method: levels[_pick((0.3, 0.45, 0.25), rng)] for method in chosen}


def _money(rng: np.random.Generator) -> dict[str, Any]:
    fee = float(5 * rng.integers(12, 45)) if rng.random() < 0.7 else None
    slides = fee is not None and rng.random() < 0.35
    return {
        "fee": fee,
        "sliding_min": float(5 * rng.integers(4, 12)) if slides else None,
        "superbill": (None, True, False)[_pick((0.5, 0.3, 0.2), rng)],
    }


def _languages(rng: np.random.Generator) -> dict[str, LanguageLevel]:
    levels = list(LanguageLevel)
    found = {} if rng.random() < 0.05 else {"en": LanguageLevel.NATIVE}
    for code in sorted(_drawn(LANGUAGES, rng)):
        found[code] = levels[int(rng.integers(0, 3))]
    return found


def _capacity(rng: np.random.Generator, today: date) -> Capacity:
    status = list(CapacityStatus)[_pick((0.55, 0.2, 0.07, 0.18), rng)]
    said = status is not CapacityStatus.NOT_STATED
    return Capacity(
        status=status,
        wait_days=int(rng.integers(0, 60)) if said and rng.random() < 0.7 else None,
        confirmed_on=today - timedelta(days=int(rng.integers(0, 140))) if said else None,
        weekly_new=float(rng.integers(1, 4)),
        recent_30d=float(rng.poisson(1.2)),
    )


def _acceptance(rng: np.random.Generator) -> Acceptance:
    asked = int(rng.poisson(3))
    accepted = int(rng.binomial(asked, 0.7))
    return Acceptance(asked, accepted, int(rng.binomial(accepted, 0.6)))
