"""A telephone number for everybody is shown to who asks, not to who harvests links."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.profiles.closed_sets import Audience
from directory.profiles.draft import ContactDraft
from tests.support.drafts import full_draft, plain_draft, publish, save
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database

PAGE = "/practitioners/ana"
NUMBER = "303-555-0147"


def test_a_number_is_told_to_a_form_and_stands_on_no_page_card_or_data_block(
    app: Flask, database: Database
) -> None:
    contact = ContactDraft(email="ana@example.org", phone=NUMBER, phone_for=Audience.EVERYBODY)
    with database.transaction() as session:
        save(session, plain_draft("sam"), replace(full_draft("ana"), contact=contact))
        publish(session, "ana")
        colleague = make_account(session, "sam@example.org")
    visitor = app.test_client()

    followed = visitor.get(PAGE).text + visitor.get(f"{PAGE}/card.vcf").text
    asked = visitor.post(f"{PAGE}/phone")

    assert "0147" not in followed
    assert f'action="{PAGE}/phone"' in followed
    assert 'href="tel:3035550147"' in asked.text
    assert "telephone" not in asked.text
    assert "no-store" in asked.headers["Cache-Control"]
    assert f"TEL:{NUMBER}" in visitor.post(f"{PAGE}/card.vcf").text
    assert visitor.get(f"{PAGE}/phone").status_code == 405
    assert visitor.post("/centers/ana/phone").status_code == 404
    assert NUMBER in signed_in(app, colleague).get(PAGE).text
