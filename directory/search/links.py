"""What this site serves besides searching, so that a result can lead there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from directory.web.navigation import is_served
from directory.web.one_time_keys import new_key

if TYPE_CHECKING:
    from directory.config import Settings


@dataclass(frozen=True, slots=True)
class Links:
    """Ways on from a result; an address that nobody serves is not offered."""

    refers: bool
    keeps_circle: bool
    asks_network: str

    @property
    def one_time_key(self) -> str:
        """A new key for each form that saves something."""
        return new_key()


def links() -> Links:
    """The ways on that are served."""
    network = "/ask-the-network"
    return Links(
        refers=is_served("/referrals/new"),
        keeps_circle=is_served("/circle"),
        asks_network=network if is_served(network) else "",
    )


def full_address(path: str) -> str:
    """An address of this site as one sends it to somebody."""
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url.rstrip("/") + path


def printed_address(path: str) -> str:
    """An address of this site as one types it from paper: whole, and without `https://`."""
    return full_address(path).partition("://")[2]
