"""The fixtures that every test may ask for."""

from __future__ import annotations
