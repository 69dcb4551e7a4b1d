"""Assets: few, small, from our own host, kept for a year under names that change with them."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from directory.app import create_app
from directory.web import fonts
from directory.web.origin import need_token_when

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings


@pytest.fixture(scope="module")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("instance")
    fonts.prepare(folder)
    return folder


def test_a_page_refers_only_to_assets_that_are_served(client: FlaskClient) -> None:
    page = client.get("/about").text

    addresses = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', page))
    assert len(addresses) == 3
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_text_is_sent_compressed_to_whoever_can_read_it(client: FlaskClient, app: Flask) -> None:
    address = app.extensions["assets"].address("site.css")

    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    assert len(packed.data) < len(plain.data) / 2


def test_names_do_not_lead_out_of_the_set(client: FlaskClient) -> None:
    for name in ("../config.py", "%2e%2e%2fconfig.py", "..%5c..", "site.css", ""):
        assert client.get(f"/assets/{name}").status_code == 404


def test_fonts_are_cut_down_and_can_be_read(font_folder: Path) -> None:
    sizes = {face.family: len(content) for face, content in fonts.prepared(font_folder)}

    assert set(sizes) == {"Fraunces", "Figtree"}
    assert sum(sizes.values()) < 70_000
    for _face, content in fonts.prepared(font_folder):
        assert content.startswith(b"wOF2")


def test_preparing_again_changes_nothing(font_folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (font_folder / "fonts").iterdir()}

    fonts.prepare(font_folder)

    after = {path: path.stat().st_mtime_ns for path in (font_folder / "fonts").iterdir()}
    assert after == before


def test_a_first_visit_is_six_requests_and_a_hundred_kilobytes(
    settings: Settings, font_folder: Path
) -> None:
    settings.instance_folder.mkdir(parents=True)
    (settings.instance_folder / "fonts").symlink_to(font_folder / "fonts")
    client = create_app(settings).test_client()
    packed = {"Accept-Encoding": "gzip"}

    page = client.get("/about", headers=packed)
    addresses = set(re.findall(r'(?:href|src)="(/assets/[^"]+)"', client.get("/about").text))
    weights = [len(client.get(address, headers=packed).data) for address in addresses]

    assert 1 + len(addresses) <= 6
    assert len(page.data) + sum(weights) <= 100_000


def test_a_page_is_sent_compressed_to_a_nameless_visitor(settings: Settings) -> None:
    # The fixture's client reads every page it gets, and cannot read this one.
    client = create_app(settings).test_client()

    plain = client.get("/about")
    packed = client.get("/about", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.data) == plain.data
    expected = {"Accept-Encoding", "Accept-Language", "Cookie"}
    assert set(packed.headers["Vary"].split(", ")) == expected
    assert set(plain.headers["Vary"].split(", ")) == expected
    assert int(packed.headers["Content-Length"]) == len(packed.data)


def test_a_page_with_a_secret_in_it_is_not_compressed(client: FlaskClient, app: Flask) -> None:
    need_token_when(app, lambda: True)

    page = client.get("/about", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page.headers
