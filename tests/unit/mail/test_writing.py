"""Mails are written in the first language of the settings, from the same text as the pages."""

from __future__ import annotations

import pytest

from directory.config import Mode, Settings
from directory.mail.writing import written
from tests.support.databases import SECRET


@pytest.mark.parametrize(
    ("languages", "subject", "page_language"),
    [
        (("en", "es"), "Something is on your desk at Better Together", "en"),
        (("es", "en"), "Hay algo en su escritorio en Better Together", "es"),
    ],
)
def test_a_mail_is_in_the_first_language_of_the_site(
    languages: tuple[str, ...], subject: str, page_language: str
) -> None:
    settings = Settings(mode=Mode.TEST, secret_key=SECRET, languages=languages)

    mail = written(settings, "on-your-desk", "ana@example.org", "/desk", name="Better Together")

    assert mail.subject == subject
    assert f'<html lang="{page_language}">' in mail.html
