"""Addresses are cut before they are written."""

from __future__ import annotations

import pytest

from directory.web.request_log import truncated_address


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::/48"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("not an address", "unknown"),
        (None, "unknown"),
        ("", "unknown"),
    ],
)
def test_an_address_is_cut_to_its_network(address: str | None, written: str) -> None:
    assert truncated_address(address) == written
