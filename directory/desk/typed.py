"""What was typed into a form, read field by field; every complaint is kept with its field."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Protocol, TypeVar

from directory.accounts.forms import FieldError
from directory.interop import cells
from directory.interop.problems import CellError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

Value = TypeVar("Value")
LONGEST_ANSWER = 20_000


class FormValues(Protocol):
    """A form as it was sent."""

    def getlist(self, key: str, /) -> list[str]:
        """All values of a field."""
        ...


class Typed:
    """The values of a form, cleaned of control characters, with what is wrong about them."""

    def __init__(self, form: FormValues) -> None:
        self._form = form
        self.errors: list[FieldError] = []

    def one(self, name: str) -> str:
        """What a field says, trimmed; empty where it says nothing or is not there."""
        values = self._form.getlist(name)
        return _clean(values[0]) if values else ""

    def some_of(self, name: str, known: Collection[str]) -> tuple[str, ...]:
        """Which of these were ticked; anything else that was sent is not there."""
        sent = set(self._form.getlist(name))
        return tuple(value for value in known if value in sent)

    def one_of(self, name: str, known: Iterable[str], otherwise: str = "") -> str:
        """The chosen one of these, or `otherwise` for anything else."""
        chosen = self.one(name)
        return chosen if chosen in set(known) else otherwise

    def read(self, name: str, reader: Callable[[str], Value]) -> Value | None:
        """What the reader makes of a field; None where it is empty or cannot be read."""
        typed = self.one(name)
        if not typed:
            return None
        try:
            return reader(typed)
        except CellError as problem:
            self.refuse(name, f"{problem.cause} {problem.remedy}".strip())
            return None

    def line(self, name: str, reader: Callable[[str], str] = cells.line) -> str:
        """One line of text."""
        return self.read(name, lambda typed: reader(" ".join(typed.split()))) or ""

    def text(self, name: str) -> str:
        """Several lines of text."""
        return self.read(name, cells.text) or ""

    def refuse(self, name: str, message: str) -> None:
        """Keep a complaint about a field."""
        self.errors.append(FieldError(name, message))


def _clean(value: str) -> str:
    plain = unicodedata.normalize("NFC", value[:LONGEST_ANSWER].replace("\r\n", "\n"))
    kept = (sign for sign in plain if sign == "\n" or unicodedata.category(sign)[0] != "C")
    return "".join(kept).strip()
