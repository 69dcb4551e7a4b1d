"""The page of one listing for a curator: what stands in the way, what to look at, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import format_date
from flask_babel import gettext as _

from directory import clock
from directory.accounts.queries import active_curators
from directory.accounts.services.stewardship import stewards_of
from directory.curation.blueprint import CURATE, keys
from directory.curation.credential_reference import reference_of
from directory.curation.own import is_own
from directory.curation.requirements import Known, Obstacle, against_publication, high_risk_issues
from directory.curation.wording import (
    decision_words,
    obstacle_words,
    outcome_words,
    status_words,
)
from directory.profiles import queries
from directory.profiles.address_grants import own_places
from directory.profiles.closed_sets import DecisionKind, RemovedBecause
from directory.profiles.decisions import decisions_about
from directory.profiles.licence_checks import checks_of
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.removed import removal_of
from directory.profiles.services import existing_drafts
from directory.search.wording import licence_fact

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.curation.requirements import Standing
    from directory.curation.tasks import Asking
    from directory.profiles.licence_checks import Check
    from directory.profiles.listing import PublicCredential, PublishedListing
    from directory.search.wording import Fact, Translator
    from directory.vocabulary.terms import Vocabulary

OFFERED: dict[ListingStatus, tuple[DecisionKind, ...]] = {
    ListingStatus.DRAFT: (DecisionKind.ASK_TO_CORRECT,),
    ListingStatus.IN_REVIEW: (DecisionKind.RETURN,),
    ListingStatus.PUBLISHED: (
        DecisionKind.ASK_TO_CORRECT,
        DecisionKind.HIDE,
        DecisionKind.SUSPEND,
    ),
    ListingStatus.PAUSED: (DecisionKind.ASK_TO_CORRECT, DecisionKind.HIDE, DecisionKind.SUSPEND),
    ListingStatus.SUSPENDED: (),
    ListingStatus.WITHDRAWN: (),
}
"""What a curator may do with a reason, by where the listing stands; the mildest first."""


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Something that stands against publication, what to do about it, and where."""

    what: str
    why: str
    href: str


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """A credential of the listing, and what clients read of it."""

    title: str
    lines: tuple[str, ...]
    badge: Fact
    href: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a curator may do with a reason."""

    value: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingPage:
    """Everything that templates/curation/listing.html shows beside the listing itself."""

    handle: str
    name: str
    is_center: bool
    address: str
    standing: str
    is_own: bool
    is_in_review: bool
    is_suspended: bool
    suspended_reason: str
    has_hidden_address: bool
    in_the_way: tuple[InTheWay, ...]
    alarms: tuple[str, ...]
    high_risk: tuple[str, ...]
    credentials: tuple[CredentialLine, ...]
    actions: tuple[Action, ...]
    checks: tuple[tuple[str, ...], ...]
    evidence: tuple[tuple[str, str], ...]
    decisions: tuple[tuple[str, ...], ...]


def listing_page(asking: Asking, handle: str, say: Translator) -> ListingPage:
    """The page of a listing in any state. Raises RecordNotFound where there is none."""
    session, vocabulary = asking.session, asking.vocabulary
    listing = queries.previewed_listing(session, handle)
    status = queries.listing_statuses(session, (handle,))[handle]
    checks = checks_of(session, handle)
    known = Known(
        checks=checks,
        vocabulary=vocabulary,
        now=clock.now(),
        curators=active_curators(session),
    )
    own = is_own(asking.member, handle)
    decisions = decisions_about(session, handle)
    return ListingPage(
        handle=handle,
        name=listing.name,
        is_center=listing.kind == "center",
        address=f"{CURATE}/listings/{handle}",
        standing=status_words(status),
        is_own=own,
        is_in_review=status is ListingStatus.IN_REVIEW,
        is_suspended=status is ListingStatus.SUSPENDED,
        suspended_reason=next(
            (item.reason for item in decisions if item.kind is DecisionKind.SUSPEND), ""
        ),
        has_hidden_address=bool(own_places(session, (handle,))),
        in_the_way=tuple(
            _in_the_way(item, listing, vocabulary) for item in against_publication(listing, known)
        ),
        alarms=alarms(session, handle),
        high_risk=_high_risk(listing, vocabulary),
        credentials=tuple(_credential(item, handle, say) for item in listing.credentials),
        actions=() if own else tuple(action(kind) for kind in OFFERED[status]),
        checks=tuple(_check_row(check) for check in checks),
        evidence=tuple(
            (check.reference, f"{check.credential[2]}, {format_date(check.checked_on)}")
            for check in checks
            if check.evidence
        ),
        decisions=tuple(
            (
                decision_words(item.kind),
                format_date(item.made_at),
                item.reason,
                format_date(item.seen_at) if item.seen_at else _("not yet"),
            )
            for item in decisions
        ),
    )


def action(kind: DecisionKind) -> Action:
    """What a curator may choose, and what it does, in words."""
    label, hint = {
        DecisionKind.RETURN: (
            _("Send it back"),
            _("It becomes a private draft again. They correct it and ask anew."),
        ),
        DecisionKind.ASK_TO_CORRECT: (
            _("Ask to correct"),
            _("Nothing changes for clients. They read it on their desk."),
        ),
        DecisionKind.HIDE: (
            _("Hide it until corrected"),
            _("Gone at the next request. It comes back through a review."),
        ),
        DecisionKind.SUSPEND: (
            _("Suspend at once"),
            _("Gone at the next request, and signed out. Two curators bring it back."),
        ),
    }[kind]
    return Action(kind.value, label, hint)


def _in_the_way(standing: Standing, listing: PublishedListing, vocabulary: Vocabulary) -> InTheWay:
    what, why = obstacle_words(standing, vocabulary)
    href = f"{CURATE}/listings/{listing.handle}#credentials"
    if standing.obstacle is Obstacle.NOBODY_LISTED:
        href = f"{CURATE}/listings/{listing.handle}#shown"
    elif listing.credentials:
        first = _about(standing, listing, vocabulary)
        href = f"{CURATE}/listings/{listing.handle}/credentials/{_reference(first)}"
    # The list puts its own stop behind what is in the way.
    return InTheWay(what.rstrip("."), why, href)


def _about(
    standing: Standing, listing: PublishedListing, vocabulary: Vocabulary
) -> PublicCredential:
    """The credential at which something in the way is cleared: the nearest, else the first."""
    if standing.about not in vocabulary.professions:
        return next(
            (item for item in listing.credentials if item.title == standing.about),
            listing.credentials[0],
        )
    names = {standing.about, *vocabulary.profession_ancestors(standing.about)}
    return next(
        (item for item in listing.credentials if item.profession in names), listing.credentials[0]
    )


def _reference(item: PublicCredential) -> str:
    return reference_of((item.profession, item.jurisdiction, item.title))


def alarms(session: Session, handle: str) -> tuple[str, ...]:
    """What to look at first: who was removed and comes back, then words that stand out."""
    draft = existing_drafts(session, (handle,))[handle]
    emails = [one.email for one in stewards_of(session, handle)]
    gone = {removal_of(session, keys(), draft, email=email) for email in (*emails, "")}
    came_back = (
        (_("Somebody with this e-mail address, licence or name and town was removed for good."),)
        if RemovedBecause.REMOVED in gone
        else ()
    )
    return (*came_back, *draft.needs_review)


def _high_risk(listing: PublishedListing, vocabulary: Vocabulary) -> tuple[str, ...]:
    risky = high_risk_issues(vocabulary)
    return tuple(
        vocabulary.issues[item.issue].label for item in listing.specialties if item.issue in risky
    )


def _credential(item: PublicCredential, handle: str, say: Translator) -> CredentialLine:
    number = _("Number: %(number)s", number=item.number) if item.number else _("No number given")
    supervised = ""
    if item.supervisor_name:
        supervised = (
            _("Supervised by %(name)s, who confirmed it", name=item.supervisor_name)
            if item.supervisor_confirmed
            else _("Supervised by %(name)s, not confirmed yet", name=item.supervisor_name)
        )
    return CredentialLine(
        title=f"{item.title}, {item.jurisdiction}" if item.jurisdiction != "*" else item.title,
        lines=tuple(line for line in (item.body, number, supervised) if line),
        badge=licence_fact(say, item, today=clock.today()),
        href=f"{CURATE}/listings/{handle}/credentials/{_reference(item)}",
    )


def _check_row(check: Check) -> tuple[str, ...]:
    return (
        check.credential[2],
        outcome_words(check.outcome),
        check.looked_at,
        format_date(check.checked_on),
        check.checked_by,
        check.note,
    )
