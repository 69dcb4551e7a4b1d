"""A circle out of a file and into one: looked at first, all or nothing, formulas made harmless."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest

from tests.integration.circle.conftest import key_in
from tests.support.logged import assert_logged

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

GOOD = (
    "Full Name,City,Mobile,E-Mail,Good for,Categories\r\n"
    "José Núñez,Golden,303-555-0101,jose@example.org,knees,pain; sport\r\n"
    '"Ito, Aiko",Denver,,aiko@example.org,"sleep,\nand rest",\r\n'
)
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Simon Perre\r\n ault\r\nTEL;TYPE=work:303-555-0102\r\n"
    "NOTE:first\\nsecond\\, and third\r\nCATEGORIES:pain,sport\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:4.0\r\nN:Ito;Aiko;;;\r\nFN:Aiko Ito\r\n"
    "TEL;VALUE=uri:tel:+1-303-555-0103\r\nEMAIL:aiko@example.org\r\n"
    "ADR;TYPE=home:;;1 Open Street;Golden;CO;80401;US\r\nEND:VCARD\r\n"
)


def _look(member: MemberClient, data: bytes, name: str = "contacts.csv") -> TestResponse:
    return member.post(
        "/circle/import",
        {"file": (io.BytesIO(data), name)},  # type: ignore[dict-item]
        content_type="multipart/form-data",
    )


def _run(member: MemberClient, report: str) -> TestResponse:
    form = report.partition('action="/circle/import/run"')[2].partition("</form>")[0]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    return member.post("/circle/import/run", fields | {"one_time_key": key_in(report)})


def test_a_table_is_looked_at_and_then_comes_in_as_a_whole(maya: MemberClient) -> None:
    report = _look(maya, GOOD.encode("utf-8-sig"))

    assert report.status_code == 200
    assert "2 people are new" in report.text
    assert "Nobody yet" in maya.get("/circle").text

    for _time in range(2):
        assert _run(maya, report.text).status_code == 303
    page = maya.get("/circle").text
    assert "2 people" in page
    assert "José Núñez" in page
    assert "knees" in page
    assert "sport" in page


@pytest.mark.parametrize("ending", ["csv", "vcf"])
def test_the_log_says_who_took_their_circle_and_nothing_of_it(
    maya: MemberClient, database: Database, ending: str
) -> None:
    _run(maya, _look(maya, GOOD.encode()).text)

    assert "knees" in maya.get(f"/circle/export.{ending}").get_data(as_text=True)

    assert_logged(database, "circle.exported", by=["maya@example.org"], without=["knees", "Aiko"])


def test_known_people_are_left_out(maya: MemberClient) -> None:
    _run(maya, _look(maya, GOOD.encode()).text)

    report = _look(maya, GOOD.encode()).text

    assert report.count("Known already, left out") == 2
    assert "There is nothing to add." in report


def test_one_wrong_row_keeps_all_out_and_is_named_by_its_line(maya: MemberClient) -> None:
    wrong = GOOD + ",Golden,,no address,,\r\n"

    report = _look(maya, wrong.encode())

    assert "1 row has to be put right first" in report.text
    assert 'action="/circle/import/run"' not in report.text
    assert re.search(r"</span> 5</th>.*Name: Write a name.*E-mail address: This is no", report.text)
    assert "Nobody yet" in maya.get("/circle").text


def test_a_report_cannot_be_talked_round(maya: MemberClient) -> None:
    """A form that asks to run a faulty file is answered with the report, and nothing is saved."""
    good = _look(maya, GOOD.encode()).text
    content = re.search(r'name="content" value="([^"]+)"', good)
    assert content

    answer = maya.post(
        "/circle/import/run",
        {
            "content": content[1],
            "column-name": "3",
            "column-email": "0",
            "one_time_key": key_in(good),
        },
    )

    assert answer.status_code == 422
    assert "Nobody yet" in maya.get("/circle").text


def test_a_column_can_be_given_to_another_field(maya: MemberClient) -> None:
    report = _look(maya, b"Who;What\nInes;needles\n").text
    assert "Name: Write a name" in report
    content = re.search(r'name="content" value="([^"]+)"', report)
    assert content

    again = maya.post(
        "/circle/import", {"content": content[1], "column-name": "0", "column-sent_for": "1"}
    ).text

    assert "1 person is new" in again
    _run(maya, again)
    assert "needles" in maya.get("/circle").text


def test_cards_of_both_versions_come_in(maya: MemberClient) -> None:
    report = _look(maya, CARDS.encode(), "contacts.vcf").text
    assert "2 people are new" in report

    _run(maya, report)

    page = maya.get("/circle").text
    assert "Simon Perreault" in page
    assert "+1-303-555-0103" in page
    assert "Golden" in page
    assert "aiko@example.org" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "The file is empty"),
        (b"  \r\n ", "The file is empty"),
        ("name\nJos\xe9\n".encode("latin-1"), "Line 2 holds letters in another encoding"),
        (b"name\nIn\x00es\n", "Line 2 holds a sign that no text has"),
        (b'name,town\nInes,"Golden\n', "From line 2 on the file cannot be read"),
        (b"name,town,Town\nInes,Golden,x\n", "Two columns are called"),
        (b"PK\x03\x04" + b"\x00" * 40, "This is a spreadsheet or an archive"),
        (b"name\n" + b"x" * 140_000 + b"\n", "From line 2 on the file cannot be read"),
        (b"name\n" + b"x\n" * 90_001, "The file is larger than 180 KB"),
        (b"name\n" + b"x\n" * 2_002, "more than 2,000 rows"),
        (b"BEGIN:VCARD\nFN:Ines\n", "A card in the file does not end"),
        (b"\xff\xfen", "in another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    maya: MemberClient, data: bytes, words: str
) -> None:
    answer = _look(maya, data)

    assert answer.status_code == 422
    assert answer.text.count(words) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_that_say_what_they_are_are_read(maya: MemberClient, encoding: str) -> None:
    assert "José Núñez" in _look(maya, GOOD.encode(encoding)).text


@pytest.mark.parametrize("content", ["", "!", "eJwDAAAAAAE=", "é"])
def test_what_a_form_carries_is_not_trusted(maya: MemberClient, content: str) -> None:
    answer = maya.post("/circle/import/run", {"content": content, "one_time_key": "A" * 22})

    assert answer.status_code == 422


def test_formulas_leave_as_text_and_come_back_as_they_were(
    maya: MemberClient, sam: MemberClient
) -> None:
    key = key_in(maya.get("/circle/new").text)
    formula = '=HYPERLINK("https://example.org")'
    maya.post(
        "/circle/new",
        {"one_time_key": key, "name": formula, "town": "@Golden", "phone": "+1 303 555 0104"},
    )

    answer = maya.get("/circle/export.csv")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    row = answer.text.splitlines()[1]
    assert row.startswith("\"'=HYPERLINK")
    assert ",'@Golden,'+1 303 555 0104," in row
    _run(sam, _look(sam, answer.data).text)
    assert sam.get("/circle/export.csv").text == answer.text


def test_cards_leave_and_come_back(maya: MemberClient, sam: MemberClient) -> None:
    _run(maya, _look(maya, CARDS.encode(), "contacts.vcf").text)
    answer = maya.get("/circle/export.vcf")

    assert answer.mimetype == "text/vcard"
    _run(sam, _look(sam, answer.data, "back.vcf").text)

    assert sam.get("/circle/export.vcf").text == answer.text
