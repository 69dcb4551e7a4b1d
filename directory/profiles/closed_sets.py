"""The closed sets of words that the facts of a listing are told in."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What a yes or a no is about."""

    PAYER = "payer"
    POPULATION = "population"
    PREFERENCE = "preference"
    ACCESS = "access"
    COLLABORATION = "collaboration"


class TermUse(StrEnum):
    """Why a listing names a term of the vocabulary without a yes or no."""

    REFERS_ON_FOR = "refers-on-for"
    PREFERS_NOT = "prefers-not"
    INTEGRATION = "integration"


class DatedFact(StrEnum):
    """The kinds of fact that are confirmed as a whole, on a day, by somebody."""

    AVAILABILITY = "availability"
    FEES = "fees"
    COVERAGE = "coverage"


class ConfirmedBy(StrEnum):
    """Who said that a fact is still so."""

    OWNER = "owner"
    CENTER = "center"
    CURATOR = "curator"
    IMPORT = "import"


class Backing(StrEnum):
    """What stands behind the statement that somebody works with an issue."""

    TRAINING = "training"
    CERTIFICATION = "certification"
    YEARS = "years"
    SUPERVISION = "supervision"
    LIVED_EXPERIENCE = "lived-experience"
    SELF_STATED = "self-stated"


class CredentialLevel(StrEnum):
    """What a title permits; the words of seed_data/vocabulary/credentials.csv."""

    INDEPENDENT = "independent"
    SUPERVISED = "supervised"
    CERTIFICATION = "certification"
    VOLUNTARY = "voluntary"
    ASSOCIATION = "association"
    UNLICENSED_LISTED = "unlicensed-listed"
    UNREGULATED = "unregulated"
    NONE = "none"


class ContactKind(StrEnum):
    """A way to reach somebody, beside the relay."""

    EMAIL = "email"
    PHONE = "phone"
    WEBSITE = "website"
    BOOKING = "booking"


class Audience(StrEnum):
    """Who may see a contact."""

    NOBODY = "nobody"
    PROFESSIONALS = "professionals"
    EVERYBODY = "everybody"


class Subject(StrEnum):
    """What changed about a listing: itself, or the vouches it gives."""

    LISTING = "listing"
    VOUCHES = "vouches"


class PracticeType(StrEnum):
    """What kind of practice somebody runs, where it matters to whoever comes."""

    MEDICAL = "medical"
    SPORTS = "sports"
    SPA = "spa"


class ProgramKind(StrEnum):
    """What several people come to together."""

    GROUP = "group"
    PROGRAM = "program"
    CLASS = "class"
    WORKSHOP = "workshop"


class CaseKind(StrEnum):
    """What a curator has to look into."""

    DUPLICATE_LICENCE = "duplicate-licence"
    NEAR_SAME_PERSON = "near-same-person"
    SUPERVISION_DENIED = "supervision-denied"


class RemovedBecause(StrEnum):
    """Why somebody is no longer here."""

    LEFT = "left"
    REMOVED = "removed"


class RemovedBy(StrEnum):
    """By which trait somebody who is gone would be known again."""

    EMAIL = "email"
    LICENCE = "licence"
    NAME_AND_TOWN = "name-and-town"


class DecisionKind(StrEnum):
    """What a curator decided about a listing."""

    PUBLISH = "publish"
    RETURN = "return"
    ASK_TO_CORRECT = "ask-to-correct"
    HIDE = "hide"
    SUSPEND = "suspend"
    RESTORE = "restore"
    ACCEPT_CHANGES = "accept-changes"
    RETURN_CHANGES = "return-changes"
    CHECK = "check"
    MERGE = "merge"
    SPLIT = "split"
    """Two listings that were made one are two again."""
    ANSWER = "answer"
    """What became of something that its owner told the curators."""


class CheckOutcome(StrEnum):
    """What stood where a credential was looked up."""

    GOOD_STANDING = "good-standing"
    PROOF_SEEN = "proof-seen"
    RESTRICTED = "restricted"
    EXPIRED = "expired"
    NOT_FOUND = "not-found"


class Doubt(StrEnum):
    """What speaks against a fact that a listing states, from real answers and from reports."""

    SAID_FULL = "said-full"
    OPENINGS_REPORTED = "openings-reported"
    TELEPHONE_REPORTED = "telephone-reported"
    PRESENCE_REPORTED = "presence-reported"
