"""Searching by page: the sealed link, the way without cookies, and what never leaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from directory.search.place_questions import UNFOLDED_AT_MOST

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def shown(response: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(response.get_data(as_text=True), "html5lib")


def one(response: TestResponse, selector: str) -> Tag:
    """The first element of this selector, which has to be there."""
    found = shown(response).select_one(selector)
    assert found is not None, selector
    return found


def names(response: TestResponse) -> list[str]:
    return [link.get_text(strip=True) for link in shown(response).select(".result-heading a")]


def chips(response: TestResponse) -> list[str]:
    return [str(button["value"]) for button in shown(response).select("button[name=remove]")]


def search(client: FlaskClient, **form: str | list[str]) -> TestResponse:
    """Search as a browser does that has our cookie from the form, and follow to the results."""
    client.set_cookie("visit", "v" * 22)
    answer = client.post("/find", data=form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client.get(answer.headers["Location"])


@pytest.mark.parametrize(
    "address", ["/", "/find", "/centers", "/scope", "/how-the-order-is-decided"]
)
def test_every_page_is_there(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


def test_opening_the_form_sets_the_one_cookie_and_the_start_page_none(
    client: FlaskClient,
) -> None:
    assert "Set-Cookie" not in client.get("/").headers
    assert client.get("/find").headers["Set-Cookie"].startswith("visit=")


def test_a_search_goes_to_a_sealed_link_that_works_again(client: FlaskClient) -> None:
    client.get("/find")

    answer = client.post("/find", data={"words": "rape recovery", "place": "80226"})

    assert answer.status_code == 303
    link = answer.headers["Location"]
    assert link.startswith("/find/r/")
    first, again = client.get(link), client.get(link)
    assert names(first) == names(again)
    assert names(first)[0].startswith("Yolanda Baca")


def test_without_the_cookie_the_results_come_directly(client: FlaskClient) -> None:
    answer = client.post("/find", data={"words": "rape recovery", "place": "80226"})

    assert answer.status_code == 200
    assert names(answer)[0].startswith("Yolanda Baca")
    assert not shown(answer).select('a[href^="/find/r/"]')


def test_what_was_read_comes_back_as_chips_that_can_be_taken_away(client: FlaskClient) -> None:
    page = search(client, words="rape recovery, medicaid", place="80226")
    assert "read:issue:sexual-assault" in chips(page)
    assert "read:payer:medicaid" in chips(page)

    fewer = search(
        client, words="rape recovery, medicaid", place="80226", remove="read:payer:medicaid"
    )

    assert "read:payer:medicaid" not in chips(fewer)
    assert "Set aside: Medicaid" in shown(fewer).get_text(" ", strip=True)
    assert one(fewer, "input[name=without]")["value"] == "payer:medicaid"


def test_what_was_not_understood_is_said(client: FlaskClient) -> None:
    page = search(client, words="grief flibbertigibbet", place="Denver")

    assert "We did not understand: flibbertigibbet" in shown(page).get_text(" ", strip=True)


def test_nonsense_gets_no_list_and_a_way_on(client: FlaskClient) -> None:
    page = search(client, words="qwer zxcv asdf")

    text = shown(page).get_text(" ", strip=True)
    assert names(page) == []
    assert "We did not understand what you are looking for" in text
    assert shown(page).select_one('a[href="/help-now"]')
    assert one(page, "#words").get_text(strip=True) == "qwer zxcv asdf"


def test_a_town_that_exists_twice_is_said_and_can_be_chosen(client: FlaskClient) -> None:
    page = search(client, words="grief", place="Lakewood")
    options = [button["value"] for button in shown(page).select("button[name=choose_place]")]
    assert "We took Lakewood, CO" in shown(page).get_text(" ", strip=True)
    assert options == ["Lakewood, OH"]

    other = search(client, words="grief", place="Lakewood", choose_place="Lakewood, OH")

    assert one(other, "#place")["value"] == "Lakewood, OH"


def test_many_towns_of_one_name_are_folded_under_the_one_taken(client: FlaskClient) -> None:
    page = search(client, words="grief", place="Springfield")

    folded = one(page, "details.place-choice")
    others = [button["value"] for button in folded.select("button[name=choose_place]")]
    assert len(others) > UNFOLDED_AT_MOST
    assert f"{len(others)} other places called Springfield" in folded.get_text(" ", strip=True)
    assert not folded.has_attr("open")
    assert "We took Springfield" in one(page, ".notice").get_text(" ", strip=True)

    other = search(client, words="grief", place="Springfield", choose_place=str(others[0]))

    assert one(other, "#place")["value"] == others[0]


def test_a_misspelt_town_is_corrected_aloud(client: FlaskClient) -> None:
    page = search(client, words="grief", place="denvr co")

    text = shown(page).get_text(" ", strip=True)
    assert "We took Denver, CO" in text
    assert "“denvr co”" in text


def test_near_me_asks_where_that_is(client: FlaskClient) -> None:
    page = search(client, words="grief counselor near me")

    assert "Where are you?" in shown(page).get_text(" ", strip=True)


def test_the_list_can_be_ordered_and_the_order_is_said(client: FlaskClient) -> None:
    client.get("/find")
    link = client.post("/find", data={"words": "grief", "place": "Arvada"}).headers["Location"]

    nearest = client.get(f"{link}?order=nearest")

    assert "Nearest first." in shown(nearest).get_text(" ", strip=True)
    assert names(nearest)[0].startswith("Hon Nguyen")


def test_immediate_danger_stands_first_and_the_list_waits(client: FlaskClient) -> None:
    page = search(client, words="i want to kill myself tonight", place="Denver")

    heading = one(page, "main h2, main h1")
    assert names(page) == []
    assert "alone" in heading.get_text()
    assert shown(page).select_one('main a[href="tel:988"]')
    further = search(client, words="i want to kill myself tonight", place="Denver", goes_on="yes")
    assert names(further)


def test_a_medical_emergency_shows_no_list_at_all(client: FlaskClient) -> None:
    page = search(client, words="thunderclap headache worst of my life", place="Denver")

    assert names(page) == []
    assert shown(page).select_one('main a[href="tel:911"]')
    assert not shown(page).select("button[name=goes_on]")


def test_what_may_be_danger_brings_a_line_above_the_list_and_hides_nothing(
    client: FlaskClient,
) -> None:
    calm = search(client, words="massage", place="Denver")
    words = "massage, i keep a packed bag at my neighbor's because of my husband"
    page = search(client, words=words, place="Denver")
    note = one(page, "main .notice:has(.urgent-lines)")

    assert names(page) == names(calm) != []
    assert "not sure that we understood" in note.get_text()
    assert note.select_one('a[href^="tel:"]')
    assert note.get("role") is None
    assert note in one(page, "main h1").find_all_previous("div")
    assert not shown(calm).select(".urgent-lines")


def test_words_of_danger_alone_bring_the_line_too(client: FlaskClient) -> None:
    page = search(client, words="ya me despedí de todos", place="Denver")

    assert one(page, "main .urgent-lines").select_one('a[href="tel:988"]')


def test_couple_work_waits_while_there_is_violence(client: FlaskClient) -> None:
    calm = search(client, words="couples therapy", place="Denver")
    page = search(client, words="couples therapy he hits me", place="Denver")

    text = one(page, "main").get_text(" ", strip=True)
    said = "Couple sessions are not advised while there is violence."
    assert any(name.startswith("Tova Gether") for name in names(calm))
    assert any(name.startswith("Sade Harbour") for name in names(page))
    assert not any(name.startswith("Tova Gether") for name in names(page))
    assert said in text
    first_name = one(page, ".result-heading a").get_text()
    assert text.index("800-799-7233") < text.index(said) < text.index(first_name)


def test_all_but_the_first_are_told_why_they_are_not_higher(client: FlaskClient) -> None:
    page = search(client, words="grief", place="Arvada")

    told = [details.get_text(" ", strip=True) for details in shown(page).select(".score-details")]
    assert "Why not higher:" not in told[0]
    assert len(told) > 1
    assert all("Why not higher: Those above " in text for text in told[1:])


def test_a_card_names_a_method_once(client: FlaskClient) -> None:
    page = search(client, words="grief therapy", place="Arvada")

    card = one(page, ".result-card").get_text(" ", strip=True)
    assert card.startswith("HN 1. Hon Nguyen")
    assert card.count("certified in Grief therapy") == 1


@pytest.mark.parametrize(
    ("words", "name", "address"),
    [
        ("Hon Nguyen", "Hon Nguyen", "/practitioners/hon-nguyen"),
        ("dr hon nguyn", "Hon Nguyen", "/practitioners/hon-nguyen"),
        ("juniper house", "Juniper House", "/centers/juniper-house"),
    ],
)
def test_somebody_is_found_by_name(
    client: FlaskClient, words: str, name: str, address: str
) -> None:
    page = search(client, words=words)

    link = one(page, 'section[aria-labelledby="named"] a')
    assert link.get_text().startswith(name)
    assert link["href"] == address
    assert "We did not understand" not in one(page, "main").get_text(" ")


def test_a_concern_with_a_name_keeps_its_list(client: FlaskClient) -> None:
    page = search(client, words="grief with hon nguyen", place="Arvada")

    assert one(page, 'section[aria-labelledby="named"] a')["href"] == "/practitioners/hon-nguyen"
    assert len(names(page)) > 1


def test_a_massage_therapist_is_offered_what_lies_outside_their_scope(
    client: FlaskClient,
) -> None:
    page = search(
        client, **{"words": "grief", "place": "80226", "for": "client", "i_am": "massage-therapist"}
    )

    text = shown(page).get_text(" ", strip=True)
    assert "Outside yours:" in text
    assert all("LMT" not in name for name in names(page))
    assert any(name.startswith("Hon Nguyen") for name in names(page))


def test_nobody_looks_through_the_eyes_of_a_member_without_signing_in(client: FlaskClient) -> None:
    asked = {"words": "grief", "place": "80226", "for": "client", "i_am": "massage-therapist"}

    page = search(client, **asked, as_listing="lee-back")

    assert names(page) == names(search(client, **asked))
    assert shown(page).select(".trust-path") == []


def test_names_are_kept_in_the_sealed_search_and_stand_side_by_side(client: FlaskClient) -> None:
    client.set_cookie("visit", "v" * 22)
    asked = {"words": "grief", "place": "80226"}

    kept = client.post("/find", data={**asked, "keep": "hon-nguyen", "at_order": "nearest"})

    assert kept.headers["Location"].endswith("?order=nearest#at-hon-nguyen")
    page = client.get(kept.headers["Location"])
    assert one(page, "input[name=kept]")["value"] == "hon-nguyen"
    assert "hon-nguyen" not in kept.headers["Location"].partition("?")[0]

    answer = client.post("/find", data={**asked, "kept": ["hon-nguyen", "quote-zoe"], "sheet": "y"})
    sheet = client.get(answer.headers["Location"])

    heads = [head.get_text(" ", strip=True) for head in shown(sheet).select("thead th")]
    assert [head.split(",")[0] for head in heads] == ["Hon Nguyen", 'Zoë <b>"Q"</b> & Söhne']
    assert "grief" not in sheet.get_data(as_text=True).lower(), "the sheet tells no concern"


def test_the_sheet_needs_no_cookie_and_takes_the_first_names_where_none_is_kept(
    client: FlaskClient,
) -> None:
    asked = {"words": "grief", "place": "80226"}
    first = [name.split(",")[0] for name in names(client.post("/find", data=asked))][:3]

    sheet = client.post("/find", data={**asked, "sheet": "yes"})

    heads = [head.get_text(" ", strip=True) for head in shown(sheet).select("thead th")]
    assert [head.split(",")[0] for head in heads] == first


def test_at_most_three_names_are_kept_and_one_can_be_taken_off(client: FlaskClient) -> None:
    asked = {"words": "grief", "place": "80226", "kept": ["mid-torres", "hon-nguyen", "quote-zoe"]}

    more = client.post("/find", data={**asked, "keep": "yolanda-baca"})
    fewer = client.post("/find", data={**asked, "unkeep": "hon-nguyen"})

    def kept(page: TestResponse) -> list[str]:
        return [str(field["value"]) for field in shown(page).select("input[name=kept]")]

    assert kept(more) == ["mid-torres", "hon-nguyen", "quote-zoe"]
    assert shown(more).select("button[name=keep]") == []
    assert kept(fewer) == ["mid-torres", "quote-zoe"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zoe Q Sohne", "Place 2 of"),
        ("Stale Ghost", "Nobody here is listed under the name you asked about."),
        ("Kim Okafor", "does not fit this search."),
        ("Nobody Atall", "Nobody here is listed under the name you asked about."),
    ],
)
def test_it_is_said_why_somebody_does_not_stand_higher(
    client: FlaskClient, name: str, said: str
) -> None:
    page = client.post("/find", data={"words": "grief", "place": "80226", "about": name})

    assert said in shown(page).get_text(" ", strip=True)


def test_who_did_not_say_is_counted_apart_and_one_click_away(client: FlaskClient) -> None:
    asked = {"words": "low back pain", "place": "80226", "access": "wheelchair"}
    strict = search(client, **asked)
    offer = one(strict, "button[name=show_unstated]")
    assert names(strict) == []
    assert offer["value"] == "access:wheelchair"
    assert offer.get_text(strip=True).startswith("Show 3 who did not say")

    wider = search(client, **asked, show_unstated="access:wheelchair")

    assert {name.split(",")[0] for name in names(wider)} == {
        "Hon Nguyen", "Kim Okafor", "Lee Sørensen",
    }  # fmt: skip


def test_who_says_no_to_what_cannot_be_done_without_is_never_shown(client: FlaskClient) -> None:
    asked = {"words": "sexual trauma", "place": "80226"}
    assert any(name.startswith("Yolanda") for name in names(search(client, **asked)))

    wider = search(client, **asked, access="wheelchair", or_unstated="access:wheelchair")

    assert names(wider)
    assert not any(name.startswith("Yolanda") for name in names(wider))


def test_with_little_left_the_wish_that_cost_most_is_named_with_its_gain(
    client: FlaskClient,
) -> None:
    page = search(client, words="low back pain", place="80226", access="wheelchair")

    text = shown(page).get_text(" ", strip=True)
    assert "3 more would show without “Wheelchair accessible entrance and room”" in text
    assert shown(page).select_one('button[name=remove][value="form:access:wheelchair"]')


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"words": "x" * 2001}, "words"),
        ({"words": "grief", "place": "y" * 121}, "place"),
        ({"words": "grief", "within": "-1"}, "within"),
        ({"words": "grief", "within": "10000"}, "within"),
        ({"words": "grief", "within": "½"}, "within"),
        ({"words": "grief", "max_fee": "cheap"}, "max_fee"),
        ({"words": ""}, "words"),
        ({"words": "\x00"}, "words"),
    ],
)
def test_wrong_input_is_told_at_its_field_and_stays(
    client: FlaskClient, form: dict[str, str], field: str
) -> None:
    answer = client.post("/find", data=form)

    assert answer.status_code == 422
    summary = one(answer, f'.error-summary a[href="#{field}"]')
    assert summary.get_text(strip=True) in one(answer, f"#{field}-error").get_text(" ")
    if field in {"words", "place"}:
        kept = one(answer, f"#{field}")
        value = str(kept.get("value") or kept.get_text())
        assert value.strip() == form[field].replace("\x00", "").strip()


@pytest.mark.parametrize(
    "words",
    [
        "x" * 2000,
        "grief \x00 %00 \r\n",
        "<script>alert(1)</script> grief",
        "'; DROP TABLE listings; -- grief",
        "心の痛み 🌿 \u202egrief",
        "{{ 7*7 }} ${7*7} %(x)s %s {0}",
    ],
)
def test_anything_typed_gets_a_plain_page_and_stays(client: FlaskClient, words: str) -> None:
    answer = client.post("/find", data={"words": words})

    assert answer.status_code == 200
    assert shown(answer).select("main script") == []
    assert "49" not in one(answer, "h1").get_text()
    kept = one(answer, "#words").get_text()
    assert words.replace("\x00", "").split()[0] in kept


@pytest.mark.parametrize("link", ["x", "AQAA", "%00", "a" * 3000, "../../etc/passwd"])
def test_a_forged_link_shows_the_empty_form(client: FlaskClient, link: str) -> None:
    answer = client.get(f"/find/r/{link}")

    assert answer.status_code in {404, 410}
    if answer.status_code == 410:
        assert "That link no longer opens" in answer.get_data(as_text=True)


def test_somebody_elses_link_shows_nothing_of_the_search(app: Flask) -> None:
    one, other = app.test_client(), app.test_client()
    one.get("/find")
    link = one.post("/find", data={"words": "rape recovery canary"}).headers["Location"]
    other.get("/find")

    answer = other.get(link)

    assert answer.status_code == 410
    assert "canary" not in answer.get_data(as_text=True)
    assert "sexual assault recovery" not in answer.get_data(as_text=True).lower()
    assert names(answer) == []


def test_names_and_texts_are_shown_as_text(client: FlaskClient) -> None:
    results = search(client, words="grief", place="Denver")
    profile = client.get("/practitioners/quote-zoe")

    for answer in (results, profile):
        assert '<b>"Q"</b>' not in answer.get_data(as_text=True)
        assert shown(answer).select("main script") == []
    assert any('Zoë <b>"Q"</b> & Söhne' in name for name in names(results))


def test_results_are_stored_nowhere_and_named_neutrally(client: FlaskClient) -> None:
    page = search(client, words="rape recovery", place="80226")

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert one(page, "title").get_text() == "Results – Better Together"


def test_a_hidden_address_stands_in_no_page(client: FlaskClient) -> None:
    pages = [
        search(client, words="trauma massage", place="80226"),
        client.get("/practitioners/ana-rivera"),
        client.get("/centers/juniper-house"),
        client.get("/centers"),
    ]

    for page in pages:
        assert "Secretlane" not in page.get_data(as_text=True)


def test_each_choice_says_how_many_say_yes_no_or_nothing(client: FlaskClient) -> None:
    page = search(client, words="grief", place="80226")

    payer = one(page, "#payer option[value=medicaid]").get_text(strip=True)
    assert re.fullmatch(r"Medicaid \(\d+ yes, \d+ no, \d+ did not say\)", payer)


def test_a_must_have_says_whom_it_leaves_out(client: FlaskClient) -> None:
    page = search(client, words="grief", place="80226", payer="medicaid", payer_must="yes")

    section = one(page, "section[aria-labelledby=unstated-title]").get_text(" ", strip=True)
    assert "What your must-haves leave out" in section


def test_nothing_found_offers_to_widen_to_drop_and_to_call(client: FlaskClient) -> None:
    page = search(client, words="grief", place="Salida, CO", within="5", access="wheelchair")

    box = one(page, ".empty-state")
    assert names(page) == []
    assert box.select_one("button[name=widen]")
    assert box.select_one('a[href="/help-now"]')
    assert "211" in box.get_text(" ", strip=True)


@pytest.mark.parametrize("print_part", ["title", ".print-header", "meta[name=description]", "h1"])
def test_what_others_may_glimpse_of_results_names_no_concern(
    client: FlaskClient, print_part: str
) -> None:
    found = search(client, words="sexual trauma therapist", place="Denver, CO")

    seen = " ".join(str(part) for part in shown(found).select(print_part)).casefold()

    assert "trauma" not in seen
    assert "sexual" not in seen
    assert "trauma" in found.get_data(as_text=True)


def test_a_payer_that_the_words_insist_on_is_a_must_until_it_is_taken_back(
    client: FlaskClient,
) -> None:
    words = {"words": "grief, Aetna only", "place": "80226"}
    wished = search(client, words="grief, Aetna", place="80226")
    chosen = search(client, words="grief", place="80226", payer="aetna", payer_must="yes")

    page = search(client, **words)
    back = search(client, **words, remove="read:wish:only-this-payer")

    assert "read:wish:only-this-payer" in chips(page)
    assert "read:wish:only-this-payer" not in [*chips(wished), *chips(back)]
    assert names(page) == names(chosen)
    leaves_out = [
        shown(each).select_one("#unstated-title") is not None
        for each in (page, chosen, back, wished)
    ]
    assert leaves_out == [True, True, False, False]
