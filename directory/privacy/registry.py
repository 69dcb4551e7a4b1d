"""Every package that holds data: what stands in no line here fails the build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.accounts.holdings import HOLDING as ACCOUNTS
from directory.audit.holdings import HOLDING as AUDIT
from directory.circle.holdings import HOLDING as CIRCLE
from directory.curation.holdings import HOLDING as CURATION
from directory.desk.holdings import HOLDING as DESK
from directory.interop.holdings import HOLDING as INTEROP
from directory.mail.holdings import HOLDING as MAIL
from directory.messages.holdings import HOLDING as MESSAGES
from directory.network.holdings import HOLDING as NETWORK
from directory.noticeboard.holdings import HOLDING as NOTICEBOARD
from directory.places.holdings import HOLDING as PLACES
from directory.profiles.holdings import HOLDING as PROFILES
from directory.referrals.holdings import HOLDING as REFERRALS
from directory.rotation.holdings import HOLDING as ROTATION
from directory.trust.holdings import HOLDING as TRUST
from directory.web.holdings import HOLDING as WEB

if TYPE_CHECKING:
    from directory.holdings import Holding

# The upper layers first: what stands on a listing goes before the listing, the account last.
HOLDINGS: tuple[Holding, ...] = (
    DESK,
    CURATION,
    NOTICEBOARD,
    INTEROP,
    REFERRALS,
    MESSAGES,
    CIRCLE,
    TRUST,
    PROFILES,
    MAIL,
    ACCOUNTS,
    AUDIT,
    ROTATION,
    WEB,
    NETWORK,
    PLACES,
)
