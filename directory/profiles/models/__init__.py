"""The tables of listings: facts about a practitioner or a center, each with source and date.

A yes/no fact is a row of `stated_facts`: yes, no, or no row at all, which is *not stated*. The
exact address of a place is in `place_exact`, which no query of search or publishing joins.
"""

from __future__ import annotations

from directory.profiles.models.center import (
    AffiliationRefusal,
    CenterService,
    IntegrationBacking,
)
from directory.profiles.models.credentials import (
    Credential,
    OfferedModality,
    Specialty,
    Training,
    TrainingIssue,
    TrainingModality,
)
from directory.profiles.models.decisions import LicenceCheck, LicenceEvidence, ListingDecision
from directory.profiles.models.doubts import ListingDoubt
from directory.profiles.models.facts import (
    Availability,
    Commitment,
    Confirmation,
    Contact,
    Fees,
    ListingTerm,
    Practice,
    Program,
    ReferralCounts,
    SessionLength,
    SpokenLanguage,
    StatedFact,
    WeeklyTimeRow,
)
from directory.profiles.models.listing import Affiliation, DoNotMatch, Listing, ListingProfession
from directory.profiles.models.photos import Photo
from directory.profiles.models.places import AddressGrant, OnlineRegion, Place, PlaceExact
from directory.profiles.models.removed import RemovedPerson
from directory.profiles.models.review import Case, CaseListing, ProposedChange
from directory.profiles.models.revision import DirectoryChange, DirectoryRevision

__all__ = [
    "AddressGrant",
    "Affiliation",
    "AffiliationRefusal",
    "Availability",
    "Case",
    "CaseListing",
    "CenterService",
    "Commitment",
    "Confirmation",
    "Contact",
    "Credential",
    "DirectoryChange",
    "DirectoryRevision",
    "DoNotMatch",
    "Fees",
    "IntegrationBacking",
    "LicenceCheck",
    "LicenceEvidence",
    "Listing",
    "ListingDecision",
    "ListingDoubt",
    "ListingProfession",
    "ListingTerm",
    "OfferedModality",
    "OnlineRegion",
    "Photo",
    "Place",
    "PlaceExact",
    "Practice",
    "Program",
    "ProposedChange",
    "ReferralCounts",
    "RemovedPerson",
    "SessionLength",
    "Specialty",
    "SpokenLanguage",
    "StatedFact",
    "Training",
    "TrainingIssue",
    "TrainingModality",
    "WeeklyTimeRow",
]
