"""The tables that can be imported: every column with how it is read and what it says.

seed_data/README.md documents the same columns, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from directory.interop import cells
from directory.interop.terms import member, word_of
from directory.matching.listing import (
    CapacityStatus,
    LanguageLevel,
    LicenseStatus,
    ModalityLevel,
)
from directory.matching.need import Kind
from directory.profiles.closed_sets import Backing, CredentialLevel, PracticeType, ProgramKind
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.listing import Visibility
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from directory.interop.terms import Terms

    Read = Callable[[Terms, str], Any]

PRESSURES = ("extremely light", "light", "medium", "firm", "deep", "extremely deep")
COLLABORATIONS = (
    "referrals",
    "joint-sessions",
    "shared-plans",
    "updates",
    "introductory-session",
)
INTEGRATIONS = ("same-roof", "shared-plan", "joint-sessions")
AFFILIATIONS = ("current", "former")
WISHES = (TermKind.ISSUE, TermKind.MODALITY, TermKind.POPULATION)


class Table(StrEnum):
    """A table of a network; also the name of its file, without `.csv`."""

    LISTINGS = "listings"
    PLACES = "places"
    CREDENTIALS = "credentials"
    TRAININGS = "trainings"
    SPECIALTIES = "specialties"
    COMMITMENTS = "commitments"
    PROGRAMS = "programs"
    AFFILIATIONS = "affiliations"
    VOUCHES = "vouches"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how a cell that is not empty is read, and whether one is demanded."""

    name: str
    read: Read
    is_required: bool = False


def _plain(read: Callable[[str], Any]) -> Read:
    return lambda _terms, cell: read(cell)


def _plain_list(read: Callable[[str], Any]) -> Read:
    return lambda _terms, cell: cells.listed(cell, read)


def _term(kind: TermKind) -> Read:
    return lambda terms, cell: terms.slug(kind, cell)


def _terms(*kinds: TermKind) -> Read:
    return lambda terms, cell: cells.listed(cell, partial(terms.slug_of_any, kinds))


def _region(terms: Terms, cell: str) -> str:
    return terms.region(cell)


def _jurisdiction(terms: Terms, cell: str) -> str:
    # A certificate of a national or international body holds in no place in particular.
    return "*" if cell == "*" else terms.region(cell)


def _regions(terms: Terms, cell: str) -> tuple[str, ...]:
    return cells.listed(cell, terms.region)


def _modality(terms: Terms, cell: str) -> tuple[str, ModalityLevel]:
    slug, level = cells.pair(cell)
    stated = member(ModalityLevel, level) if level else ModalityLevel.SOME
    return terms.slug(TermKind.MODALITY, slug), stated


def _modalities(terms: Terms, cell: str) -> tuple[tuple[str, ModalityLevel], ...]:
    return cells.listed(cell, partial(_modality, terms))


def _language(terms: Terms, cell: str) -> tuple[str, str]:
    code, level = cells.pair(cell)
    stated = member(LanguageLevel, level) if level else LanguageLevel.FLUENT
    return terms.slug(TermKind.LANGUAGE, code), stated.value


def _languages(terms: Terms, cell: str) -> tuple[tuple[str, str], ...]:
    return cells.listed(cell, partial(_language, terms))


def _practices(_terms: Terms, cell: str) -> tuple[tuple[str, str], ...]:
    return cells.listed(cell, _practice)


def _practice(item: str) -> tuple[str, str]:
    kind, backing = cells.pair(item)
    return member(PracticeType, kind).value, cells.line(backing)


def _basis(terms: Terms, cell: str) -> str:
    return word_of(terms.vocabulary.vouch_bases, cell)


def _commitment(_terms: Terms, cell: str) -> str:
    return cells.handle_of_name(cell)


def _one_of(*words: str) -> Read:
    return lambda _terms, cell: word_of(words, cell)


def _some_of(*words: str) -> Read:
    return lambda _terms, cell: cells.listed(cell, partial(word_of, words))


def _member(kind: type[StrEnum]) -> Read:
    return lambda _terms, cell: member(kind, cell)


