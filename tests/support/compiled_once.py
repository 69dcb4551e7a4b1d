"""What is the same in every test's app is compiled once a process: templates, and addresses.

An app of its own for each test keeps tests apart, but half of the time to make one went into
compiling the same three hundred addresses and the same templates again.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask
from jinja2 import BytecodeCache
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

_compile_builder = Rule._compile_builder  # noqa: SLF001 - werkzeug has no other place to ask


class CompiledTemplates(BytecodeCache):
    """Jinja's cache, in memory; a bucket's name and checksum tell one template from another."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what another app compiled."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what this app compiled."""
        self._code[bucket.key, bucket.checksum] = bucket.code


def compile_once() -> None:
    """Let every app made from now on share compiled templates, and functions of addresses."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
    Rule._compile_builder = _shared_builder  # type: ignore[method-assign] # noqa: SLF001


def _shared_builder(self: Rule, append_unknown: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002 - as werkzeug has it
    # A rule with values filled in beforehand is compiled with them, so it is compiled alone.
    if self.defaults:
        return _compile_builder(self, append_unknown)
    return _builder_of(_Shape(self, append_unknown))


class _Shape:
    """A rule, equal to another that builds the same address from the same values."""

    def __init__(self, rule: Rule, append_unknown: bool) -> None:  # noqa: FBT001 - as above
        self.rule = rule
        self.append_unknown = append_unknown
        self._key = (rule.rule, tuple(rule._trace), append_unknown)  # noqa: SLF001

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shape) and self._key == other._key


@cache
def _builder_of(shape: _Shape) -> Any:  # noqa: ANN401 - as werkzeug has it
    return _compile_builder(shape.rule, shape.append_unknown)
