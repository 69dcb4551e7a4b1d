"""Where the tasks of the desk come from: each section reads what waits, and says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from directory.curation.blueprint import CURATE
from directory.curation.credential_reference import reference_of
from directory.curation.queries import CALL_AGAIN, help_lines
from directory.curation.tasks import (
    SHOWN_AT_ONCE,
    Section,
    Task,
    business_days_after,
    morning_of,
)
from directory.mail.services import parked_mails
from directory.matching.need import Kind
from directory.profiles import for_review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

LISTINGS = f"{CURATE}/listings"
DAYS_FOR_REVIEW = 3


def _to_review(asking: Asking) -> Iterator[Task]:
    for item in for_review.in_review(asking.session, limit=SHOWN_AT_ONCE):
        is_center = item.kind is Kind.CENTER
        yield Task(
            section="review",
            what=_("Review the center") if is_center else _("Review the profile"),
            about=item.name,
            href=f"{LISTINGS}/{item.handle}",
            since=item.since,
            due=business_days_after(item.since, DAYS_FOR_REVIEW),
            subject=item.handle,
        )


def _to_verify(asking: Asking) -> Iterator[Task]:
    for item in for_review.credentials_to_check(asking.session, asking.today, limit=SHOWN_AT_ONCE):
        title = item.credential[2]
        what = (
            _("Run out, so its badge is gone. Was it renewed? %(title)s", title=title)
            if item.is_expired
            else _("Check the licence: %(title)s", title=title)
        )
        yield Task(
            section="verify",
            what=what,
            about=item.name,
            href=f"{LISTINGS}/{item.handle}/credentials/{reference_of(item.credential)}",
            since=morning_of(item.due),
            due=morning_of(item.due),
            subject=item.handle,
        )


def _stale(asking: Asking) -> Iterator[Task]:
    for item in for_review.stale_listings(asking.session, asking.today, limit=SHOWN_AT_ONCE):
        is_hidden = item.hidden_on <= asking.today
        yield Task(
            section="stale",
            what=_("Hidden, since nobody confirmed its openings. Ask")
            if is_hidden
            else _("Nobody confirmed its openings for 90 days. Ask"),
            about=item.name,
            href=f"{LISTINGS}/{item.handle}?about=availability",
            since=morning_of(item.confirmed_on + for_review.STALE_FROM),
            due=morning_of(item.hidden_on),
            subject=item.handle,
        )


def _help_lines(asking: Asking) -> Iterator[Task]:
    """One task for all that are due: they are called one after the other on one page."""
    due = [
        item for item in help_lines(asking.session, asking.vocabulary) if item.is_due(asking.today)
    ]
    days = [asking.today if one.checked_on is None else one.checked_on + CALL_AGAIN for one in due]
    if days:
        yield Task(
            section="help-lines",
            what=ngettext(
                "Call %(num)s help line, and see whether it answers",
                "Call %(num)s help lines, and see whether they answer",
                len(due),
            ),
            about=", ".join(one.line.name for one in due[:3]),
            href=f"{CURATE}/help-lines",
            since=morning_of(min(days)),
            due=morning_of(min(days)),
        )


def _mail(asking: Asking) -> Iterator[Task]:
    for mail in parked_mails(asking.session):
        yield Task(
            section="mail",
            what=_("A mail could not be delivered"),
            about=mail.problem,
            href=f"{CURATE}/mail",
            since=mail.parked_at,
            due=business_days_after(mail.parked_at, 1),
        )


def _count_reviews(asking: Asking) -> int:
    return for_review.count_in_review(asking.session)


def _count_checks(asking: Asking) -> int:
    return for_review.count_credentials_to_check(asking.session, asking.today)


def _count_stale(asking: Asking) -> int:
    return for_review.count_stale_listings(asking.session, asking.today)


REVIEW = Section(
    "review", _l("To review"), _l("They asked to be public."), _to_review, _count_reviews
)
VERIFY = Section(
    "verify",
    _l("To verify"),
    _l("Licences never checked, or due again."),
    _to_verify,
    _count_checks,
)
STALE = Section("stale", _l("Gone stale"), _l("Openings nobody confirmed."), _stale, _count_stale)
HELP_LINES = Section(
    "help-lines", _l("Help lines"), _l("Each is called every 90 days."), _help_lines
)
MAIL = Section("mail", _l("Mail that failed"), _l("Tried eight times."), _mail)
