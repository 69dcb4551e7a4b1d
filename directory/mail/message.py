"""A mail as a value, and how it is written out for the wire."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_LINE_BREAKS = re.compile(r"[\r\n\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail to one person; subject and recipient hold no line breaks."""

    to: str
    subject: str
    text: str
    html: str

    def __post_init__(self) -> None:
        """Refuse what would add a header or a recipient."""
        if _LINE_BREAKS.search(self.to) or _LINE_BREAKS.search(self.subject) or "," in self.to:
            raise ValueError("A mail goes to one address and has a subject of one line.")


def written_out(mail: Mail, *, sender: str, message_id: str, at: datetime) -> EmailMessage:
    """The message with its headers; the same `message_id` every time it is sent again."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
