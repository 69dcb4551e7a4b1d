"""The mails of upkeep: each leads to one page, and says nothing of what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.mail.services import put_out
from directory.mail.writing import written
from directory.network.in_force import site_name

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.keys.ring import KeyRing

STILL_TRUE = "still-true"
REPORT = "report-about-you"
REMOVE = "remove-me"
VOUCH = "vouch-on-hold"
DESK = "on-your-desk"


@dataclass(frozen=True, slots=True)
class Sender:
    """What a mail needs of the app, with or without a request."""

    keys: KeyRing
    settings: Settings

    def send(self, session: Session, event: str, to: str, path: str) -> None:
        """Put a mail of this event into the outbox, leading to this page of ours; flushes."""
        name = site_name(session, self.settings)
        mail = written(self.settings, event, to, path, name=name)
        put_out(session, self.keys, mail, event=event, base_url=self.settings.base_url)
