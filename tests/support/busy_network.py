"""The demo network on a busy day: of each kind of page behind sign-in there is one to look at."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from sqlalchemy import select

from directory import resources
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.curation.closed_sets import ReportKind
from directory.curation.emails import Sender
from directory.curation.reports import Said, report
from directory.interop.knowledge import knowledge
from directory.mail.models import OutgoingMail
from directory.mail.services import TRIES_AT_MOST, mark_refused
from directory.messages import services as messages
from directory.messages.closed_sets import ReportKind as MessageReportKind
from directory.messages.closed_sets import Side
from directory.messages.models import MessageConversation
from directory.network.edits import add_edits
from directory.network.in_force import WEIGHTS
from directory.network.unknown_words import tell
from directory.profiles.lifecycle import Move
from directory.profiles.proposals import propose
from directory.profiles.services import existing_drafts, move_listing
from directory.showcase.life import Stage, fill_with_life
from directory.vocabulary.overlay_rows import EditKind, RowEdit
from directory.web.one_time_keys import new_key
from tests.support.asking import send_question
from tests.support.drafts import save
from tests.support.every_page import ROLES, person_of
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy.orm import Session

REPORTED = CHANGED = "teo-lindqvist"
SUSPENDED, TWICE = "georgiana-frost", "pascal-oduor-finch"
QUESTIONS = (
    "Do you have room in the evenings? I would rather not be touched at the first visit.",
    "Is your entrance without steps?",
    "Could you write to me what a first visit costs?",
)
COLUMNS = "Full Name,Profession,License,License State,Specialties,Zip,Email"
SHEETS = (
    f"""{COLUMNS}
Ada Almquist,Professional counselor,LPC,CO,grief,80226,ada@example.org
Bruno Brantley,Wizard,,,low back pain,80226,
""",
    f"""{COLUMNS}
Cleo Carver,Massage therapist,,,low back pain,80226,cleo@example.org
""",
)
REASON = "Please say which training backs this, and when you last took somebody new."


def make_busy(app: Flask) -> None:
    """Give the demo network with its people their life, and each kind of thing that waits."""
    app.test_client_class = FlaskClient
    keys, settings = app.extensions["keys"], app.extensions["settings"]
    with app.extensions["database"].transaction() as session:
        stage = Stage(keys, settings, knowledge(session, settings))
        fill_with_life(session, resources.seed_data(), stage)
        _ask_for_reviews(session)
        _report(session, Sender(keys, settings))
        _be_misunderstood(session)
        _change_what_is_shown(session)
    _write_to_maya(app)
    _decide(app)
    _import(app)
    _park_a_mail(app)


def _ask_for_reviews(session: Session) -> None:
    newcomer = make_account(session, "asks@example.org", name="Ines Invented")
    draft = existing_drafts(session, [TWICE])[TWICE]
    unchecked = [
        replace(one, checked_on=None, checked_where="", number=f"{one.number}9")
        for one in draft.credentials
    ]
    about = "I promise a cure within three visits. Play at our casino bonus site afterwards."
    texts = replace(draft.texts, about=about)
    again = replace(draft, handle="ines-invented", credentials=tuple(unchecked), texts=texts)
    save(session, again)
    give_listing(session, newcomer.id, again.handle, Stewardship.OWNER)
    move_listing(session, again.handle, Move.SUBMIT)


def _report(session: Session, sender: Sender) -> None:
    for kind, words in (
        (ReportKind.OTHER, "The page says evenings. There are none."),
        (ReportKind.OTHER, "I asked twice about evenings."),
        (ReportKind.WRONG_NUMBER, "The number rings in a shop."),
    ):
        report(session, sender, REPORTED, Said(kind, words, f"{len(words):064d}"))


def _be_misunderstood(session: Session) -> None:
    for word in ("zorbeling", "brainspotting weekend"):
        tell(session, word)
    lower = RowEdit(EditKind.SET, WEIGHTS, "client", "trust", "0.01")
    add_edits(session, [lower], source="The meeting of May.", made_by="x")


def _write_to_maya(app: Flask) -> None:
    visitor = app.test_client()
    for words in QUESTIONS:
        send_question(visitor, "maya-okafor", words=words)
    with app.extensions["database"].transaction() as session:
        first = session.scalars(select(MessageConversation)).first()
        assert first is not None
        messages.report(session, first, Side.LISTING, next(iter(MessageReportKind)))


def _change_what_is_shown(session: Session) -> None:
    live = existing_drafts(session, [CHANGED])[CHANGED]
    wanted = replace(live, name="Teodor Lindqvist", texts=replace(live.texts, about="I listen."))
    propose(session, wanted, ["name", "texts"], ["identity"])


def _decide(app: Flask) -> None:
    curator = signed_in(app, person_of(app, ROLES["curator"]))
    for handle, action in ((SUSPENDED, "suspend"), ("maya-okafor", "ask-to-correct")):
        address = f"/curate/listings/{handle}/act"
        curator.post(address, {"action": action, "reason": REASON})
    curator.post(f"/curate/listings/{SUSPENDED}/restore", {"reason": "It was a mistake of ours."})


def _import(app: Flask) -> None:
    curator = signed_in(app, person_of(app, ROLES["curator"]))
    for sheet in SHEETS:
        form: dict[str, Any] = {
            "one_time_key": new_key(),
            "format": "",
            "file": (io.BytesIO(sheet.encode()), "theirs.csv"),
        }
        sent = curator.post("/curate/imports", form, content_type="multipart/form-data")
        curator.post(f"{sent.location}/finish", {})


def _park_a_mail(app: Flask) -> None:
    with app.extensions["database"].transaction() as session:
        mail = session.scalars(select(OutgoingMail)).first()
        assert mail is not None
        mail.tries = TRIES_AT_MOST
        mark_refused(session, mail.id, "550 there is no such mailbox")
