"""What is the same in every test's app is compiled once a process: templates, addresses, SQL.

An app of its own for each test keeps tests apart, but half of their time went into compiling
the same three hundred addresses, the same templates and the same statements again.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flask import Flask
from jinja2 import BytecodeCache
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket
    from sqlalchemy import Engine

_compile_builder = Rule._compile_builder  # noqa: SLF001 - werkzeug has no other place to ask

_STATEMENTS: LRUCache[Any, Any] = LRUCache(8_000)


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


def share_statements(engine: Engine) -> Engine:
    """Let this engine use what engines of the same kind compiled before it."""
    kind: Any = type(engine.dialect)
    if kind.__eq__ is object.__eq__:
        # Part of a statement's key. Two of one kind, on one server, write the same SQL.
        kind.__eq__ = lambda self, other: type(self) is type(other)
        kind.__hash__ = lambda self: hash(type(self))
    engine._compiled_cache = _STATEMENTS  # noqa: SLF001 - an engine has no other place to ask
    return engine


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
