"""Typed access to the fields of a scenario's JSON objects, with errors that name the field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

LONGEST_AGO_DAYS = 100_000


class ScenarioError(ValueError):
    """A field of a scenario is missing or not of its kind."""


@dataclass(frozen=True, slots=True)
class Fields:
    """One JSON object and what it is called in errors."""

    entry: Any
    name: str
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        if not isinstance(self.entry, dict):
            raise ScenarioError(f"{self.name} is {_kind(self.entry)}; write an object {{…}}.")
        object.__setattr__(self, "keys", frozenset(self.entry))

    def value(self, key: str) -> Any:  # noqa: ANN401  # JSON holds anything
        """The value as it stands, None where it is missing."""
        return self.entry.get(key)

    def text(self, key: str) -> str:
        """A text that has to be there."""
        value = self.entry.get(key)
        if not isinstance(value, str) or not value:
            raise self._wrong(key, "write a text")
        return value

    def text_or_none(self, key: str) -> str | None:
        """A text, or None where it is missing."""
        return None if self.entry.get(key) is None else self.text(key)

    def slug(self, key: str, known: Collection[str]) -> str:
        """A slug of the vocabulary that has to be there."""
        return self.known(key, self.text(key), known)

    def slugs(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """Slugs of the vocabulary."""
        return tuple(self.known(key, slug, known) for slug in self.texts(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text is a list of one."""
        value = self.entry.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self._wrong(key, "write a list of texts")
        return tuple(value)

    def number(self, key: str, otherwise: float) -> float:
        """A number, or what holds where it is missing."""
        found = self.number_or_none(key)
        return otherwise if found is None else found

    def number_or_none(self, key: str) -> float | None:
        """A number, or None where it is missing."""
        value = self.entry.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124  # NaN
            raise self._wrong(key, "write a number")
        return float(value)

    def yes_or_none(self, key: str) -> bool | None:
        """Yes, no, or None where it was not stated."""
        value = self.entry.get(key)
        if value is not None and not isinstance(value, bool):
            raise self._wrong(key, "write true or false")
        return value

    def objects(self, key: str) -> Iterator[Fields]:
        """A list of objects."""
        value = self.entry.get(key)
        if value is not None and not isinstance(value, list):
            raise self._wrong(key, "write a list of objects")
        for number, one in enumerate(value or ()):
            yield Fields(one, f"{self.name}.{key}[{number}]")

    def inner(self, key: str) -> Fields | None:
        """An object, or None where it is missing."""
        value = self.entry.get(key)
        return None if value is None else Fields(value, f"{self.name}.{key}")

    def mapping(self, key: str) -> Mapping[str, Any]:
        """An object read as a table of names."""
        found = self.inner(key)
        return {} if found is None else found.entry

    def known(self, key: str, slug: str, known: Collection[str]) -> str:
        """The slug, if the vocabulary has it."""
        if slug not in known:
            raise ScenarioError(
                f"{self.name}.{key} has {slug!r}, which the vocabulary does not have; "
                "use one of its slugs."
            )
        return slug

    def _wrong(self, key: str, remedy: str) -> ScenarioError:
        return ScenarioError(f"{self.name}.{key} is {_kind(self.entry.get(key))}; {remedy}.")


def days_before(today: date, days: float) -> date:
    """The day so many days before another."""
    if not 0 <= days <= LONGEST_AGO_DAYS:
        raise ScenarioError(f"{days:g} days ago is no date; write 0 to {LONGEST_AGO_DAYS}.")
    return today - timedelta(days=round(days))


def _kind(value: object) -> str:
    return "missing" if value is None else repr(value)
