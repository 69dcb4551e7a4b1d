"""What a server reads before its first visitor comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.app import create_app
from directory.config import Settings
from directory.search.warming import warm_up

if TYPE_CHECKING:
    import pytest

    from directory.search.engine import SearchEngine


def test_words_places_and_network_are_in_memory_before_the_first_request(
    environment: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(Settings.from_environment(environment))
    engine: SearchEngine = app.extensions["search"]
    before = engine.is_warm

    warm_up(app)

    assert (before, engine.is_warm) == (False, True)
    assert "search.results" not in caplog.text
    app.extensions["database"].engine.dispose()
