"""The way through the pages of asking, as a client without script goes it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from directory.web.one_time_keys import new_key

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

WORDS = "Do you have room for somebody who startles at touch? Canary-Kestrel."
PHRASE = re.compile(r'class="return-phrase"[^>]*>([a-z ]+)<')
WISHES = {"wishes_shown": "yes", "answer_by": "here", "no_voicemail": "yes"}


def send_question(client: FlaskClient, handle: str, *, words: str, **wishes: str) -> str:
    """Send a question to a practitioner; the seven words that the page shows."""
    answer = client.post(
        f"/practitioners/{handle}/ask/send",
        data={**WISHES, "words": words, "one_time_key": new_key(), **wishes},
    )
    assert answer.status_code == 200, answer.text
    return phrase_on(answer)


def phrase_on(answer: TestResponse) -> str:
    """The seven words on a page."""
    found = PHRASE.search(answer.text)
    assert found is not None, answer.text
    return found.group(1)


def hidden(answer: TestResponse, name: str) -> str:
    """The value of the first hidden field of this name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.text)
    assert found is not None, name
    return html.unescape(found.group(1))