_HANDLE = _plain(cells.handle)
_NAME = _plain(cells.name)
_LINE = _plain(cells.line)
_WORD = _plain(cells.word)
_TEXT = _plain(cells.text)
_POSTAL_CODE = _plain(cells.postal_code)
_DAY = _plain(cells.day)
_YES_NO = _plain(cells.yes_or_no)
_COUNT = _plain(cells.whole_number)

_LISTINGS = (
    Column("handle", _HANDLE),
    Column("kind", _member(Kind)),
    Column("name", _NAME, is_required=True),
    Column("pronouns", _WORD),
    Column("professions", _terms(TermKind.PROFESSION), is_required=True),
    Column("credential_title", _WORD),
    Column("credential_jurisdiction", _jurisdiction),
    Column("credential_number", _WORD),
    Column("credential_level", _member(CredentialLevel)),
    Column("credential_status", _member(LicenseStatus)),
    Column("credential_expires_on", _DAY),
    Column("credential_checked_on", _DAY),
    Column("supervisor_name", _NAME),
    Column("focus_issues", _terms(TermKind.ISSUE)),
    Column("also_issues", _terms(TermKind.ISSUE)),
    Column("modalities", _modalities),
    Column("place_label", _WORD),
    Column("street", _LINE),
    Column("city", _WORD),
    Column("region", _region),
    Column("postal_code", _POSTAL_CODE),
    Column("country", _plain(cells.country)),
    Column("place_visibility", _member(Visibility)),
    Column("home_visit_km", _plain(cells.number)),
    Column("online_regions", _regions),
    Column("availability", _member(CapacityStatus)),
    Column("wait_days", _COUNT),
    Column("weekly_openings", _COUNT),
    Column("availability_confirmed_on", _DAY),
    Column("weekly_times", _plain_list(cells.weekly_time)),
    Column("payers_yes", _terms(TermKind.PAYER)),
    Column("payers_no", _terms(TermKind.PAYER)),
    Column("payers_confirmed_on", _DAY),
    Column("fee", _plain(cells.money)),
    Column("fee_currency", _plain(cells.currency)),
    Column("fee_minutes", _plain(cells.minutes)),
    Column("sliding_min", _plain(cells.money)),
    Column("superbill", _YES_NO),
    Column("fees_confirmed_on", _DAY),
    Column("session_lengths", _plain_list(cells.minutes)),
    Column("languages", _languages),
    Column("populations", _terms(TermKind.POPULATION)),
    Column("populations_no", _terms(TermKind.POPULATION)),
    Column("populations_focus", _terms(TermKind.POPULATION)),
    Column("preferences_yes", _terms(TermKind.PREFERENCE)),
    Column("preferences_no", _terms(TermKind.PREFERENCE)),
    Column("access_yes", _terms(TermKind.ACCESS)),
    Column("access_no", _terms(TermKind.ACCESS)),
    Column("pressure_from", _one_of(*PRESSURES)),
    Column("pressure_to", _one_of(*PRESSURES)),
    Column("setting", _TEXT),
    Column("strong_emotion", _TEXT),
    Column("about", _TEXT),
    Column("approach", _TEXT),
    Column("provides", _TEXT),
    Column("does_not_provide", _TEXT),
    Column("refers_on_for", _terms(TermKind.ISSUE, TermKind.MODALITY)),
    Column("first_visit", _TEXT),
    Column("boundaries", _TEXT),
    Column("friends_and_family", _TEXT),
    Column("collaboration_yes", _some_of(*COLLABORATIONS)),
    Column("collaboration_no", _some_of(*COLLABORATIONS)),
    Column("prefers_not", _terms(*WISHES)),
    Column("do_not_match_with", _plain_list(cells.handle)),
    Column("integration", _some_of(*INTEGRATIONS)),
    Column("joined_on", _DAY),
    Column("confirmed_on", _DAY),
    Column("invented", _YES_NO),
    Column("status", _member(ListingStatus)),
    Column("founding", _YES_NO),
    Column("conversion_practice", _YES_NO),
    Column("contact_email", _plain(cells.email)),
    Column("contact_phone", _WORD),
    Column("shown_phone", _WORD),
    Column("website", _plain(cells.web_address)),
    Column("booking_page", _plain(cells.web_address)),
    Column("practices", _practices),
    Column("referrals_asked", _COUNT),
    Column("referrals_accepted", _COUNT),
    Column("referrals_closed", _COUNT),
    Column("referrals_recent_30d", _plain(cells.number)),
)

