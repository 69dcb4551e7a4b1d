"""The lines of a list to choose from: a page of results has a hundred of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask

Option = tuple[Any, Any] | list[Any] | Mapping[str, Any]
"""A value and its label, in this order or under these names."""


def init_app(app: Flask) -> None:
    """Give templates `option_lines`."""
    app.jinja_env.globals["option_lines"] = option_lines


def option_lines(options: Iterable[Option], chosen: object) -> Markup:
    """Each option with its label, the chosen one marked; everything in them is escaped.

    Made here, as a template takes ten times as long for them.
    """
    wanted = str(chosen)
    return Markup("\n").join(_line(*_pair(option), wanted) for option in options)


def _pair(option: Option) -> tuple[Any, Any]:
    if isinstance(option, Mapping):
        return option["value"], option["label"]
    return option[0], option[1]


def _line(value: object, label: object, wanted: str) -> Markup:
    selected = " selected" if str(value) == wanted else ""
    line = f'<option value="{escape(value)!s}"{selected}>{escape(label)!s}</option>'
    return Markup(line)  # noqa: S704 - both are escaped
