"""What every service needs beside the session: keys, settings, and who acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.referrals.closed_sets import Side
from directory.referrals.lifecycle import Timing

if TYPE_CHECKING:
    from directory.config import Settings
    from directory.keys.ring import KeyRing


@dataclass(frozen=True, slots=True)
class Around:
    """The key ring and the settings of this copy."""

    keys: KeyRing
    settings: Settings

    @property
    def timing(self) -> Timing:
        """After how many working days of silence time does what."""
        return Timing(
            remind=self.settings.referral_remind_days,
            tell=self.settings.referral_tell_days,
            move_on=self.settings.referral_move_on_days,
        )


@dataclass(frozen=True, slots=True)
class By:
    """Who acts: the side, and the listing in whose name; a client or time has none."""

    side: Side
    listing_id: int | None = None


TIME = By(Side.TIME)
CLIENT = By(Side.CLIENT)
