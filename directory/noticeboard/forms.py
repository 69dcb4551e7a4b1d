"""What somebody types into a notice, read and checked; each complaint names field and remedy."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Protocol, TypeVar

from flask_babel import gettext as _

from directory.accounts.forms import FieldError, plain_line
from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Venue
from directory.noticeboard.content import (
    DAYS_AT_MOST,
    FEE_AT_MOST,
    LINE_AT_MOST,
    PLACES_AT_MOST,
    TITLE_AT_MOST,
    WORDS_AT_MOST,
    NoticeContent,
    latest_close,
    usual_close,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

Value = TypeVar("Value")
NOT_STATED = "not-stated"
LEFT, FULL = "left", "full"
PLACE = "place:"
ONLINE = "online:"
AREA = "area"
LONGEST = 20_000


class FormValues(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a field."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What may be chosen for this listing, and what a typed town means."""

    place_labels: Collection[str]
    regions: Collection[str]
    languages: Collection[str]
    access: Collection[str]
    currency: str
    town: Callable[[str], str]
    """The town as it is written, “Lakewood, CO”; empty where none is called so."""


@dataclass(slots=True)
class Reader:
    """The values of a form one by one, with what is wrong about them."""

    form: FormValues
    errors: list[FieldError] = field(default_factory=list)

    def one(self, name: str) -> str:
        """What a field says, trimmed."""
        values = self.form.getlist(name)
        return values[0][:LONGEST].strip() if values else ""

    def line(self, name: str, at_most: int = LINE_AT_MOST) -> str:
        """One line of text, no longer than this."""
        return self._limited(name, plain_line(self.one(name)), at_most)

    def text(self, name: str, at_most: int) -> str:
        """Several lines of text, no longer than this."""
        return self._limited(name, self.one(name).replace("\r\n", "\n"), at_most)

    def chosen(self, name: str, known: Collection[str], otherwise: str) -> str:
        """The chosen one of these; anything else that was sent is `otherwise`."""
        value = self.one(name)
        return value if value in known else otherwise

    def some(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Which of these were ticked."""
        sent = set(self.form.getlist(name))
        return tuple(one for one in known if one in sent)

    def read(self, name: str, reader: Callable[[str], Value], remedy: str) -> Value | None:
        """What the reader makes of a field, None where it is empty or is refused."""
        typed = self.one(name)
        if not typed:
            return None
        try:
            return reader(typed)
        except ValueError:
            self.refuse(name, remedy)
            return None

    def number(self, name: str, at_most: int, least: int = 0) -> int | None:
        """A whole number in these bounds."""
        remedy = _(
            "Write a whole number from %(least)s to %(most)s.", least=least, most=f"{at_most:,}"
        )

        def reader(typed: str) -> int:
            value = int(typed) if typed.isascii() and typed.isdigit() else least - 1
            if not least <= value <= at_most:
                raise ValueError(remedy)
            return value

        return self.read(name, reader, remedy)

    def refuse(self, name: str, message: str) -> None:
        """Keep a complaint about a field."""
        self.errors.append(FieldError(name, message))

    def _limited(self, name: str, text: str, at_most: int) -> str:
        if len(text) > at_most:
            message = _(
                "Use at most %(number)s characters; you sent %(sent)s.",
                number=f"{at_most:,}",
                sent=f"{len(text):,}",
            )
            self.refuse(name, message)
        return text


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """What a form says: a notice, or what is wrong with it."""

    content: NoticeContent | None
    errors: tuple[FieldError, ...]


def read_notice(form: FormValues, choices: Choices, today: date) -> ReadNotice:
    """Read the whole form. No content where anything is wrong."""
    reader = Reader(form)
    kind = _kind(reader)
    values = {
        **_words(reader),
        **_when(reader),
        **_venue(reader, choices),
        **_fee(reader, choices.currency),
        **_places(reader),
        "shown_to": _shown_to(reader, kind),
        "languages": reader.some("languages", choices.languages),
        "access": reader.some("access", choices.access),
    }
    if kind is None or reader.errors:
        # The last day depends on the others, so it is asked about once they are right.
        return ReadNotice(None, tuple(reader.errors))
    # Until the end is known; it cannot be before what it is measured by is read.
    content = NoticeContent(kind=kind, closes_on=today, **values)  # type: ignore[arg-type]
    closes_on = _closes_on(reader, content, today)
    if reader.errors:
        return ReadNotice(None, tuple(reader.errors))
    return ReadNotice(
        NoticeContent(kind=kind, closes_on=closes_on, **values),  # type: ignore[arg-type]
        (),
    )


def _kind(reader: Reader) -> NoticeKind | None:
    chosen = reader.chosen("kind", [one.value for one in NoticeKind], "")
    if not chosen:
        reader.refuse("kind", _("Choose what it is."))
        return None
    return NoticeKind(chosen)


def _words(reader: Reader) -> Mapping[str, object]:
    title = reader.line("title", TITLE_AT_MOST)
    words = reader.text("words", WORDS_AT_MOST)
    if not title:
        reader.refuse("title", _("Write a title, such as “Two places on Thursdays”."))
    if not words:
        reader.refuse("words", _("Say in a few sentences what you offer."))
    return {"title": title, "words": words, "for_whom": reader.line("for_whom")}


def _shown_to(reader: Reader, kind: NoticeKind | None) -> ShownTo:
    chosen = ShownTo(reader.chosen("shown_to", [one.value for one in ShownTo], ShownTo.EVERYBODY))
    if kind is NoticeKind.INTRODUCTORY_SESSION and chosen is not ShownTo.COLLEAGUES:
        message = _("An introductory session is for colleagues. Choose colleagues only.")
        reader.refuse("shown_to", message)
    return chosen


def _when(reader: Reader) -> Mapping[str, object]:
    a_day = _("Write the day as year, month and day, such as 2026-12-31.")
    a_time = _("Write the time as hours and minutes, such as 18:30.")
    starts_on = reader.read("starts_on", date.fromisoformat, a_day)
    ends_on = reader.read("ends_on", date.fromisoformat, a_day)
    begins_at = reader.read("begins_at", _time, a_time)
    ends_at = reader.read("ends_at", _time, a_time)
    kind = reader.one("kind")
    if kind == NoticeKind.EVENT and starts_on is None and not _is_refused(reader, "starts_on"):
        reader.refuse("starts_on", _("An event has a day. Write on which."))
    if ends_on and not starts_on and not _is_refused(reader, "starts_on"):
        reader.refuse("starts_on", _("Write the first day too, or take the last one out."))
    if starts_on and ends_on and ends_on < starts_on:
        reader.refuse("ends_on", _("The last day is before the first. Change one of them."))
    if ends_at and not begins_at and not _is_refused(reader, "begins_at"):
        reader.refuse("begins_at", _("Write when it begins too, or take the end out."))
    return {
        "starts_on": starts_on,
        "ends_on": ends_on,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "schedule": reader.line("schedule"),
    }


def _time(typed: str) -> time:
    return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)


def _is_refused(reader: Reader, name: str) -> bool:
    return any(error.field == name for error in reader.errors)


def _venue(reader: Reader, choices: Choices) -> Mapping[str, object]:
    chosen = reader.one("venue")
    kind, _colon, detail = chosen.partition(":")
    if chosen.startswith(PLACE) and detail in choices.place_labels:
        return {"venue": Venue.PLACE, "venue_detail": detail}
    if chosen.startswith(ONLINE) and detail in choices.regions:
        return {"venue": Venue.ONLINE, "venue_detail": detail}
    if kind == AREA:
        return _area(reader, choices)
    return {"venue": Venue.NOT_STATED, "venue_detail": ""}


def _area(reader: Reader, choices: Choices) -> Mapping[str, object]:
    typed = reader.line("town")
    town = choices.town(typed) if typed else ""
    if not typed:
        reader.refuse("town", _("Write the town, or choose another answer to where it is."))
    elif not town:
        reader.refuse("town", _("No town is called so. Write it with its state: Lakewood, CO."))
    return {"venue": Venue.AREA, "venue_detail": town}


def _fee(reader: Reader, currency: str) -> Mapping[str, object]:
    fee = Fee(reader.chosen("fee", [one.value for one in Fee], Fee.NOT_STATED))
    if fee not in {Fee.FIXED, Fee.SLIDING}:
        return {"fee": fee}
    low = reader.number("fee_low", FEE_AT_MOST)
    if low is None and not _is_refused(reader, "fee_low"):
        reader.refuse("fee_low", _("Write the amount, or choose another answer to what it costs."))
    if fee is Fee.FIXED:
        return {"fee": fee, "fee_low": low, "currency": currency}
    high = reader.number("fee_high", FEE_AT_MOST)
    if high is None and not _is_refused(reader, "fee_high"):
        reader.refuse("fee_high", _("Write the highest amount, or choose one fixed amount."))
    if low is not None and high is not None and high < low:
        reader.refuse("fee_high", _("The highest amount is below the lowest. Change one of them."))
    return {"fee": fee, "fee_low": low, "fee_high": high, "currency": currency}


def _places(reader: Reader) -> Mapping[str, object]:
    said = reader.chosen("places", (LEFT, FULL), NOT_STATED)
    if said != LEFT:
        return {"has_places": False if said == FULL else None}
    return {"has_places": True, "places_left": reader.number("places_left", PLACES_AT_MOST, 1)}


def _closes_on(reader: Reader, content: NoticeContent, today: date) -> date:
    last_day = content.last_day
    if last_day is not None and last_day < today:
        name = "ends_on" if content.ends_on else "starts_on"
        reader.refuse(name, _("This day is over. Write one that is still to come."))
        return today
    latest = latest_close(today, last_day)
    a_day = _("Write the day as year, month and day, such as 2026-12-31.")
    chosen = reader.read("closes_on", date.fromisoformat, a_day)
    if chosen is None:
        return usual_close(today, last_day)
    if not today <= chosen <= latest:
        message = _(
            "A notice stands %(days)s days at most, and not longer than what it is about. Choose"
            " a day from %(first)s to %(last)s, or leave it empty.",
            days=DAYS_AT_MOST,
            first=today.isoformat(),
            last=latest.isoformat(),
        )
        reader.refuse("closes_on", message)
    return chosen


def filled(content: NoticeContent) -> dict[str, list[str]]:
    """The fields of the form as they stand for a notice that is changed."""
    venue = {
        Venue.PLACE: f"{PLACE}{content.venue_detail}",
        Venue.ONLINE: f"{ONLINE}{content.venue_detail}",
        Venue.AREA: AREA,
        Venue.NOT_STATED: NOT_STATED,
    }[content.venue]
    places = {True: LEFT, False: FULL, None: NOT_STATED}[content.has_places]
    single = {
        "kind": content.kind.value,
        "title": content.title,
        "words": content.words,
        "shown_to": content.shown_to.value,
        "for_whom": content.for_whom,
        "starts_on": _shown(content.starts_on),
        "ends_on": _shown(content.ends_on),
        "begins_at": _shown_time(content.begins_at),
        "ends_at": _shown_time(content.ends_at),
        "schedule": content.schedule,
        "venue": venue,
        "town": content.venue_detail if content.venue is Venue.AREA else "",
        "fee": content.fee.value,
        "fee_low": _shown(content.fee_low),
        "fee_high": _shown(content.fee_high),
        "places": places,
        "places_left": _shown(content.places_left),
        "closes_on": _shown(content.closes_on),
    }
    return {
        **{name: [value] for name, value in single.items()},
        "languages": list(content.languages),
        "access": list(content.access),
    }


def _shown(value: date | int | None) -> str:
    return "" if value is None else str(value)


def _shown_time(value: time | None) -> str:
    return "" if value is None else value.strftime("%H:%M")
