"""The calendar file: what RFC 5545 asks, and nothing of what the event is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from directory.noticeboard.event_file import Event, event_file

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
EVENT = Event(
    reference="abc",
    title="Workshop",
    place="Lakewood, CO",
    first=date(2026, 12, 3),
    last=date(2026, 12, 3),
    begins_at=time(18, 30),
    ends_at=time(20),
)


def _lines(event: Event) -> list[str]:
    return event_file(event, now=NOW).split("\r\n")


def test_an_evening_stands_at_the_clock_of_the_place() -> None:
    assert _lines(EVENT) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Better Together//Directory//EN",
        "BEGIN:VEVENT",
        "UID:abc@better-together",
        "DTSTAMP:20261102T093000Z",
        "DTSTART:20261203T183000",
        "DTEND:20261203T200000",
        "SUMMARY:Workshop",
        "LOCATION:Lakewood\\, CO",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_several_days_are_whole_days_and_the_end_is_the_day_after() -> None:
    lines = _lines(replace(EVENT, last=date(2026, 12, 5)))
    assert "DTSTART;VALUE=DATE:20261203" in lines
    assert "DTEND;VALUE=DATE:20261206" in lines


def test_without_an_end_there_is_none_and_past_midnight_it_is_the_next_day() -> None:
    open_end = _lines(replace(EVENT, ends_at=None))
    assert [one for one in open_end if one.startswith("DTEND")] == []
    assert "DTEND:20261204T010000" in _lines(replace(EVENT, ends_at=time(1)))


def test_a_long_line_is_folded_at_75_octets_and_reads_the_same_unfolded() -> None:
    place = "Łódź, " * 30
    text = event_file(replace(EVENT, place=place), now=NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert " ".join(place.split()).replace(",", "\\,") in text.replace("\r\n ", "")
