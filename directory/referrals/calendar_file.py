"""A joint session as an iCalendar file (RFC 5545): when and how long, and no word of why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_STAMP = "%Y%m%dT%H%M%SZ"


def calendar_file(*, reference: str, at: datetime, minutes: int, title: str, now: datetime) -> str:
    """The file's text with its CRLF line ends; `at` and `now` are aware moments."""
    end = at + timedelta(minutes=minutes)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Better Together//Directory//EN",
        "BEGIN:VEVENT",
        f"UID:{reference}@better-together",
        f"DTSTAMP:{now.astimezone(UTC).strftime(_STAMP)}",
        f"DTSTART:{at.astimezone(UTC).strftime(_STAMP)}",
        f"DTEND:{end.astimezone(UTC).strftime(_STAMP)}",
        f"SUMMARY:{_escaped(title)}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())
