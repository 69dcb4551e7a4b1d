"""Turns a function into machine code, kept beside its source where that can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from numba import njit

if TYPE_CHECKING:
    from collections.abc import Callable


def machine_code(what: Callable[..., Any] | str) -> Callable[..., Any]:
    """The function compiled; the same sums in the same order, so that not a bit differs.

    With the types of its arguments given, it is compiled once for all arrays that fit them.
    """
    if isinstance(what, str):
        return lambda function: _compiled(function, what)
    return _compiled(what)


def _compiled(function: Callable[..., Any], *types: str) -> Callable[..., Any]:
    try:
        return njit(*types, cache=True, nogil=True)(function)
    except RuntimeError:
        # Nowhere to keep the compiled code: each process compiles it anew.
        return njit(*types, nogil=True)(function)
