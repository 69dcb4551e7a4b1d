"""A notice's day as an iCalendar file (RFC 5545): kind, when, town, and no word of what for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_DAY = "%Y%m%d"
_MOMENT = "%Y%m%dT%H%M%S"
_LINE_AT_MOST = 75
"""Octets, without the line's end; a longer one is folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What stands in the file; times are those of the place, as its wall clock shows them."""

    reference: str
    title: str
    place: str
    first: date
    last: date
    begins_at: time | None
    ends_at: time | None


def event_file(event: Event, *, now: datetime) -> str:
    """The file's text with its CRLF line ends; an event of several days fills whole days."""
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Better Together//Directory//EN",
        "BEGIN:VEVENT",
        f"UID:{event.reference}@better-together",
        f"DTSTAMP:{now.astimezone(UTC).strftime(_MOMENT)}Z",
        *_span(event),
        f"SUMMARY:{_escaped(event.title)}",
        *([f"LOCATION:{_escaped(event.place)}"] if event.place else []),
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _span(event: Event) -> tuple[str, ...]:
    if event.begins_at is None or event.first != event.last:
        # The end of whole days is the day after the last.
        after = event.last + timedelta(days=1)
        return (
            f"DTSTART;VALUE=DATE:{event.first.strftime(_DAY)}",
            f"DTEND;VALUE=DATE:{after.strftime(_DAY)}",
        )
    begins = datetime.combine(event.first, event.begins_at)
    if event.ends_at is None:
        return (f"DTSTART:{begins.strftime(_MOMENT)}",)
    ends = datetime.combine(event.first, event.ends_at)
    if ends <= begins:
        ends += timedelta(days=1)  # It goes on past midnight.
    return (f"DTSTART:{begins.strftime(_MOMENT)}", f"DTEND:{ends.strftime(_MOMENT)}")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    parts, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > _LINE_AT_MOST:
            parts.append(current)
            current = " "
        current += sign
    return "\r\n".join((*parts, current))
