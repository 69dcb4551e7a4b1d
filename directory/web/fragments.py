"""Parts of pages that many pages share: drawn once, and kept while all that they show is the same.

A part is kept under everything that it shows: its values, the language, the day, and the revision
of what the network edits. So a reader can only get what their own page would have said, whoever's
page it was drawn for. Nothing that belongs to one reader (a form token, a sealed link, what they
typed) may be drawn inside a part.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from flask import g
from flask_babel import get_locale

from directory import clock
from directory.network.in_force import in_force

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from flask import Flask

KEPT_AT_MOST = 20_000
"""So many parts; one takes a kilobyte or less."""


class Fragments:
    """Drawn parts, the oldest forgotten first; safe between threads."""

    def __init__(self, at_most: int = KEPT_AT_MOST) -> None:
        self._at_most = at_most
        self._kept: dict[Hashable, str] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, draw: Callable[[], str]) -> str:
        """The part of this key, drawn now where it is not kept."""
        found = self._kept.get(key)
        if found is None:
            found = draw()
            with self._lock:
                while len(self._kept) >= self._at_most:
                    del self._kept[next(iter(self._kept))]
                self._kept[key] = found
        return found


def init_app(app: Flask) -> None:
    """Give templates `kept`: `{% call kept("name", every, value, shown) %}…{% endcall %}`."""
    fragments = app.extensions["fragments"] = Fragments()

    def kept(name: str, *shown: Hashable, caller: Callable[[], str]) -> str:
        return fragments.get((name, *_around(), *shown), caller)

    app.jinja_env.globals["kept"] = kept


def _around() -> tuple[Hashable, ...]:
    """What every part shows without being told: language, day, and the network's own edits."""
    # Where Flask-Babel keeps the language of the page, once it was asked for.
    language = getattr(g.get("_flask_babel"), "babel_locale", None) or get_locale()
    known: tuple[Hashable, ...] | None = g.get("around_fragments")
    # The language may be another for a while within one request.
    if known is None or known[0] is not language:
        known = g.around_fragments = (language, clock.today(), in_force().revision)
    return known
