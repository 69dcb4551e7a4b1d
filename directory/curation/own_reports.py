"""What was reported about a member's own page, as lines of their desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.circle.waiting import Waiting
from directory.curation.report_queries import reports_for_owner
from directory.curation.report_words import kind_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.curation.report_queries import Report

OWN_REPORTS = "/desk/reports"


def own_reports(session: Session, member: Member) -> tuple[Report, ...]:
    """The reports about facts that wait for this member's answer, the oldest first."""
    handles = [handle for handle in (member.listing_handle, *member.center_handles) if handle]
    return reports_for_owner(session, handles) if handles else ()


def waiting_for(session: Session, member: Member) -> tuple[Waiting, ...]:
    """A line for each, which leads to the page with its two answers."""
    return tuple(
        Waiting(
            _("Reported about %(name)s: %(what)s.", name=one.name, what=kind_words(one.kind)),
            _("Answer"),
            f"{OWN_REPORTS}/{one.reference}",
        )
        for one in own_reports(session, member)
    )
