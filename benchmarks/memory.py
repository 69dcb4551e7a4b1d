"""How many bytes the arrays below a value hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def bytes_of(value: object) -> int:
    """The bytes of all arrays that are reachable through dataclasses, mappings and tuples."""
    return _bytes(value, set())


def _bytes(value: Any, seen: set[int]) -> int:  # noqa: ANN401  # whatever a field holds
    if id(value) in seen:
        return 0
    seen.add(id(value))
    if isinstance(value, np.ndarray):
        return _own(value, seen)
    if isinstance(value, Mapping):
        return sum(_bytes(one, seen) for one in value.values())
    if isinstance(value, tuple):
        return sum(_bytes(one, seen) for one in value)
    if not is_dataclass(value):
        return 0
    held = [getattr(value, one.name) for one in fields(value)]
    # What was worked out later lies beside the fields.
    held += [one for one in getattr(value, "__dict__", {}).values() if one is not None]
    return sum(_bytes(one, seen) for one in held)


def _own(array: np.ndarray[Any, Any], seen: set[int]) -> int:
    base = array.base
    if isinstance(base, np.ndarray):
        return _bytes(base, seen)
    return array.nbytes
