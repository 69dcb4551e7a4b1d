"""One member about whom every table holds something: each package fills its own tables here.

Whoever adds a table with something about people adds a function to FILLERS, or the test of
erasing says which table stayed empty. All text about the member holds the word CANARY.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.accounts.closed_sets import Attempt, Purpose, Stage, Stewardship
from directory.accounts.models import Account, Passkey, TwoPersonAct
from directory.accounts.services import links, sessions, tries
from directory.accounts.services.administration import give_listing, suspend
from directory.accounts.services.links import LinkFor
from directory.accounts.services.sessions import Browser
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.circle.contact import Contact
from directory.circle.models import CircleContact
from directory.circle.services import add_contact, offer_circle
from directory.mail.message import Mail
from directory.mail.services import put_out
from directory.matching.need import Kind
from directory.messages.closed_sets import ReportKind as MessageReportKind
from directory.messages.closed_sets import Side as MessageSide
from directory.messages.closed_sets import ThreadKind
from directory.messages.models import (
    MessageConversation,
    MessageEntry,
    MessageOpening,
    MessagePreference,
    MessageThread,
)
from directory.messages.sealed import Wishes, sealed_answer, sealed_wishes, sealed_words
from directory.profiles.closed_sets import CaseKind
from directory.profiles.models import (
    AddressGrant,
    Case,
    CaseListing,
    Listing,
    Photo,
    Place,
    ProposedChange,
)
from directory.profiles.services import AffiliationDraft, keep_apart, save_affiliations
from directory.referrals.closed_sets import Move, Outcome, ReachedBy, Side, SignedBy
from directory.referrals.closed_sets import Purpose as OpenedFor
from directory.referrals.content import Content, Plan, Wanted
from directory.referrals.sealed import Outside
from directory.referrals.services import talking, visiting
from directory.referrals.services.around import Around, By
from directory.referrals.services.consenting import ConsentDraft, record_consent
from directory.referrals.services.drafting import Draft, NameDraft, begin, note_opening
from directory.referrals.services.moving import Doing, move
from directory.trust.closed_sets import RelationKind
from directory.trust.models import MemberCheck
from directory.trust.relations import declare
from directory.trust.services import VouchDraft, save_vouches
from tests.support.drafts import full_draft, plain_draft, save
from tests.support.held_by_curators import fill_curation
from tests.support.held_by_imports import fill_imports
from tests.support.held_by_noticeboard import fill_noticeboard
from tests.support.members import Person, add_factor, make_account

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing

CANARY = "zyxcanary"
EMAIL = f"{CANARY}@example.org"


@dataclass(frozen=True, slots=True)
class Held:
    """Where to fill in: the member, and one who stays."""

    app: Flask
    session: Session
    account_id: int
    listing_id: int
    other_account_id: int
    other_listing_id: int

    @property
    def keys(self) -> KeyRing:
        """The key ring of the app."""
        found: KeyRing = self.app.extensions["keys"]
        return found


def make_those_who_stay(session: Session) -> int:
    """A member, a center and a supervisor who are there before and after; the member's account."""
    save(session, plain_draft("stays"), plain_draft("sam"), plain_draft("the-house", Kind.CENTER))
    person = make_account(session, "stays@example.org", name="Somebody Else")
    give_listing(session, person.id, "stays", Stewardship.OWNER, verified_on=clock.today())
    session.flush()
    return person.id


def make_member(app: Flask, session: Session, other_account_id: int) -> Held:
    """The member with an account and a full listing of their own."""
    person = make_account(session, EMAIL, name=f"Maya {CANARY}")
    save(session, replace(full_draft(CANARY), name=f"Maya {CANARY}"))
    give_listing(session, person.id, CANARY, Stewardship.OWNER, verified_on=clock.today())
    ids = {row.handle: row.id for row in session.scalars(select(Listing))}
    return Held(app, session, person.id, ids[CANARY], other_account_id, ids["stays"])


