"""Counting searches that found nobody: terms and a region, once for each link of this process."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from directory.network.closed_sets import Unmet
from directory.network.unmet import Need

if TYPE_CHECKING:
    from directory.search.engine import Found

REMEMBERED = 4096


class CountedLinks:
    """Which links were counted, as digests in memory: going back or reloading counts nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    def is_new(self, link: str) -> bool:
        """Whether a link was not seen before; it is from now on."""
        digest = hashlib.sha256(link.encode()).digest()[:16]
        with self._lock:
            if digest in self._seen:
                return False
            self._seen[digest] = None
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            return True


def needs_nobody_met(found: Found) -> tuple[Need, ...]:
    """What a search without any result looked for; nothing where something was found or unread."""
    return _needs(found, Unmet.SEARCH if found.need.referrer is None else Unmet.PARTNER_SEARCH)


def partner_needs_nobody_met(found: Found) -> tuple[Need, ...]:
    """The same for a member's search for a colleague; who asked is not among it."""
    return _needs(found, Unmet.PARTNER_SEARCH)


def _needs(found: Found, what: Unmet) -> tuple[Need, ...]:
    need = found.need
    if found.answer.total or found.named:
        return ()
    wanted = (*need.professions_must, *need.professions_prefer)
    discipline = wanted[0] if wanted else ""
    issues = [asked.slug for asked in need.issues]
    if not issues and not discipline:
        return ()
    return tuple(Need(what, issue, discipline, found.help_region) for issue in issues or [""])
