"""Mail leaves at least once, under one Message-ID, and what nobody takes holds nobody up."""

from __future__ import annotations

import socketserver
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory import clock
from directory.config import Mode, Settings, SettingsError
from directory.keys.ring import KeyRing
from directory.mail import services
from directory.mail.delivery import deliver_due
from directory.mail.mailers import (
    ConsoleMailer,
    MailRefusedError,
    NullMailer,
    SmtpMailer,
    mailer_for,
)
from directory.mail.message import Mail
from directory.mail.models import OutgoingMail
from tests.support.databases import SECRET
from tests.support.members import Postbox

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import EmailMessage

    from click.testing import Result

    from directory.db import Database

KEYS = KeyRing(SECRET)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = "Our network <site@example.org>"


class Refusing:
    """A mailer that takes nothing for some people."""

    def __init__(self, *refused: str) -> None:
        self.refused = refused
        self.messages: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> None:
        if message["To"] in self.refused:
            raise MailRefusedError("SMTPRecipientsRefused")
        self.messages.append(message)


def _put(database: Database, *people: str) -> None:
    for to in people:
        with database.transaction() as session:
            mail = Mail(to=to, subject="Grüße", text="Hello\n", html="<p>Hello</p>")
            services.put_out(
                session, KEYS, mail, event="trial", base_url="https://care.example.org"
            )


def _the_mail(database: Database) -> OutgoingMail:
    with database.session() as session:
        return session.scalars(select(OutgoingMail)).one()


def test_a_mail_goes_out_once_and_is_emptied(database: Database) -> None:
    _put(database, "ana@example.org")
    postbox = Postbox()

    sent = [deliver_due(database, KEYS, postbox, sender=SENDER) for _round in range(2)]

    assert sent == [1, 0]
    (message,) = postbox.messages
    assert message["From"] == SENDER
    assert message["Subject"] == "Grüße"
    assert message["Message-ID"].endswith("@care.example.org>")
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    with database.session() as session:
        assert session.scalars(select(OutgoingMail)).one().content is None


def test_a_refused_mail_is_tried_later_and_later_and_parked_after_eight_tries(
    database: Database,
) -> None:
    mailer = Refusing("poison@example.org")
    moments = []
    with clock.stopped(NOON):
        _put(database, "poison@example.org")
    now = NOON
    for _try in range(8):
        with clock.stopped(now):
            deliver_due(database, KEYS, mailer, sender=SENDER)
        row = _the_mail(database)
        moments.append(row.due_at - now)
        now = row.due_at
    row = _the_mail(database)

    assert [moment.total_seconds() / 60 for moment in moments] == [2, 4, 8, 16, 32, 64, 128, 256]
    assert row.parked_at is not None
    assert row.last_problem == "SMTPRecipientsRefused"
    with clock.stopped(now + timedelta(days=9)):
        assert deliver_due(database, KEYS, Postbox(), sender=SENDER) == 0


def test_a_poison_mail_holds_up_nobody(database: Database) -> None:
    mailer = Refusing("poison@example.org")
    _put(database, "poison@example.org", "ana@example.org", "ben@example.org")

    assert deliver_due(database, KEYS, mailer, sender=SENDER) == 2


def test_a_worker_that_died_loses_its_mail_to_the_next_under_the_same_id(
    database: Database,
) -> None:
    with clock.stopped(NOON):
        _put(database, "ana@example.org")
        with database.transaction() as session:
            taken = services.take_due(session, KEYS)
        assert taken
        assert deliver_due(database, KEYS, Postbox(), sender=SENDER) == 0
    postbox = Postbox()
    with clock.stopped(NOON + services.LEASE):
        assert deliver_due(database, KEYS, postbox, sender=SENDER) == 1

    assert postbox.messages[0]["Message-ID"] == taken.message_id


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ana@example.org\r\nBcc: all@example.net", "Hello"),
        ("ana@example.org", "Hello\nBcc: all@example.net"),
        ("ana@example.org, ben@example.org", "Hello"),
    ],
)
def test_a_header_cannot_be_smuggled_in(to: str, subject: str) -> None:
    with pytest.raises(ValueError, match="one address"):
        Mail(to=to, subject=subject, text="", html="")


class _SmtpSink(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take one mail."""

    def handle(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.taken.append(text.decode())  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            refuses = b"POISON" in word
            self.wfile.write(b"550 no\r\n" if refuses else b"250 sink\r\n")


@pytest.fixture
def sink() -> Iterator[tuple[int, list[str]]]:
    """An SMTP server on this machine: its port, and what it took."""
    with socketserver.TCPServer(("127.0.0.1", 0), _SmtpSink) as server:
        server.taken = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1], server.taken  # type: ignore[attr-defined]
        server.shutdown()
        thread.join(timeout=5)


def test_the_worker_hands_mail_to_a_server(
    database: Database,
    run: Callable[..., Result],
    environment: dict[str, str],
    sink: tuple[int, list[str]],
) -> None:
    port, taken = sink
    environment["DIRECTORY_MAIL_URL"] = f"smtp://127.0.0.1:{port}"
    _put(database, "ana@example.org", "poison@example.org")

    result = run("worker", "--once")

    assert result.stderr == "1 sent.\n"
    assert len(taken) == 1
    assert "To: ana@example.org" in taken[0]


def test_a_server_that_is_away_loses_nothing(
    database: Database, run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment["DIRECTORY_MAIL_URL"] = "smtp://127.0.0.1:9"
    _put(database, "ana@example.org")

    assert run("worker", "--once").stderr == "0 sent.\n"
    with database.session() as session:
        row = session.scalars(select(OutgoingMail)).one()
    assert row.content is not None
    assert row.last_problem == "ConnectionRefusedError"


def test_without_a_server_mail_waits_and_the_worker_says_so(run: Callable[..., Result]) -> None:
    result = run("worker", "--once")

    assert result.exit_code == 2
    assert "DIRECTORY_MAIL_URL" in result.stderr


def test_the_settings_choose_the_mailer() -> None:
    def chosen(mode: Mode, url: str) -> object:
        return mailer_for(Settings(mode=mode, mail_url=url))

    assert isinstance(chosen(Mode.PRODUCTION, ""), NullMailer)
    assert isinstance(chosen(Mode.DEMO, ""), ConsoleMailer)
    assert isinstance(chosen(Mode.PRODUCTION, "console:"), ConsoleMailer)
    assert chosen(Mode.PRODUCTION, "smtps://me:s%40crt@mail.example.org") == SmtpMailer(
        host="mail.example.org", port=465, user="me", password="s@crt", is_wrapped=True
    )
    with pytest.raises(SettingsError, match="DIRECTORY_MAIL_URL"):
        chosen(Mode.PRODUCTION, "http://mail.example.org")


def test_the_console_shows_the_words(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    _put(database, "ana@example.org")

    deliver_due(database, KEYS, ConsoleMailer(), sender=SENDER)

    assert "mail to ana@example.org: Grüße\nHello" in capsys.readouterr().err
