"""Dates of the demo, told in days before the one day on which the whole of it is true."""

from __future__ import annotations

from datetime import date, timedelta

AS_OF = date(2026, 11, 22)


def ago(days: int) -> str:
    """The ISO date so many days before; negative for days ahead."""
    return (AS_OF - timedelta(days=days)).isoformat()


def days_ago(iso: str) -> int:
    """How many days before the day of the demo a date lies."""
    return (AS_OF - date.fromisoformat(iso)).days
