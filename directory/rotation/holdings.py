"""The kept keys of earlier secrets: about nobody, and encrypted anew with each rotation."""

from __future__ import annotations

from directory.holdings import Holding
from directory.rotation.services import renew

HOLDING = Holding(name="rotation", tables=("retired_keys",), renew=renew)