def fill_accounts(held: Held) -> None:
    """Sessions, links, codes, tries, a passkey, acts of two people, mail, the log."""
    session, mine = held.session, held.account_id
    account = session.get_one(Account, mine)
    add_factor(held.app, session, make_person(held))
    sessions.start_session(session, mine, Stage.FULL, Browser(CANARY, CANARY))
    sessions.remember_browser(session, mine)
    links.make_link(session, LinkFor(purpose=Purpose.RESET, account_id=mine, email=EMAIL))
    invited = LinkFor(
        purpose=Purpose.INVITATION, email=f"friend@{CANARY}.org", name=CANARY, made_by_id=mine
    )
    links.make_link(session, invited)
    by_another = LinkFor(
        purpose=Purpose.INVITATION, email=EMAIL, name=CANARY, made_by_id=held.other_account_id
    )
    links.make_link(session, by_another)
    tries.note_try(session, held.keys, Attempt.PASSWORD, account=EMAIL, caller="address:x")
    session.add(
        Passkey(
            reference=new_reference(),
            account_id=mine,
            credential_id=CANARY.encode(),
            public_key=b"x",
            sign_count=0,
            name=CANARY,
            made_at=clock.now(),
        )
    )
    session.add_all((_act(held, concerned=mine), _act(held, proposed_by=mine)))
    mail = Mail(to=EMAIL, subject=CANARY, text=CANARY, html=CANARY)
    put_out(session, held.keys, mail, event="trial", base_url="https://example.org")
    suspend(session, held.keys, mine, reason=CANARY, actor=audit.OPERATOR)
    audit.record(session, held.keys, actor=account.reference, action="trial")


def fill_profiles(held: Held) -> None:
    """What no draft states: a photo, changes and cases, a center, an address given away."""
    session, mine = held.session, held.listing_id
    session.add(
        Photo(
            listing_id=mine,
            name="a" * 32,
            alternative=CANARY,
            small=b"x",
            large=CANARY.encode(),
            made_at=clock.now(),
        )
    )
    session.add(ProposedChange(listing_id=mine, parts=CANARY, proposed_at=clock.now()))
    case = Case(kind=next(iter(CaseKind)), evidence=CANARY, opened_at=clock.now())
    case.listings = [CaseListing(listing_id=mine), CaseListing(listing_id=held.other_listing_id)]
    session.add(case)
    keep_apart(session, CANARY, "stays")
    keep_apart(session, "stays", CANARY)
    works = AffiliationDraft(center="the-house", person=CANARY, role=CANARY)
    save_affiliations(session, [works], confirmed_by_both=True)
    place = session.scalars(select(Place).where(Place.listing_id == mine)).first()
    assert place is not None
    session.add(
        AddressGrant(
            reference=new_reference(),
            place_id=place.id,
            to_account_id=held.other_account_id,
            given_at=clock.now(),
        )
    )


def fill_trust(held: Held) -> None:
    """A vouch given, one received, and how the member was checked."""
    day = clock.today()
    drafts = [
        VouchDraft(
            voucher=CANARY, vouched="stays", basis="co-treated", given_on=day, issues=("grief",)
        ),
        VouchDraft(voucher="stays", vouched=CANARY, basis="co-treated", given_on=day, note=CANARY),
    ]
    save_vouches(held.session, drafts)
    held.session.add(MemberCheck(listing_id=held.listing_id, checked_on=day, checked_what=CANARY))


def fill_curated(held: Held) -> None:
    """What curators decided and checked, and what a center says of the member."""
    fill_curation(held, CANARY)


def fill_circle(held: Held) -> None:
    """A circle with notes, one who stays that knows the member, an offer, a declared relation."""
    session, mine, other = held.session, held.account_id, held.other_account_id
    contact = Contact(
        name=CANARY, email=EMAIL, sent_for=CANARY, notes=f"notes {CANARY}", tags=(CANARY,)
    )
    add_contact(session, held.keys, mine, contact)
    session.add(
        CircleContact(
            owner_id=other,
            listing_id=held.listing_id,
            name=CANARY,
            made_at=clock.now(),
            changed_at=clock.now(),
        )
    )
    offer_circle(session, held.keys, mine, other, with_notes=True)
    declare(session, CANARY, "stays", RelationKind.HOUSEHOLD, on=clock.today())


