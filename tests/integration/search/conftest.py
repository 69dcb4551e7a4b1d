"""The small network, loaded once for all tests of this folder, which only read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.app import create_app
from directory.config import Settings
from tests.support.client import CheckingClient
from tests.support.databases import SECRET
from tests.support.searching import add_network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.databases import Databases


@pytest.fixture(scope="session")
def network_environment(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a network at home in Colorado, with the small network published."""
    environment = {
        "DIRECTORY_MODE": "test",
        "DIRECTORY_DATABASE_URL": databases.migrated(),
        "DIRECTORY_INSTANCE_FOLDER": str(tmp_path_factory.mktemp("instance")),
        "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_LIMITS_ON": "no",
        "DIRECTORY_HOME_REGION": "US-CO",
    }
    app = create_app(Settings.from_environment(environment))
    store: Database = app.extensions["database"]
    with store.transaction() as session:
        add_network(session)
    store.engine.dispose()
    return environment


@pytest.fixture(scope="session")
def shared_app(network_environment: dict[str, str]) -> Iterator[Flask]:
    """One app for all tests that only ask for pages."""
    app = create_app(Settings.from_environment(network_environment))
    app.testing = True
    app.test_client_class = CheckingClient
    yield app
    app.extensions["database"].engine.dispose()


@pytest.fixture
def environment(network_environment: dict[str, str]) -> dict[str, str]:
    """The same network for commands and for apps of their own."""
    return dict(network_environment)


@pytest.fixture
def app(shared_app: Flask) -> Flask:
    """The shared app: a test that changes the network makes its own."""
    return shared_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor with no cookie yet."""
    return app.test_client()
