"""Somebody asked for by name is found, and a concern is never taken for one."""

from __future__ import annotations

import pytest

from directory.profiles.listing import PublishedListing
from directory.search.by_name import NameBook

BOOK = NameBook(
    {
        handle: PublishedListing(handle, "person", name)
        for handle, name in {
            "ingrid": "Ingrid Sollie",
            "yolanda": "Yolanda Trujillo-Baca",
            "yolanda-2": "Yolanda Baca",
            "cottonwood": "Cottonwood Trauma Collective",
            "juniper": "Juniper House",
            "zoe": "Zoë Nguyễn",
            "art": "Martha Artino",
        }.items()
    }
)


@pytest.mark.parametrize(
    ("words", "left", "found"),
    [
        ("Ingrid Sollie", ("Ingrid", "Sollie"), ("ingrid",)),
        ("dr ingrid solie", ("dr", "ingrid", "solie"), ("ingrid",)),
        ("Sollie, Ingrid", ("Sollie", "Ingrid"), ("ingrid",)),
        ("grief with ingrid solie near Lakewood", ("ingrid", "solie"), ("ingrid",)),
        ("zoe nguyen", ("zoe", "nguyen"), ("zoe",)),
        ("yolanda", ("yolanda",), ("yolanda-2", "yolanda")),
        ("cottonwood trauma colective", ("cottonwood", "colective"), ("cottonwood",)),
        ("trauma", (), ()),
        ("house", ("house",), ("juniper",)),
        ("art therapy", (), ()),
        ("i cannot sleep since the house burned", ("burned",), ()),
        ("xq", ("xq",), ()),
        ("", (), ()),
    ],
)
def test_who_is_meant(words: str, left: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert set(BOOK.find(words, left)) == set(found)


def test_a_name_that_the_words_call_one_is_looked_up() -> None:
    assert BOOK.find("i was told to ask for ingrid sollie", (), "ingrid sollie") == ("ingrid",)
