"""How pages and mails of accounts say when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import format_date, format_time
from flask_babel import gettext as _

if TYPE_CHECKING:
    from datetime import datetime


def moment(value: datetime) -> str:
    """A day and a time to the minute, in the site's time zone."""
    return _("%(day)s, %(time)s", day=format_date(value, "long"), time=format_time(value, "short"))
