"""The one-time keys of forms: hashes that lead to nobody, forgotten after a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.holdings import Holding
from directory.web.one_time_keys import forget_used_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from directory.config import Settings


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Forget old keys. Flushes."""
    del settings
    return {"one_time_keys": forget_used_keys(session)}


HOLDING = Holding(name="web", tables=("one_time_keys",), purge=purge)
