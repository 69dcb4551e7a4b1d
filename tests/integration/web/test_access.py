"""Shut unless opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect

from directory.app import create_app
from directory.config import Settings
from directory.web.access import use_gate

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.wrappers import Response


def test_a_view_that_states_nothing_is_refused(client: FlaskClient) -> None:
    response = client.get("/trial/unstated")

    assert response.status_code == 403
    assert "nobody said" not in response.text


def test_a_view_for_anyone_opens(client: FlaskClient) -> None:
    assert client.get("/trial/open").status_code == 200


def test_a_permission_is_refused_until_somebody_answers_for_it(
    client: FlaskClient, app: Flask
) -> None:
    asked: list[str] = []

    def gate(permission: str) -> Response | None:
        asked.append(permission)
        return None

    assert client.get("/trial/permission").headers["Location"].startswith("/sign-in")
    use_gate(app, gate)
    assert client.get("/trial/permission").text == "for some"
    assert asked == ["referral.read"]


def test_the_gate_may_send_to_sign_in_or_refuse(client: FlaskClient, app: Flask) -> None:
    use_gate(app, lambda _permission: redirect("/sign-in", 303))
    assert client.get("/trial/permission").headers["Location"] == "/sign-in"

    use_gate(app, lambda _permission: abort(404))
    assert client.get("/trial/permission").status_code == 404


def test_the_gate_is_not_asked_about_open_views(client: FlaskClient, app: Flask) -> None:
    use_gate(app, lambda _permission: abort(403))

    assert client.get("/about").status_code == 200


def test_the_styleguide_is_not_there_in_production(environment: dict[str, str]) -> None:
    assert (
        create_app(Settings.from_environment(environment))
        .test_client()
        .get("/styleguide")
        .status_code
        == 200
    )
    environment |= {"DIRECTORY_MODE": "production", "DIRECTORY_LIMITS_ON": "yes"}
    environment["DIRECTORY_SECRET_KEY"] = "pV3kQ9zL2mX7nB4cR8tY1wE6uI0oP5aS"

    client = create_app(Settings.from_environment(environment)).test_client()

    assert client.get("/styleguide").status_code == 404
