"""What people type into the pages of referrals, read and checked; each rule is written once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from directory import clock
from directory.accounts.forms import FieldError, is_email, plain_email, plain_line
from directory.identity_check.findings import WHY
from directory.referrals.content import Content, Fallback, Plan, Updates, Wanted
from directory.search.lookup import UnknownTermError, find_slug
from directory.vocabulary.terms import TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from directory.identity_check.checking import IdentityChecker
    from directory.identity_check.findings import Finding
    from directory.profiles.listing import PublishedListing
    from directory.referrals.words import ReferralWords
    from directory.vocabulary.terms import Vocabulary

    class Form(Protocol):
        """A form as it was sent."""

        def get(self, key: str, /) -> str | None:
            """The first value of a field."""

        def getlist(self, key: str, /) -> list[str]:
            """All values of a field."""
            ...


LINE_AT_MOST = 120
TEXT_AT_MOST = 1500
NAMES_AT_MOST = 5
VISITS_AT_MOST = 100
MINUTES = (15, 240)
CONSENT_AT_MOST_DAYS = 365
CHECKED_TEXTS = ("i_keep", "note", "code")
_CODE = re.compile(r"[\w .#-]{0,20}")
_PHONE = re.compile(r"[\d\s()+./x-]{5,30}")


class Fields:
    """A form as it was sent, and what is wrong about it."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.errors: list[FieldError] = []
        self.findings: dict[str, tuple[Finding, ...]] = {}

    def line(self, name: str, at_most: int = LINE_AT_MOST) -> str:
        """One line, cut to its length."""
        return plain_line(self._form.get(name) or "")[:at_most]

    def text(self, name: str) -> str:
        """Several lines; too many characters are refused, not cut."""
        text = (self._form.get(name) or "").replace("\r\n", "\n").strip()
        if len(text) > TEXT_AT_MOST:
            self.refuse(name, _("Use at most %(count)s characters.", count=TEXT_AT_MOST))
        return text

    def one_of(self, name: str, known: Iterable[str]) -> str:
        """The chosen one of these, or "" for anything else."""
        chosen = self._form.get(name) or ""
        return chosen if chosen in set(known) else ""

    def some_of(self, name: str, known: Iterable[str]) -> tuple[str, ...]:
        """Those of these that were ticked, in their own order."""
        sent = set(self._form.getlist(name))
        return tuple(one for one in known if one in sent)

    def is_ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return self._form.get(name) == "yes"

    def number(self, name: str, least: int, most: int) -> int | None:
        """A whole number in these bounds, or None where nothing was typed."""
        typed = self.line(name)
        if not typed:
            return None
        if not re.fullmatch(r"\d{1,4}", typed) or not least <= int(typed) <= most:
            message = _("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
            self.refuse(name, message)
            return None
        return int(typed)

    def day(self, name: str, *, least: date, most: date, needed: bool = True) -> date | None:
        """A day in these bounds."""
        typed = self.line(name)
        if not typed and not needed:
            return None
        try:
            found = date.fromisoformat(typed)
        except ValueError:
            self.refuse(name, _("Write a date as year-month-day, such as 2027-03-31."))
            return None
        if not least <= found <= most:
            message = _("Choose a date from %(least)s to %(most)s.", least=least, most=most)
            self.refuse(name, message)
            return None
        return found

    def refuse(self, name: str, message: str) -> None:
        """Keep a complaint about a field."""
        self.errors.append(FieldError(name, message))

    def check_identity(self, checker: IdentityChecker, texts: Mapping[str, str]) -> None:
        """Refuse what could tell who the client is, with the words and why, at its field."""
        for name, findings in checker.check_form(texts).items():
            self.findings[name] = findings
            first = findings[0]
            self.refuse(name, f"“{first.words}”: {_(WHY[first.kind])}")


@dataclass(frozen=True, slots=True)
class NameTyped:
    """One name of the list as it was typed and what it came to."""

    handle: str = ""
    outside_name: str = ""
    outside_email: str = ""
    by_paper: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The whole form of a referral."""

    content: Content
    names: tuple[NameTyped, ...]
    is_part2: bool
    errors: tuple[FieldError, ...]
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What reading a form needs to know."""

    vocabulary: Vocabulary
    words: ReferralWords
    listings: Mapping[str, PublishedListing]
    checker: IdentityChecker
    own_handles: tuple[str, ...]


def read_referral(form: Form, knows: Knowledge) -> Written:
    """Read the form of a referral."""
    fields = Fields(form)
    wanted = _wanted(fields, knows)
    content = Content(
        wanted=wanted,
        code=fields.line("code", 20),
        goals=fields.some_of("goals", knows.words.goals),
        pressure=fields.one_of("pressure", knows.words.pressures),
        joint_sessions=fields.is_ticked("joint_sessions"),
        i_keep=fields.text("i_keep"),
        note=fields.text("note"),
        fallback=_fallback(fields),
        updates=read_updates(fields),
    )
    names = _names(fields, knows)
    if not names:
        fields.refuse("name_1", _("Say whom to ask. Write a name as it stands on their page."))
    if not wanted.profession:
        fields.refuse("profession", _("Choose the profession that you ask for."))
    if not _CODE.fullmatch(content.code):
        fields.refuse("code", _("Use letters and digits of your own, at most 20."))
    fields.check_identity(knows.checker, {name: getattr(content, name) for name in CHECKED_TEXTS})
    return Written(
        content=content,
        names=names,
        is_part2=fields.is_ticked("is_part2"),
        errors=tuple(fields.errors),
        findings=fields.findings,
    )


def read_advice(form: Form, knows: Knowledge) -> Written:
    """Read a question to a colleague without a client."""
    fields = Fields(form)
    content = Content(
        note=fields.text("note"), may_become_referral=fields.is_ticked("may_become_referral")
    )
    names = _names(fields, knows)[:1]
    if not names:
        fields.refuse("name_1", _("Say whom to ask. Write a name as it stands on their page."))
    if not content.note:
        fields.refuse("note", _("Write your question, in general terms."))
    fields.check_identity(knows.checker, {"note": content.note})
    return Written(
        content=content,
        names=names,
        is_part2=False,
        errors=tuple(fields.errors),
        findings=fields.findings,
    )


def read_updates(fields: Fields) -> Updates:
    """When the sender hears."""
    hear = fields.some_of("hear", ("first_visit", "on_change", "at_end"))
    return Updates(
        first_visit="first_visit" in hear,
        every_visits=fields.number("every_visits", 1, VISITS_AT_MOST),
        on_change="on_change" in hear,
        at_end="at_end" in hear,
        back_after=fields.number("back_after", 1, VISITS_AT_MOST),
    )


def read_plan(form: Form, knows: Knowledge, orders: Mapping[str, str]) -> tuple[Plan, Fields]:
    """Read the shared plan; its texts are checked as all others are."""
    fields = Fields(form)
    today = clock.today()
    year = today + timedelta(days=CONSENT_AT_MOST_DAYS)
    review = fields.day("review_on", least=today, most=year, needed=False)
    ends = fields.day("permission_ends_on", least=today, most=year, needed=False)
    plan = Plan(
        sender_does=fields.text("sender_does"),
        receiver_does=fields.text("receiver_does"),
        rhythm=fields.one_of("rhythm", knows.words.rhythms),
        order=fields.one_of("order", orders),
        goals=fields.some_of("goals", knows.words.goals),
        review_on=review.isoformat() if review else "",
        permission_ends_on=ends.isoformat() if ends else "",
        updates=read_updates(fields),
    )
    if not plan.order:
        fields.refuse("order", _("Choose one of the orders."))
    texts = {"sender_does": plan.sender_does, "receiver_does": plan.receiver_does}
    fields.check_identity(knows.checker, texts)
    return plan, fields


def read_words(form: Form, checker: IdentityChecker, name: str = "words") -> tuple[str, Fields]:
    """Words for the thread: needed, and checked."""
    fields = Fields(form)
    text = fields.text(name)
    if not text:
        fields.refuse(name, _("Write something first."))
    fields.check_identity(checker, {name: text})
    return text, fields


def read_times(form: Form, time_zone: str) -> tuple[tuple[datetime, ...], int | None, Fields]:
    """Up to three moments for a joint session, in the site's time zone, and its minutes."""
    fields = Fields(form)
    moments = []
    for number in (1, 2, 3):
        typed = fields.line(f"time_{number}").replace(" ", "T")
        if not typed:
            continue
        try:
            moment = datetime.fromisoformat(typed).replace(tzinfo=ZoneInfo(time_zone))
        except ValueError:
            fields.refuse(f"time_{number}", _("Write a time as 2027-03-31 14:30."))
            continue
        if moment <= clock.now():
            fields.refuse(f"time_{number}", _("Choose a time to come."))
        moments.append(moment.astimezone(UTC))
    minutes = fields.number("minutes", *MINUTES)
    if not moments and not fields.errors:
        fields.refuse("time_1", _("Offer at least one time."))
    if minutes is None and not any(error.field == "minutes" for error in fields.errors):
        fields.refuse("minutes", _("Say how long the session is."))
    return tuple(moments), minutes, fields


def resolved_handle(typed: str, listings: Mapping[str, PublishedListing]) -> list[str]:
    """Handles of the published listings that are called so, or whose handle it is."""
    wanted = typed.casefold()
    if wanted in listings:
        return [wanted]
    return [handle for handle, one in listings.items() if one.name.casefold() == wanted]


def _wanted(fields: Fields, knows: Knowledge) -> Wanted:
    return Wanted(
        profession=fields.one_of("profession", knows.vocabulary.professions),
        issues=_terms(fields, "issues", TermKind.ISSUE, knows.vocabulary),
        modalities=_terms(fields, "modalities", TermKind.MODALITY, knows.vocabulary),
        setting=fields.one_of("setting", knows.words.settings),
        visits=fields.number("visits", 1, VISITS_AT_MOST),
        minutes=fields.number("minutes", *MINUTES),
        rhythm=fields.one_of("rhythm", knows.words.rhythms),
    )


def _terms(fields: Fields, name: str, kind: TermKind, vocabulary: Vocabulary) -> tuple[str, ...]:
    found = []
    for part in re.split(r"[,;\n]", fields.line(name, 400)):
        if not part.strip():
            continue
        try:
            found.append(find_slug(vocabulary, kind, part))
        except UnknownTermError as problem:
            terms = vocabulary.terms_of(kind)
            nearest = ", ".join(terms[slug].label for slug in problem.nearest)
            message = _("We do not know “%(typed)s”.", typed=part.strip())
            fields.refuse(name, f"{message} {_('Nearest: %(terms)s.', terms=nearest)}")
    return tuple(dict.fromkeys(found))


def _fallback(fields: Fields) -> Fallback:
    phone = fields.line("fallback_phone", 30)
    if phone and not _PHONE.fullmatch(phone):
        fields.refuse("fallback_phone", _("Write the practitioner’s phone number, or nothing."))
    return Fallback(name=fields.line("fallback_name"), phone=phone)


def _names(fields: Fields, knows: Knowledge) -> tuple[NameTyped, ...]:
    found: list[NameTyped] = []
    for number in range(1, NAMES_AT_MOST + 1):
        typed = fields.line(f"name_{number}")
        if typed:
            found += _listed(fields, f"name_{number}", typed, knows)
    outside, email = fields.line("outside_name"), plain_email(fields.line("outside_email", 254))
    if email and not is_email(email):
        fields.refuse("outside_email", _("This is no e-mail address, such as name@example.org."))
    if outside:
        by_paper = fields.one_of("outside_by", ("link", "paper")) == "paper"
        found.append(NameTyped(outside_name=outside, outside_email=email, by_paper=by_paper))
    elif email:
        fields.refuse("outside_name", _("Write the name of this colleague too."))
    return tuple(dict.fromkeys(found))


def _listed(fields: Fields, name: str, typed: str, knows: Knowledge) -> Sequence[NameTyped]:
    handles = resolved_handle(typed, knows.listings)
    if len(handles) == 1 and handles[0] in knows.own_handles:
        fields.refuse(name, _("This is you. Choose somebody else."))
    elif len(handles) == 1:
        return (NameTyped(handle=handles[0]),)
    elif handles:
        choices = ", ".join(handles)
        message = _("Several have this name. Write one of these: %(handles)s.", handles=choices)
        fields.refuse(name, message)
    else:
        message = _("Nobody of that name is listed. Write it as it stands on their page.")
        fields.refuse(name, message)
    return ()
