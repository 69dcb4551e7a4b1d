"""What curators and centers hold about a member, for the test that erases one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.models import Account
from directory.accounts.tokens import new_reference
from directory.curation.closed_sets import ReportKind
from directory.curation.models import (
    FreshnessReminder,
    HelpLineCheck,
    ListingMerge,
    ListingReport,
    NotDuplicate,
    ReportVoice,
)
from directory.curation.sealed import sealed_record, sealed_words
from directory.desk.models import ManagerInvitation
from directory.profiles.closed_sets import CheckOutcome, DecisionKind, Doubt
from directory.profiles.decisions import record_decision
from directory.profiles.doubts import raise_doubt
from directory.profiles.licence_checks import Found, add_evidence, record_check
from directory.profiles.models import (
    AffiliationRefusal,
    CenterService,
    Credential,
    IntegrationBacking,
    Listing,
)

if TYPE_CHECKING:
    from tests.support.held import Held


def fill_curation(held: Held, canary: str) -> None:
    """A decision, a check with its file, a service at a center, a refusal, invitations."""
    session, mine = held.session, held.listing_id
    account = session.get_one(Account, held.account_id)
    record_decision(session, canary, DecisionKind.RETURN, reason=canary, made_by="x")
    credential = session.scalars(select(Credential).where(Credential.listing_id == mine)).first()
    assert credential is not None
    reference = new_reference()
    found = Found(
        outcome=CheckOutcome.GOOD_STANDING,
        looked_at=canary,
        checked_on=clock.today(),
        number=canary,
        expires_on=None,
        note=canary,
    )
    key = (credential.profession, credential.jurisdiction, credential.title)
    record_check(session, canary, key, found, reference=reference, checked_by="x")
    add_evidence(session, held.keys, reference, "image/png", canary.encode())
    house = session.scalars(select(Listing.id).where(Listing.handle == "the-house")).one()
    session.add(IntegrationBacking(listing_id=mine, way="same-roof", backing=canary))
    session.add(AffiliationRefusal(center_id=house, person_id=mine, refused_on=clock.today()))
    session.add(
        CenterService(
            reference=new_reference(),
            center_id=house,
            person_id=mine,
            credential_id=credential.id,
            modality="emdr",
            detail=canary,
        )
    )
    session.add(
        ManagerInvitation(
            reference=new_reference(),
            center_handle="the-house",
            email=account.email,
            made_by_id=held.account_id,
            made_at=clock.now(),
        )
    )
    session.add(
        HelpLineCheck(line="a" * 16, checked_on=clock.today(), checked_by=account.reference)
    )
    session.flush()
    _fill_upkeep(held, canary)


def _fill_upkeep(held: Held, canary: str) -> None:
    """A doubt, a reminder, a report with words, a pair that is two, a merge."""
    session, mine, now = held.session, held.listing_id, clock.now()
    raise_doubt(session, canary, Doubt.SAID_FULL)
    session.add(FreshnessReminder(listing_id=mine, confirmed_on=clock.today(), day=75, made_at=now))
    report = ListingReport(
        reference=new_reference(),
        listing_id=mine,
        kind=ReportKind.OTHER,
        opened_at=now,
        voices=1,
    )
    session.add(report)
    session.flush()
    session.add(
        ReportVoice(
            report_id=report.id,
            phrase_hash="a" * 64,
            words=sealed_words(held.keys, "a" * 64, canary),
            words_hash="b" * 64,
            made_at=now,
        )
    )
    first, second = sorted((mine, held.other_listing_id))
    session.add(
        NotDuplicate(listing_id=first, other_id=second, decided_on=clock.today(), decided_by="x")
    )
    reference = new_reference()
    session.add(
        ListingMerge(
            reference=reference,
            kept_id=held.other_listing_id,
            gone_id=mine,
            merged_at=now,
            merged_by="x",
            record=sealed_record(held.keys, reference, canary),
        )
    )
    session.flush()
