"""Let the invented people have circles, services at centers, programs, referrals and notices.

The tables of seed_data/demo_life say who; everything goes through the services that the pages use.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.showcase.centers import back_centers, offer_services
from directory.showcase.circles import fill_circles
from directory.showcase.notices import put_up_notices
from directory.showcase.referrals import send_referrals
from directory.showcase.statements import state_more

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.interop.services import Knowledge
    from directory.keys.ring import KeyRing


@dataclass(frozen=True, slots=True)
class Stage:
    """What the parts of the showcase need beside the session."""

    keys: KeyRing
    settings: Settings
    knowledge: Knowledge


def fill_with_life(session: Session, folder: Path, stage: Stage) -> None:
    """Fill what the demo accounts see; what is there already stays as it is. Flushes.

    `folder` is that of the seed data; the invented listings and accounts must be there.
    """
    tables = folder / "demo_life"
    state_more(session, _rows(tables / "programs.csv"), _rows(tables / "ways.csv"), stage.knowledge)
    back_centers(session, _rows(tables / "backings.csv"))
    offer_services(session, _rows(tables / "backings.csv"), stage.knowledge.vocabulary)
    fill_circles(session, stage.keys, _rows(tables / "circles.csv"))
    send_referrals(session, _rows(tables / "referrals.csv"), stage.keys, stage.settings)
    put_up_notices(session, _rows(tables / "notices.csv"), stage.keys)


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    def read() -> Iterator[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)

    return tuple(read())
