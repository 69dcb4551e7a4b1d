"""The words and parts that pages share: each reader gets what their own page would have said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from flask import render_template_string
from flask_babel import force_locale
from jinja2 import Environment

from directory.network.in_force import InForce
from directory.network.site import Site

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite


def _main_links(page: str) -> list[tuple[str, str | None]]:
    return [
        (str(one["href"]), one.get("aria-current"))  # type: ignore[misc]
        for one in BeautifulSoup(page, "html.parser").select(".site-nav a")
    ]


def test_what_is_filled_in_is_escaped_every_time(app: Flask) -> None:
    with app.test_request_context("/"):
        for who in ("<b>", "&", "Ana"):
            shown = render_template_string('{{ _("Take %(who)s off", who=who) }}', who=who)
            assert (
                shown
                == f"Take {who.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')} off"
            )


def test_text_that_is_no_page_is_not_escaped(app: Flask) -> None:
    with app.test_request_context("/"):
        shown = render_template_string(
            '{% autoescape false %}{{ _("Take %(who)s off", who="A & B") }}{% endautoescape %}'
        )

    assert shown == "Take A & B off"


@pytest.mark.parametrize(("number", "words"), [(1, "1 mile"), (2, "2 miles"), (0, "0 miles")])
def test_numbers_choose_their_words(app: Flask, number: int, words: str) -> None:
    template = '{{ ngettext("%(num)s mile", "%(num)s miles", number) }}'
    with app.test_request_context("/"):
        assert [render_template_string(template, number=number) for _ in range(2)] == [words] * 2


def test_a_percent_sign_is_written_as_in_every_sentence(app: Flask) -> None:
    with app.test_request_context("/"):
        assert render_template_string('{{ _("all of 100 %%") }}') == "all of 100 %"


def test_a_part_of_another_language_is_another_part(app: Flask) -> None:
    template = '{% call kept("trial") %}{{ language() }}{% endcall %}'
    with app.test_request_context("/"):
        first = render_template_string(template, language=lambda: "en")
        with force_locale("es"):
            forced = render_template_string(template, language=lambda: "es")
        again = render_template_string(template, language=lambda: "drawn anew")

    assert (first, forced, again) == ("en", "es", "en")


def test_a_part_is_drawn_anew_when_the_network_changes_its_site(app: Flask) -> None:
    client: FlaskClient = app.test_client()
    before = client.get("/about").get_data(as_text=True)
    held = app.extensions["network"]
    # The holder follows the database, so the new site is put where it is drawn from.
    held.now = InForce(held.now.revision, held.now.vocabulary, site=Site(name="Quiet Valley Care"))
    after = client.get("/about").get_data(as_text=True)

    assert "Quiet Valley Care" not in before
    header = BeautifulSoup(after, "html.parser").select_one(".site-top-bar .brand")
    footer = BeautifulSoup(after, "html.parser").select_one(".site-footer")
    assert header is not None
    assert footer is not None
    assert header.text.strip() == "Quiet Valley Care"
    assert "Quiet Valley Care" in footer.text


def test_the_mark_of_the_present_page_is_no_other_page_s(app: Flask) -> None:
    client = app.test_client()
    for _twice in range(2):
        for path in ("/scope", "/safety", "/about"):
            marked = {
                href
                for href, current in _main_links(client.get(path).get_data(as_text=True))
                if current
            }
            assert marked == ({path} & {"/scope", "/safety"})


def test_the_switch_leads_back_to_the_page_it_stands_on(app: Flask) -> None:
    client = app.test_client()
    # The menus mark none of the first two, so nothing else tells their frames apart.
    for path in ("/scope", "/practitioners", "/safety", "/scope"):
        page = BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")
        back = page.select_one('.scheme-switch input[name="back"]')
        assert back is not None
        assert back["value"] == path


def test_templates_know_no_other_words_than_these(app: Flask) -> None:
    assert isinstance(app.jinja_env, Environment)
    assert app.jinja_env.globals["_"] is app.jinja_env.globals["gettext"]


def test_the_foot_names_whom_the_places_are_owed_to(app: Flask) -> None:
    app.extensions["place_credits"] = ("Towns: Somebody & others, CC BY 4.0",)

    foot = BeautifulSoup(app.test_client().get("/about").get_data(as_text=True), "html.parser")

    assert "Towns: Somebody & others, CC BY 4.0." in str(foot.select_one(".site-footer").text)  # type: ignore[union-attr]
