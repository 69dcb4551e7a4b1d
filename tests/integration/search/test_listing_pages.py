"""The public pages of listings and the centers to browse."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from directory.search import sitemap_views

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def text(response: TestResponse) -> str:
    soup = BeautifulSoup(response.get_data(as_text=True), "html5lib")
    main = soup.select_one("main")
    assert main is not None
    return main.get_text(" ", strip=True).replace(" ,", ",")


def centers(response: TestResponse) -> list[str]:
    soup = BeautifulSoup(response.get_data(as_text=True), "html5lib")
    return [link.get_text(strip=True) for link in soup.select(".result-heading a")]


def test_a_practitioner_tells_what_they_do_and_do_not(client: FlaskClient) -> None:
    words = text(client.get("/practitioners/ana-rivera"))

    assert "Gentle massage." in words
    assert "Deep tissue work." in words
    assert "Counselling or advice on psychological problems" in words, "the scope's own limits"
    assert re.search(r"Licence checked \d+ \w+ \d{4}, with Colorado massage board", words)
    assert "Openings in about 7 days, confirmed" in words
    assert "Not stated: ask" in words
    assert "2 colleagues vouch for their work" in words


def test_a_hidden_address_is_an_area_and_says_how_to_learn_it(client: FlaskClient) -> None:
    words = text(client.get("/practitioners/ana-rivera"))

    assert "Lakewood, CO area" in words
    assert "The address is given when you make an appointment." in words
    assert "4711" not in words


def test_an_address_that_is_shown_is_shown(client: FlaskClient) -> None:
    assert "10 Alameda Avenue" in text(client.get("/practitioners/yolanda-baca"))


def test_a_region_is_named_and_not_spelled_in_letters(client: FlaskClient) -> None:
    assert "Online, for people in Colorado" in text(client.get("/practitioners/yolanda-baca"))


def test_somebody_in_supervised_practice_says_so(client: FlaskClient) -> None:
    words = text(client.get("/practitioners/priya-shah"))

    assert "RP (Qualifying)" in words
    assert "supervised by Noor Haddad" in words


def test_a_center_names_its_people_and_what_they_work_with(client: FlaskClient) -> None:
    words = text(client.get("/centers/juniper-house"))

    assert "Ana Rivera" in words
    assert "Mid Torres" in words
    assert "Main focus: Bulimia" in words
    assert "Under one roof" in words


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/practitioners/nobody", 404),
        ("/practitioners/hidden-draft", 404),
        ("/practitioners/juniper-house", 404),
        ("/centers/ana-rivera", 404),
        ("/practitioners/gone-away", 410),
        ("/practitioners/stale-ghost", 410),
        ("/practitioners/%00", 404),
        ("/centers/<b>", 404),
    ],
)
def test_what_is_not_shown_is_gone_or_unknown(
    client: FlaskClient, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_centers_can_be_browsed_with_no_words(client: FlaskClient) -> None:
    assert centers(client.get("/centers")) == ["Juniper House"]
    assert centers(client.get("/centers?place=Denver&within=25")) == ["Juniper House"]
    assert centers(client.get("/centers?place=Salida&within=25")) == []


def test_centers_by_discipline_integration_and_coverage(client: FlaskClient) -> None:
    both = "/centers?discipline=talk&discipline=bodywork&integration=same-roof&payer=medicaid"

    assert centers(client.get(both)) == ["Juniper House"]
    assert centers(client.get("/centers?discipline=nutrition")) == []
    assert centers(client.get("/centers?integration=joint-sessions")) == []
    assert centers(client.get("/centers?integration=joint-sessions&unstated=yes")) == [
        "Juniper House"
    ]


def test_an_empty_list_of_centers_leads_on(client: FlaskClient) -> None:
    words = text(client.get("/centers?discipline=nutrition"))

    assert "Most would show again without “Nutrition”" in words
    assert "Show all centers" in words


@pytest.mark.parametrize(
    "query",
    [
        "place=xyzzy", "within=-1", "within=10000", "within=x", "place=" + "y" * 500,
        "place=%00%3Cb%3E", "payer=nonsense", "discipline=<b>", "integration=x&open=1",
    ],
)  # fmt: skip
def test_odd_questions_get_a_plain_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/centers?{query}").status_code == 200


def test_practitioners_can_be_browsed_by_town_and_discipline(client: FlaskClient) -> None:
    everybody = text(client.get("/practitioners"))
    near = text(client.get("/practitioners?place=Denver&within=5&discipline=rehab"))
    nobody = text(client.get("/practitioners?place=Toronto&discipline=bodywork"))

    assert "10 practitioners" in everybody
    assert "Stale Ghost" not in everybody
    assert "1 practitioner within 5 miles of Denver, CO" in near
    assert "Kim Okafor" in near
    assert "Hon Nguyen" not in near
    assert "Nobody of that discipline is listed there" in nobody


@pytest.mark.parametrize("query", ["page=0", "page=999999", "page=x", "discipline=%00", "within=½"])
def test_odd_questions_for_practitioners_get_a_plain_page(client: FlaskClient, query: str) -> None:
    page = client.get(f"/practitioners?place=Denver&{query}")

    assert page.status_code == 200
    assert "practitioner" in text(page)


def test_practitioners_of_no_known_place_are_told_at_the_field(client: FlaskClient) -> None:
    page = client.get("/practitioners?place=Xyzzyville")

    assert "We know no place called that" in text(page)


def test_a_wrong_place_or_distance_is_told_at_its_field(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/centers?place=xyzzy&within=-1").get_data(), "html5lib")

    fields = [link["href"] for link in page.select(".error-summary a")]
    assert fields == ["#within", "#place"]
    assert page.select_one("#place-error")


def test_scope_says_of_each_profession_what_it_does_and_not(client: FlaskClient) -> None:
    words = text(client.get("/scope"))

    assert "Massage therapist" in words
    assert "must not counsel" in words
    assert "works with touch" in words


def test_the_order_is_explained_with_the_weights_in_force(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/how-the-order-is-decided").get_data(), "html5lib")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")]
        for row in page.select("tbody tr")
        if row.th
    }

    assert rows["Works with what you ask for"] == ["34", "30", "20 to 60"]
    assert rows["Trust among colleagues"] == ["6", "17", "0 to 20"]
    assert rows["We have met and talked about referral"] == ["25", "18 months"]
    assert {heading.get_text() for heading in page.select("h2")} >= {
        "What reduces all points", "How facts grow old", "What is never used",
    }  # fmt: skip
    assert "No one can pay to be higher." in page.get_text()


def test_a_contact_to_keep_names_no_concern_and_no_hidden_street(client: FlaskClient) -> None:
    answer = client.get("/practitioners/ana-rivera/card.vcf")
    card = answer.get_data(as_text=True).replace("\r\n ", "")

    assert answer.mimetype == "text/vcard"
    assert 'filename="ana-rivera.vcf"' in answer.headers["Content-Disposition"]
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "N:Rivera;Ana;;;" in card
    assert "ROLE:Massage therapist\\, Lakewood\\, CO" in card
    assert "4711" not in card
    assert "trauma" not in card.lower()


def test_the_data_of_a_page_says_who_and_where_and_nothing_of_concerns(
    client: FlaskClient,
) -> None:
    page = BeautifulSoup(
        client.get("/practitioners/yolanda-baca").get_data(as_text=True), "html5lib"
    )
    block = page.select_one('script[type="application/ld+json"]')
    card = page.select_one('meta[property="og:description"]')
    assert block is not None
    assert card is not None
    data = json.loads(str(block.string))

    assert data["@type"] == "Person"
    assert data["name"] == "Yolanda Baca"
    assert data["workLocation"][0]["address"]["streetAddress"] == "10 Alameda Avenue"
    assert card["content"] == "Clinical social worker, Lakewood, CO"
    assert "sexual" not in str(page.head)


def test_a_name_with_markup_stays_a_name_in_the_data(client: FlaskClient) -> None:
    source = client.get("/practitioners/quote-zoe").get_data(as_text=True)

    assert '<b>"Q"</b>' not in source
    assert "\\u003cb\\u003e" in source


def test_the_sitemap_holds_who_is_shown_and_no_one_else(client: FlaskClient) -> None:
    answer = client.get("/sitemap.xml")
    addresses = re.findall("<loc>([^<]*)</loc>", answer.get_data(as_text=True))
    paths = [urlsplit(address).path for address in addresses]

    assert answer.mimetype == "application/xml"
    assert "/practitioners/ana-rivera" in paths
    assert "/centers/juniper-house" in paths
    assert not {"/practitioners/gone-away", "/practitioners/hidden-draft"} & set(paths)
    assert not [path for path in paths if path.startswith(("/find", "/partners", "/desk"))]
    towns = [parse_qs(urlsplit(address).query) for address in addresses if "?" in address]
    assert {"place": ["Lakewood, CO"]} in towns


def test_search_engines_are_told_what_is_nobody_elses_business(client: FlaskClient) -> None:
    rules = client.get("/robots.txt").get_data(as_text=True)

    assert "Disallow: /find/" in rules
    assert "/sitemap.xml" in rules


def test_practitioners_can_be_browsed_by_town(client: FlaskClient) -> None:
    page = BeautifulSoup(client.get("/practitioners").get_data(as_text=True), "html5lib")
    links = {link.get_text(): str(link["href"]) for link in page.select(".towns a")}

    lakewood = text(client.get(links["Lakewood, CO"]))

    assert "of Lakewood, CO" in lakewood
    assert "Priya Shah" not in lakewood


def test_a_large_network_has_several_sitemaps(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = re.findall("<loc>([^<]*)</loc>", client.get("/sitemap.xml").text)
    monkeypatch.setattr(sitemap_views, "AT_MOST", 7)

    index = client.get("/sitemap.xml").text
    parts = [urlsplit(one).path for one in re.findall("<loc>([^<]*)</loc>", index)]
    found = [re.findall("<loc>([^<]*)</loc>", client.get(part).text) for part in parts]

    assert "<sitemapindex" in index
    assert [one for part in found for one in part] == whole
    assert max(len(part) for part in found) == 7
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404
