"""Values kept as bytes until somebody looks at them, and read with nothing but our own classes.

What is read was sealed by this network (`network_file`); that only the classes which a network is
made of are ever called is a second lock on the same door.
"""

from __future__ import annotations

import io
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from directory.matching.columns.growth import Patched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.columns.bits import Rows

Value = TypeVar("Value")

OURS = (
    "directory.matching.",
    "directory.profiles.closed_sets",
    "directory.profiles.listing",
    "directory.profiles.queries",
    "directory.search.outlines",
    "directory.trust.network",
    "directory.vocabulary.",
)
"""Packages whose classes make up a network."""
OTHERS = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy._core.multiarray", "scalar"),
    }
)


class _Reader(pickle.Unpickler):
    """Reads values, and calls nothing that is not part of one."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  # whatever it names
        if (module, name) in OTHERS or (module.startswith(OURS) and "." not in name):
            found = super().find_class(module, name)
            if (module, name) in OTHERS or isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a network")


def read(data: bytes) -> Any:  # noqa: ANN401  # whatever was written
    """The value that was written. Raises pickle.UnpicklingError for anything but our classes."""
    return _Reader(io.BytesIO(data)).load()


def written(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


@dataclass(frozen=True, slots=True)
class Pages:
    """Values as bytes, end to end: number n stands at `ends[n - 1]` up to `ends[n]`."""

    data: bytes | memoryview
    ends: Rows
    key: bytes | None = None
    """With which each page is sealed, its number being the nonce; made for these pages alone."""

    @classmethod
    def of(cls, pages: Iterable[bytes], key: bytes | None = None) -> Pages:
        """Pages one after the other; a key must never seal other pages too."""
        if key is None:
            held = list(pages)
        else:
            cipher = ChaCha20Poly1305(key)
            held = [cipher.encrypt(_nonce(number), page, None) for number, page in enumerate(pages)]
        ends = np.cumsum([len(page) for page in held], dtype=np.int64)
        return cls(b"".join(held), ends, key)

    def __getitem__(self, number: int) -> bytes:
        begin = int(self.ends[number - 1]) if number else 0
        page = bytes(self.data[begin : int(self.ends[number])])
        if self.key is None:
            return page
        return ChaCha20Poly1305(self.key).decrypt(_nonce(number), page, None)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "little")


MOST_KEPT = 20_000
"""So many opened values stay in memory: some 200 MB of listings with their texts. A smaller network
is never read twice; a larger one reads again what nobody looked at for long."""


class Recent(Generic[Value]):
    """The values that were looked at last; the one unseen for longest makes room."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._held: OrderedDict[str, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._held)

    def of(self, name: str, make: Callable[[str], Value]) -> Value:
        """The value of a name, made where it is not held. Raises what `make` raises."""
        with suppress(KeyError):
            # Another thread may have let it go in between; then it is made again.
            self._held.move_to_end(name)
            return self._held[name]
        # Two threads may make the same: both values are equal, and one is held.
        value = self._held.setdefault(name, make(name))
        while len(self._held) > self._most:
            with suppress(KeyError):
                self._held.popitem(last=False)
        return value


@dataclass(frozen=True, slots=True, eq=False)
class Stored(Mapping[str, Value], Generic[Value]):
    """A mapping whose values are read when somebody looks at them; the latest are kept."""

    numbers: Mapping[str, int]
    pages: Pages
    kept: Recent[Value] = field(default_factory=Recent)

    def __getitem__(self, name: str) -> Value:
        # Before what is kept, which may be shared with a mapping that has more names.
        number = self.numbers[name]
        return self.kept.of(name, lambda _: read(self.pages[number]))

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    def __contains__(self, name: object) -> bool:
        return name in self.numbers


@dataclass(frozen=True, slots=True, eq=False)
class Derived(Mapping[str, Value], Generic[Value]):
    """A mapping whose values are worked out when somebody looks at them; the latest are kept."""

    names: Mapping[str, object]
    make: Callable[[str], Value]
    kept: Recent[Value] = field(default_factory=Recent)

    def __getitem__(self, name: str) -> Value:
        if name not in self.names:
            raise KeyError(name)
        return self.kept.of(name, self.make)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


def page_of(values: Mapping[str, object], name: str) -> bytes:
    """A value as bytes; what was not touched since it was read from a file is not written anew."""
    if isinstance(values, Patched):
        return page_of(values.changed if name in values.changed else values.below, name)
    if isinstance(values, Stored):
        return values.pages[values.numbers[name]]
    return written(values[name])
