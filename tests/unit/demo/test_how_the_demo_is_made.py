"""The committed folder is what the script writes, down to the last cell."""

from __future__ import annotations

import pytest

from scripts.make_demo_network import tables
from tests.unit.demo.network import Rows, manifest, rows


@pytest.fixture(scope="module")
def written() -> dict[str, Rows]:
    return tables()


@pytest.mark.parametrize("name", [name.removesuffix(".csv") for name in manifest()["tables"]])
def test_a_table_is_what_the_script_writes(name: str, written: dict[str, Rows]) -> None:
    committed = rows(name)
    blank = dict.fromkeys(committed[0], "")
    assert committed == [{**blank, **row} for row in written[name]]
