"""Leaving clears what the browser holds, and Back shows the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_leaving_clears_every_cookie_and_goes_on(client: FlaskClient) -> None:
    client.get("/trial/visit")

    response = client.post("/leave")

    cleared = response.headers.getlist("Set-Cookie")
    assert response.status_code == 303
    assert response.headers["Location"] == "/leave/on"
    assert response.headers["Clear-Site-Data"] == '"cookies", "storage"'
    assert [cookie.split("=")[0] for cookie in cleared] == ["visit"]
    assert "Expires=Thu, 01 Jan 1970" in cleared[0]


def test_the_second_step_goes_to_the_exit_destination(client: FlaskClient) -> None:
    response = client.get("/leave/on")

    assert response.status_code == 303
    assert response.headers["Location"] == "https://www.weather.gov"


def test_back_after_leaving_shows_the_start_page_once(client: FlaskClient) -> None:
    client.post("/leave")
    client.get("/leave/on")

    back = client.get("/help-now")
    again = client.get("/help-now")

    assert (back.status_code, back.headers["Location"]) == (303, "/")
    assert again.status_code == 200


def test_leaving_cannot_be_done_by_a_link(client: FlaskClient) -> None:
    assert client.get("/leave").status_code == 405


def test_leaving_works_whatever_limit_is_reached(client: FlaskClient) -> None:
    assert {client.post("/leave").status_code for _ in range(50)} == {303}


def test_another_site_cannot_make_somebody_leave(client: FlaskClient) -> None:
    response = client.post("/leave", headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 400
