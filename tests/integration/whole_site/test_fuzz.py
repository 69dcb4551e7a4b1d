"""Nothing that anybody sends breaks a page: a short run; `make scan` makes the long one (E1)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.support.fuzzing import Fuzz

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "600"))
SEED = int(os.environ.get("FUZZ_SEED", "2026"))
SHARE_OF_VIEWS = 0.6


@pytest.mark.demo_network
def test_no_request_breaks_a_page(
    app: Flask, record_property: Callable[[str, object], None]
) -> None:
    seen = Fuzz(app, SEED).run(REQUESTS)

    record_property("fuzz", f"{seen.requests} requests, {seen.reached} reached a view")
    assert seen.faults == []
    told = f"{seen.requests} requests, {seen.reached} reached a view: {dict(seen.statuses)}"
    assert seen.reached >= SHARE_OF_VIEWS * seen.requests, told
    assert seen.requests >= 0.95 * REQUESTS