_PLACES = (
    Column("listing", _HANDLE, is_required=True),
    Column("label", _WORD),
    Column("street", _LINE),
    Column("city", _WORD),
    Column("region", _region),
    Column("postal_code", _POSTAL_CODE),
    Column("country", _plain(cells.country)),
    Column("visibility", _member(Visibility)),
    Column("center", _HANDLE),
)

_CREDENTIALS = (
    Column("listing", _HANDLE, is_required=True),
    Column("profession", _term(TermKind.PROFESSION), is_required=True),
    Column("jurisdiction", _jurisdiction, is_required=True),
    Column("title", _WORD, is_required=True),
    Column("level", _member(CredentialLevel)),
    Column("status", _member(LicenseStatus)),
    Column("body", _LINE),
    Column("number", _WORD),
    Column("expires_on", _DAY),
    Column("checked_on", _DAY),
    Column("checked_where", _LINE),
    Column("supervisor", _HANDLE),
    Column("supervisor_name", _NAME),
    Column("compact", _YES_NO),
)

_TRAININGS = (
    Column("listing", _HANDLE, is_required=True),
    Column("what", _LINE, is_required=True),
    Column("school", _LINE),
    Column("country", _WORD),
    Column("year", _COUNT),
    Column("hours", _COUNT),
    Column("level", _WORD),
    Column("instructor", _NAME),
    Column("issues", _terms(TermKind.ISSUE)),
    Column("modalities", _terms(TermKind.MODALITY)),
)

_SPECIALTIES = (
    Column("listing", _HANDLE, is_required=True),
    Column("issue", _term(TermKind.ISSUE), is_required=True),
    Column("focus", _YES_NO),
    Column("backing", _member(Backing)),
    Column("detail", _LINE),
)

_COMMITMENTS = (
    Column("listing", _HANDLE, is_required=True),
    Column("commitment", _commitment, is_required=True),
    Column("backing", _LINE),
)

_PROGRAMS = (
    Column("listing", _HANDLE, is_required=True),
    Column("title", _NAME, is_required=True),
    Column("kind", _member(ProgramKind)),
    Column("for_whom", _LINE),
    Column("schedule", _LINE),
    Column("price", _LINE),
    Column("about", _TEXT),
)

_AFFILIATIONS = (
    Column("center", _HANDLE, is_required=True),
    Column("practitioner", _HANDLE, is_required=True),
    Column("role", _WORD),
    Column("status", _one_of(*AFFILIATIONS)),
    Column("since", _DAY),
)

_VOUCHES = (
    Column("from", _HANDLE, is_required=True),
    Column("to", _HANDLE, is_required=True),
    Column("basis", _basis, is_required=True),
    Column("given_on", _DAY, is_required=True),
    Column("issues", _terms(TermKind.ISSUE)),
    Column("modalities", _terms(TermKind.MODALITY)),
    Column("private", _YES_NO),
    Column("revoked_on", _DAY),
    Column("note", _TEXT),
)

COLUMNS: dict[Table, tuple[Column, ...]] = {
    Table.LISTINGS: _LISTINGS,
    Table.PLACES: _PLACES,
    Table.CREDENTIALS: _CREDENTIALS,
    Table.TRAININGS: _TRAININGS,
    Table.SPECIALTIES: _SPECIALTIES,
    Table.COMMITMENTS: _COMMITMENTS,
    Table.PROGRAMS: _PROGRAMS,
    Table.AFFILIATIONS: _AFFILIATIONS,
    Table.VOUCHES: _VOUCHES,
}
"""In the order in which they are read: what is referred to comes first."""
