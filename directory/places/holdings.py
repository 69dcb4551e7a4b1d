"""The gazetteer: towns and postal areas, about nobody."""

from __future__ import annotations

from directory.holdings import Holding

HOLDING = Holding(name="places", tables=("gazetteer_places", "gazetteer_sources"))
