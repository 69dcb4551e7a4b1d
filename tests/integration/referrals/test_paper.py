"""Forms and the card on paper: blank for anybody, filled for the parties, the card never kept."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text

from directory.referrals import letters_pdf
from directory.referrals.models import Referral
from tests.integration.referrals.conftest import NOTE, opened, sent

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

NAMES = "José Łódź Việt"
CARD = {
    "areas": "neck",
    "more_areas": f"Canary-Heron, {NAMES}",
    "clothing": "dressed",
    "pressure": "extremely-light",
    "stops": "hand",
    "grounding": "feet",
    "call_name": "Ana",
    "call_phone": "303-555-0142",
}
A4, LETTER = (595, 842), (612, 792)


def _read(answer: TestResponse) -> tuple[str, int, tuple[int, int]]:
    """The words of a PDF, its number of pages, and the size of the first in points."""
    assert answer.status_code == 200
    assert answer.content_type == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.data))
    box = reader.pages[0].mediabox
    words = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(words.split()), len(reader.pages), (round(box.width), round(box.height))


@pytest.mark.parametrize("kind", ["referral-form", "permission-form"])
@pytest.mark.parametrize(("size", "points"), [("a4", A4), ("us-letter", LETTER)])
def test_a_blank_form_is_one_page_with_all_it_asks(
    client: FlaskClient, kind: str, size: str, points: tuple[int, int]
) -> None:
    page = client.get(f"/paper/{kind}").text
    answer = client.get(f"/paper/{kind}/{size}.pdf")
    words, pages, paper = _read(answer)

    assert (pages, paper) == (1, points)
    assert answer.headers["Content-Disposition"] == f'inline; filename="{kind}-{size}.pdf"'
    for asked in (
        "Extremely light",
        "Extremely deep",
        "Length of a visit, in minutes",
        "Goals",
        "How often",
        "Precautions",
        "What is given",
        "Who gives it",
        "Who gets it",
        "Why",
        "Until",
        "Signed by the client",
        "As of",
    ):
        assert asked in words
        assert asked in page
    assert "Thinking about suicide" not in words


def test_the_permission_form_has_the_branch_where_the_client_declines(client: FlaskClient) -> None:
    assert "the client declines: the care stops here" in client.get("/paper/permission-form").text


def test_the_region_decides_which_paper_is_offered_first(client: FlaskClient) -> None:
    page = client.get("/paper/referral-form").text

    assert page.index("PDF, Letter") < page.index("PDF, A4")


def test_a_card_shows_what_was_ticked_and_is_kept_nowhere(
    client: FlaskClient, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.post("/paper/card", data=CARD)

    assert "Canary-Heron" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Location" not in answer.headers
    with database.session() as session:
        tables = Referral.metadata.sorted_tables
        kept = " ".join(str(row) for table in tables for row in session.execute(select(table)))
    logged = caplog.text
    for canary in ("Canary-Heron", "303-555-0142", "Neck and throat"):
        assert canary not in kept
        assert canary not in logged
    assert "make_card" in logged  # The log was on, and had the chance.


def test_the_sheets_are_in_the_language_of_the_reader_and_one_page_still(
    client: FlaskClient,
) -> None:
    spanish = {"Accept-Language": "es"}
    form, pages, _size = _read(client.get("/paper/referral-form/us-letter.pdf", headers=spanish))
    card = client.post("/paper/card", data=CARD, headers=spanish).text

    assert pages == 1
    assert "Muy ligera" in form
    assert "Me quedo con la ropa puesta" in card
    assert "Head" not in card


def test_a_card_as_pdf_keeps_every_letter_of_a_name(client: FlaskClient) -> None:
    words, pages, paper = _read(client.post("/paper/card", data=CARD | {"as": "a4"}))

    assert (pages, paper) == (1, A4)
    assert NAMES in words
    assert "X Neck and throat" in words
    assert "X Extremely light" in words


def test_what_somebody_typed_is_no_markup(client: FlaskClient) -> None:
    typed = '#read("/etc/passwd") *bold* $x$ </dd> \\ @here'

    words, _pages, _paper = _read(
        client.post("/paper/card", data={"more_areas": typed, "as": "a4"})
    )

    assert typed in words


def test_without_typst_the_page_says_how_to_print(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters_pdf, "FONTS", "a_package_that_nobody_has")

    page = client.get("/paper/referral-form").text
    instead = client.get("/paper/referral-form/a4.pdf")
    card = client.post("/paper/card", data=CARD | {"as": "a4"})

    assert "Print it from your browser" in page
    assert "PDF, A4" not in page
    assert "<h1>Referral form</h1>" in instead.text
    assert "Canary-Heron" in card.text


def test_a_party_prints_what_it_may_read_and_it_is_noted(
    maya: MemberClient, sam: MemberClient, ada: MemberClient, database: Database
) -> None:
    path = sent(maya, is_part2="yes")
    form = {"sheet": "referral-form"}
    closed = sam.post(f"{path}/print", form).status_code
    opened(sam, path)

    page = sam.post(f"{path}/print", form)
    pdf = sam.post(f"{path}/print", form | {"as": "us-letter"})

    assert closed == 404
    assert ada.post(f"{path}/print", form).status_code == 404
    assert NOTE in page.text
    assert "42 CFR Part 2" in page.text
    words, pages, paper = _read(pdf)
    assert (pages, paper) == (1, LETTER)
    assert "Canary-Kestrel" in words
    assert "42 CFR Part 2" in words
    assert "X Light" in words
    assert "20 Nov 2026" in words
    assert "Canary" not in pdf.headers["Content-Disposition"]
    with database.session() as session:
        noted = session.execute(
            text("SELECT count(*) FROM referral_entries WHERE kind = 'print'")
        ).scalar_one()
    assert noted == 2
    assert "printed it" in maya.get(path).text


def test_without_permission_only_the_question_is_printed(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = sent(maya, with_consent=False)
    opened(sam, path)

    page = sam.post(f"{path}/print", {"sheet": "permission-form"}).text

    assert "Canary-Kestrel" not in page
    assert "pine 42" not in page
    assert "massage" in page.lower()


def test_the_fullest_referral_is_still_one_page(maya: MemberClient) -> None:
    words = "Asks before each touch. " * 60
    path = sent(maya, note=words, i_keep=words)
    maya.post(f"{path}/open", {"purpose": "checking"})

    for size in ("a4", "us-letter"):
        pdf = maya.post(f"{path}/print", {"sheet": "referral-form", "as": size})
        assert _read(pdf)[1] == 1
