"""How a mail leaves the process: by SMTP, onto the console of a demo, or not at all."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from directory.config import LOCAL_NAMES, Mode, SettingsError
from directory.console import say

if TYPE_CHECKING:
    from email.message import EmailMessage

    from directory.config import Settings

TIMEOUT_SECONDS = 20
SUBMISSION_PORT = 587
SUBMISSIONS_PORT = 465


class MailRefusedError(OSError):
    """The mail was not taken; it stays in the outbox and is tried again."""


class Mailer(Protocol):
    """Hands one message on. Raises MailRefusedError where it was not taken."""

    def send(self, message: EmailMessage) -> None:
        """Hand the message on."""


class NullMailer:
    """Sends nothing: mail waits in the outbox until somebody names a server."""

    def send(self, message: EmailMessage) -> None:
        """Refuse, so that nothing is lost."""
        del message
        raise MailRefusedError("No mail server is set: give DIRECTORY_MAIL_URL.")


class ConsoleMailer:
    """Prints the text of each mail: for a demo on this machine."""

    def send(self, message: EmailMessage) -> None:
        """Print it on stderr."""
        body = message.get_body(("plain",))
        text = body.get_content() if body else ""
        say(f"--- mail to {message['To']}: {message['Subject']}\n{text.rstrip()}\n---")


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Hands mail to a server over TLS; without TLS only on this very machine."""

    host: str
    port: int
    user: str
    password: str
    is_wrapped: bool

    def send(self, message: EmailMessage) -> None:
        """Hand it to the server; MailRefusedError for every way in which that can fail."""
        try:
            with self._connection() as connection:
                if self.user:
                    connection.login(self.user, self.password)
                connection.send_message(message)
        except (OSError, smtplib.SMTPException) as problem:
            # Its own text may repeat the address: the kind of problem is enough for a log.
            raise MailRefusedError(type(problem).__name__) from None

    def _connection(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.is_wrapped:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        if self.host not in LOCAL_NAMES:
            connection.starttls(context=context)
        return connection


def mailer_for(settings: Settings) -> Mailer:
    """The mailer that the settings name; SettingsError for an address that is none."""
    if settings.mail_url == "console:":
        return ConsoleMailer()
    if not settings.mail_url:
        return ConsoleMailer() if settings.mode is Mode.DEMO else NullMailer()
    parts = urlsplit(settings.mail_url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingsError(
            "DIRECTORY_MAIL_URL must be such as smtp://user:password@mail.example.org:587."
        )
    is_wrapped = parts.scheme == "smtps"
    return SmtpMailer(
        host=parts.hostname,
        port=parts.port or (SUBMISSIONS_PORT if is_wrapped else SUBMISSION_PORT),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_wrapped=is_wrapped,
    )
