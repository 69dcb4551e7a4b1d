"""The page of sending holds the readiness, the permission and the check of what goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from directory.web.one_time_keys import new_key
from tests.integration.referrals.conftest import CONSENT, NOTE, REFERRAL, opened, path_of

if TYPE_CHECKING:
    from tests.support.members import MemberClient

PERMISSION = CONSENT | {"with": "permission"}


def _written(maya: MemberClient) -> str:
    answer = maya.post("/referrals/new", REFERRAL | {"one_time_key": new_key()})
    assert answer.headers["Location"].endswith("/check")
    return path_of(answer)


def _answers(page: str, flags: str = "none", answer: str = "cleared") -> dict[str, str]:
    cautions = set(re.findall(r'name="(caution-C\d+)"', page))
    return dict.fromkeys(cautions, answer) | {"readiness": "yes", "flags": flags}


def _is_draft(maya: MemberClient, path: str) -> bool:
    return maya.get(f"{path}/check").status_code == 200


def test_three_pages_send_a_referral(maya: MemberClient, sam: MemberClient) -> None:
    path = _written(maya)
    page = maya.get(f"{path}/check").text

    sent = maya.post(f"{path}/send", _answers(page) | PERMISSION)

    assert "Not answered" not in page, "a question is not shown as an answer too"
    assert sent.headers["Location"] == path
    assert "Sent, not opened yet" in maya.get(path).text
    assert NOTE in opened(sam, path)


def test_without_the_permission_only_the_question_goes(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = _written(maya)
    page = maya.get(f"{path}/check").text

    sent = maya.post(f"{path}/send", _answers(page) | {"with": "question"})

    assert sent.status_code == 303
    assert NOTE not in opened(sam, path)


def test_a_permission_that_was_not_attested_sends_nothing_and_keeps_the_answers(
    maya: MemberClient,
) -> None:
    path = _written(maya)
    page = maya.get(f"{path}/check").text

    held = maya.post(
        f"{path}/send", _answers(page) | {"with": "permission"} | CONSENT | {"agreed": ""}
    )

    assert held.status_code == 422
    assert "Tick that the client agreed" in held.text
    assert "Every question is answered" in held.text
    assert _is_draft(maya, path)


def test_readiness_that_was_not_answered_sends_nothing(maya: MemberClient) -> None:
    path = _written(maya)

    page = maya.get(f"{path}/check").text
    unsaid = _answers(page) | PERMISSION
    del unsaid["flags"]
    held = maya.post(f"{path}/send", unsaid)

    assert held.status_code == 422
    assert "Tick what is so" in held.text
    assert 'value="cleared" checked' in held.text
    assert _is_draft(maya, path)


def test_a_circumstance_brings_its_question_before_anything_goes(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = _written(maya)
    first = maya.get(f"{path}/check").text

    held = maya.post(f"{path}/send", _answers(first, "active-trauma") | PERMISSION)
    asked = set(_answers(held.text)) - set(_answers(first))
    sent = maya.post(f"{path}/send", _answers(held.text, "active-trauma") | PERMISSION)

    assert held.status_code == 422
    assert "has no answer yet" in held.text or "have no answer yet" in held.text
    assert asked
    assert sent.status_code == 303
    assert NOTE in opened(sam, path)


def test_what_stands_in_the_way_keeps_the_draft(maya: MemberClient) -> None:
    path = _written(maya)
    first = maya.get(f"{path}/check").text
    held = maya.post(f"{path}/send", _answers(first, "dvt-suspected") | PERMISSION)

    stop = _answers(held.text, "dvt-suspected") | {"caution-C15": "stop"} | PERMISSION
    stopped = maya.post(f"{path}/send", stop)

    assert stopped.status_code == 422
    assert "This care waits" in stopped.text
    assert _is_draft(maya, path)
