"""Questions for somebody who has no words: each answer is understood as what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory import resources
from directory.search.guided import Answer, load_questions
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from flask.testing import FlaskClient

VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")
CONCERNS = [
    (question.slug, answer)
    for question in load_questions(resources.seed_data(), VOCABULARY)
    for answer in question.answers
    if any(kind == "issue" for kind, _slug in answer.adds)
]


@pytest.mark.parametrize(
    ("question", "answer"), CONCERNS, ids=lambda one: getattr(one, "slug", one)
)
def test_each_answer_about_a_concern_is_read_as_that_concern(
    client: FlaskClient, question: str, answer: Answer
) -> None:
    page = client.post("/questions", data={question: answer.slug}).get_data(as_text=True)

    chips = {str(b["value"]) for b in BeautifulSoup(page, "html5lib").select("[name=remove]")}
    assert {f"read:issue:{slug}" for kind, slug in answer.adds if kind == "issue"} <= chips


def test_the_answers_go_under_a_sealed_link(client: FlaskClient) -> None:
    client.get("/questions")

    answer = client.post("/questions", data={"trouble": "loss", "place": "Denver"})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/find/r/")
    page = BeautifulSoup(client.get(answer.headers["Location"]).get_data(as_text=True), "html5lib")
    assert page.select(".result-heading a")


def test_no_answer_at_all_is_asked_for_kindly_and_what_was_ticked_stays(
    client: FlaskClient,
) -> None:
    answer = client.post("/questions", data={"meet": "online", "place": "Denver"})

    page = BeautifulSoup(answer.get_data(as_text=True), "html5lib")
    assert answer.status_code == 422
    assert page.select_one('.error-summary a[href="#feel"]')
    assert page.select_one('input[value="online"][checked]')
    assert page.select_one('#place[value="Denver"]')
