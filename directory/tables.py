"""Every table there is: importing this module fills the metadata that migrations compare with."""

from __future__ import annotations

from directory.accounts import models as accounts
from directory.audit import models as audit
from directory.circle import models as circle
from directory.curation import models as curation
from directory.db import Model
from directory.desk import models as desk
from directory.interop import models as interop
from directory.mail import models as mail
from directory.messages import models as messages
from directory.network import models as network
from directory.noticeboard import models as noticeboard
from directory.places import models as places
from directory.profiles import models as profiles
from directory.referrals import models as referrals
from directory.rotation import models as rotation
from directory.trust import models as trust
from directory.web import models as web

__all__ = [
    "accounts",
    "audit",
    "circle",
    "curation",
    "desk",
    "interop",
    "mail",
    "messages",
    "metadata",
    "network",
    "noticeboard",
    "places",
    "profiles",
    "referrals",
    "rotation",
    "trust",
    "web",
]

metadata = Model.metadata