def fill_referrals(held: Held) -> None:
    """A referral of the member's own to somebody outside, and their part in another's."""
    session, around = held.session, Around(held.keys, held.app.extensions["settings"])
    content = Content(note=CANARY, wanted=Wanted(profession="massage-therapist"))
    outside = NameDraft(outside=Outside(CANARY, EMAIL), reached_by=ReachedBy.LINK)
    stays = NameDraft(listing_id=held.other_listing_id)
    mine = NameDraft(listing_id=held.listing_id)
    for sender_id, names in (
        (held.listing_id, (outside, stays)),
        (held.other_listing_id, (mine, stays)),
    ):
        said = CANARY if sender_id == held.listing_id else "somebody else's words"
        draft = Draft(content=replace(content, note=said), names=names)
        row = begin(session, around, sender_id, draft)
        sender = By(Side.SENDER, sender_id)
        consent = ConsentDraft(
            signed_on=clock.today(), expires_on=clock.today(), signed_by=SignedBy.SENDER_ATTESTS
        )
        record_consent(session, around, row, consent, sender)
        move(session, around, row, Move.SEND, sender)
        receiver = By(Side.RECEIVER, held.listing_id)
        move(session, around, row, Move.OPEN, receiver)
        note_opening(
            session, row, side=Side.RECEIVER, purpose=OpenedFor.CARE, listing_id=held.listing_id
        )
        talking.say(session, around, row, receiver, CANARY)
        move(session, around, row, Move.ACCEPT, receiver)
        talking.save_plan(session, around, row, sender, Plan(sender_does=said))
        move(session, around, row, Move.SCHEDULE, receiver)
        move(session, around, row, Move.BEGIN, receiver)
        visiting.confirm_visits(session, around, row, receiver, count=2)
        talking.propose_joint(session, around, row, sender, times=[clock.now()], minutes=60)
        doing = Doing(detail="partly", values={"outcome": Outcome.REFERRED_BACK})
        move(session, around, row, Move.CLOSE, receiver, doing=doing)
        talking.reflect(session, around, row, receiver, talking.Reflection(CANARY, CANARY))
    talking.promise_answer(session, held.listing_id, 3)


def fill_messages(held: Held) -> None:
    """A client's message to the member, opened and answered, and what the member takes."""
    session = held.session
    thread = MessageThread(
        reference=new_reference(),
        kind=ThreadKind.QUESTION,
        phrase_hash="a" * 64,
        wishes=b"",
        made_at=clock.now(),
        erase_on=clock.today() + timedelta(days=30),
    )
    thread.wishes = sealed_wishes(held.keys, thread, Wishes(call_me=CANARY))
    session.add(thread)
    session.flush()
    conversation = MessageConversation(
        reference=new_reference(),
        thread_id=thread.id,
        listing_id=held.listing_id,
        made_at=clock.now(),
        changed_at=clock.now(),
        reported_at=clock.now(),
        reported_by=MessageSide.CLIENT,
        report_kind=MessageReportKind.OTHER,
        report_closed_at=clock.now(),
    )
    conversation.report_answer = sealed_answer(held.keys, conversation, CANARY)
    session.add(conversation)
    session.flush()
    entry = MessageEntry(
        conversation_id=conversation.id,
        at=clock.now(),
        side=MessageSide.LISTING,
        words=sealed_words(held.keys, conversation, CANARY),
    )
    opening = MessageOpening(
        conversation_id=conversation.id,
        at=clock.now(),
        account_id=held.account_id,
        session_reference=new_reference(),
    )
    taken = MessagePreference(listing_id=held.listing_id, takes_messages=True, takes_network=True)
    session.add_all((entry, opening, taken))


def fill_imported(held: Held) -> None:
    """What imports hold."""
    fill_imports(held, CANARY)


def fill_notices(held: Held) -> None:
    """What the member put up on the noticeboard."""
    fill_noticeboard(held, CANARY)


FILLERS: tuple[Callable[[Held], None], ...] = (
    fill_accounts,
    fill_profiles,
    fill_trust,
    fill_curated,
    fill_circle,
    fill_referrals,
    fill_messages,
    fill_imported,
    fill_notices,
)


def make_person(held: Held) -> Person:
    """The member as the tests' support knows them."""
    return Person(held.account_id, EMAIL)


def _act(
    held: Held, *, concerned: int | None = None, proposed_by: int | None = None
) -> TwoPersonAct:
    mine = held.session.get_one(Account, held.account_id).reference
    return TwoPersonAct(
        reference=new_reference(),
        kind="trial",
        subject=mine if concerned else "another",
        details="{}",
        reason=CANARY if concerned else "a reason",
        concerned_id=concerned,
        proposed_by_id=proposed_by or held.other_account_id,
        proposed_at=clock.now(),
        expires_at=clock.now(),
    )
