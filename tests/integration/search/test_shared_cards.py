"""Cards and parts that are kept for all readers hold nothing of one reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

NEED = {"words": "back pain", "place": "Lakewood, CO", "within": "50"}
BACK = re.compile(r'name="back" value="(/find/r/[^"]+)"')
OF_A_READER = re.compile(r"/find/(?:r|sheet)/[\w-]{40,}|name=\"csrf_token\" value=\"[^\"]+\"")


def _results(client: FlaskClient, **more: str) -> str:
    client.get("/find")
    answer = client.post("/find", data={**NEED, **more})
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"].split("#")[0])
    assert page.status_code == 200
    return page.text


def _first(page: str) -> str:
    found = re.search(r'name="keep" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_nothing_of_one_reader_is_in_what_all_share(shared_app: Flask) -> None:
    one, other = shared_app.test_client(), shared_app.test_client()
    first = _first(_results(one))
    kept = _results(one, keep=first)
    seen = _results(other)

    assert f'name="unkeep" value="{first}"' in kept
    assert "unkeep" not in seen
    for page in (kept, seen):
        # Each switch of the page, of colours and of language, leads back to this page alone.
        assert len(set(BACK.findall(page))) == 1
    assert set(OF_A_READER.findall(kept)).isdisjoint(OF_A_READER.findall(seen))
    fragments = shared_app.extensions["fragments"]
    drawn = " ".join(str(part) for part in fragments._kept.values())  # noqa: SLF001 - what is held
    assert not OF_A_READER.search(drawn)
    assert NEED["words"] not in drawn


def test_the_same_search_reads_the_same_for_two(shared_app: Flask) -> None:
    pages = [
        re.sub(r"/find/r/[\w-]+", "/find/r/LINK", _results(shared_app.test_client()))
        for _ in range(2)
    ]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("words", ["back pain zqfirst", "back pain zqsecond"])
def test_typed_words_are_on_the_page_of_who_typed_them_alone(shared_app: Flask, words: str) -> None:
    other = "zqsecond" if words.endswith("zqfirst") else "zqfirst"

    page = _results(shared_app.test_client(), words=words)

    assert words in page
    assert other not in page
