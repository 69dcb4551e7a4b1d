"""Has /readyz look at whether mail leaves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directory import db
from directory.mail.queries import longest_overdue
from directory.web import readiness

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

OVERDUE_AT_MOST = timedelta(minutes=10)


def init_app(app: Flask) -> None:
    """Say that the site is not ready where a mail has been due for more than ten minutes."""
    readiness.add_check(app, "mail", lambda: mail_leaves(app.extensions["settings"]))


def mail_leaves(settings: Settings) -> bool:
    """Whether mail that is due leaves in time; true where no server is set, as it waits then."""
    return not settings.mail_url or longest_overdue(db.session()) <= OVERDUE_AT_MOST
