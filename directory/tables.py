"""Every table there is: importing this module fills the metadata that migrations compare with."""

from __future__ import annotations

from directory.db import Model
from directory.places import models as places
from directory.profiles import models as profiles
from directory.trust import models as trust

__all__ = ["metadata", "places", "profiles", "trust"]

metadata = Model.metadata
