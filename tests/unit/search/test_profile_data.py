"""A listing as a vCard: escaped, folded, and readable again."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from directory import resources
from directory.profiles.listing import PublicPlace, PublishedListing, Visibility
from directory.search.profile_data import LINE_BYTES, schema_org, vcard
from directory.search.profile_rows import ProfileContext
from directory.search.wording import ENGLISH
from directory.vocabulary.loading import load_vocabulary

VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")
CONTEXT = ProfileContext(VOCABULARY, {}, {}, ENGLISH, date(2026, 11, 22))


@given(st.text(min_size=1, max_size=200))
def test_no_line_is_too_long_and_no_name_adds_a_line(name: str) -> None:
    card = vcard(
        PublishedListing("ana", "center", name), "https://example.org/centers/ana", CONTEXT
    )

    lines = card.split("\r\n")
    assert all(len(line.encode()) <= LINE_BYTES for line in lines)
    whole = card.replace("\r\n ", "").split("\r\n")
    assert whole[0] == "BEGIN:VCARD"
    assert [line for line in whole if line.startswith("URL:")] == [
        "URL:https://example.org/centers/ana"
    ]
    assert sum(line.startswith("FN:") for line in whole) == 1


def test_a_hidden_place_is_its_town_alone() -> None:
    place = PublicPlace("Home", "Lakewood", "US-CO", "US", Visibility.AREA)
    listing = PublishedListing("ana", "person", "Ana Rivera", places=(place,))

    data = schema_org(listing, "https://example.org/practitioners/ana", CONTEXT)

    assert data["workLocation"] == [
        {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": "Lakewood",
                "addressRegion": "CO",
                "addressCountry": "US",
            },
        }
    ]
    assert "ADR;TYPE=work:;;;Lakewood;CO;;US" in vcard(listing, "https://example.org/x", CONTEXT)
