from typing import Any

import pytest
from fastapi.testclient import TestClient

from models.language import Language
from tests.search_api.web.pages import fetch, links, one, plain, text, texts

QUESTION = "Quel serait l'effet d'un péage urbain sur les ménages ?"
DUTCH_ANSWER = "luchtkwaliteit-lez"


@pytest.mark.parametrize(("accepts", "language"), [("nl-BE,fr;q=0.5", "nl"), ("fr", "fr"), ("de", "en")])
def test_the_first_page_is_that_of_the_language_that_the_browser_prefers(
    client: TestClient, accepts: str, language: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepts}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (302, f"/{language}")
    assert response.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("language", Language)
def test_a_page_says_its_language_and_leads_to_the_others_with_its_state(
    client: TestClient, language: Language
) -> None:
    page = fetch(client, f"/{language}", q=QUESTION, date_from="2018")
    assert one(page, "html")["lang"] == language
    alternates = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
    assert set(alternates) == set(Language)
    for other, url in alternates.items():
        there = fetch(client, url)
        assert one(there, "html")["lang"] == other
        assert one(there, "input[name=q]")["value"] == QUESTION
        assert one(there, "[name=date_from]")["value"] == "2018"
    shown = links(page, "#languages a").values()
    assert {f"http://testserver{url}" for url in shown} == set(alternates.values())


def test_a_result_says_what_is_needed_to_choose(client: TestClient) -> None:
    first = fetch(client, "/fr", q=QUESTION).select(".result")[0]
    assert links(first, "h3 a") == {"Péage urbain et budget des ménages": "/fr/study/peage-urbain-menages"}
    facts = texts(first, ".facts li")
    assert facts == [
        "Bruxelles Mobilité (AED)",
        "mars 2021",
        "185 000 € hors TVA".replace(" 000 €", "\u202f000\xa0€").replace("\u202f", " ").replace("\xa0", " "),
        "En : français, néerlandais",
    ]


def test_an_unknown_cost_is_said_to_be_unknown(client: TestClient) -> None:
    page = fetch(client, "/en", q="online services for older residents")
    (result,) = [found for found in page.select(".result") if "Digital inclusion" in plain(found)]
    assert "Cost unknown" in texts(result, ".facts li")


def test_words_of_the_question_are_marked_and_lead_to_their_page(client: TestClient) -> None:
    first = fetch(client, "/fr", q=QUESTION).select(".result")[0]
    assert "péage" in texts(first, "mark")
    urls = links(first, ".source a")
    assert urls["peage-urbain_fr.pdf, page 2"].startswith("/fr/study/peage-urbain-menages/file/1?page=2&")
    assert links(first, ".source a.file")["le fichier lui-même"].startswith("/api/v1/studies/peage-urbain")


def test_a_passage_in_another_language_is_told_with_the_words_that_translate_the_question(
    client: TestClient,
) -> None:
    page = fetch(client, "/fr", q="qualité de l'air et particules")
    (result,) = [
        found
        for found in page.select(".result")
        if f"/fr/study/{DUTCH_ANSWER}" in links(found, "h3 a").values()
    ]
    assert text(result, ".foreign") == "En néerlandais"
    assert one(result, "blockquote")["lang"] == "nl"
    assert "→ luchtkwaliteit" in text(result, ".why")


def test_text_that_looks_like_a_script_is_shown_as_text(client: TestClient) -> None:
    page = fetch(client, "/nl", q="luchtkwaliteit in de lage-emissiezone")
    assert any("<script>alert(" in shown for shown in texts(page, "blockquote"))
    assert all(script.get("src") for script in page.select("script"))
    question = "<script>alert(1)</script>"
    assert one(fetch(client, "/en", q=question), "#q")["value"] == question


def test_a_page_lets_nothing_run_that_is_not_a_file_of_this_server(client: TestClient) -> None:
    response = client.get("/fr", params={"q": QUESTION})
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = fetch(client, "/fr", q=QUESTION)
    assert not page.select("style, [style], [onclick], [onload], [hx-on]")
    for address in [*page.select("script"), *page.select("link[rel=stylesheet]")]:
        url = str(address.get("src") or address.get("href"))
        sent = client.get(url)
        assert sent.status_code == 200
        assert "immutable" in sent.headers["cache-control"]


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"colour": "red"}, "colour"),
        ({"date_from": "summer"}, "date_from"),
        ({"cost_min": "-3"}, "cost_min"),
        ({"cost_min": "300000", "cost_max": "200000"}, "cost_min"),
        ({"date_from": "2023", "date_to": "2022"}, "date_from"),
        ({"administration": "Ministry of Silly Walks"}, "administration"),
        ({"language": "de"}, "language"),
        ({"document_type": "poem"}, "document_type"),
        ({"sort": "price"}, "sort"),
        ({"mode": "magic"}, "mode"),
        ({"page": "0"}, "page"),
        ({"page": "two"}, "page"),
        ({"include_unknown_cost": "perhaps"}, "include_unknown_cost"),
        ({"cost_max": ["200000", "3"]}, "cost_max"),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_parameter_that_cannot_be_used_is_left_out_and_told(
    client: TestClient, language: Language, parameters: dict[str, Any], told: str
) -> None:
    page = fetch(client, f"/{language}", q=QUESTION, **parameters)
    (ignored,) = texts(page, ".notice li")
    assert f" {told} = " in ignored
    assert page.select(".result")


def test_what_can_be_used_of_a_parameter_is(client: TestClient) -> None:
    page = fetch(client, "/fr", q=QUESTION, administration=["AED", "nowhere"], language=["nl", "xx"])
    assert len(texts(page, ".notice li")) == 2
    kept = {(str(field["name"]), str(field["value"])) for field in page.select("input[form=search]")}
    assert {("administration", "bruxelles-mobilite"), ("language", "nl")} <= kept
    assert not {("administration", "nowhere"), ("language", "xx")} & kept


def test_studies_sorted_by_date_are_the_relevant_ones(client: TestClient) -> None:
    question = "qualité de l'air et péage urbain"
    relevant = len(fetch(client, "/en", q=question).select(".result"))
    years = {}
    for sort in ("newest", "oldest"):
        page = fetch(client, "/en", q=question, sort=sort)
        assert "among the most relevant" in text(page, "h2:not([id])")
        assert 2 <= len(page.select(".result")) < relevant
        years[sort] = [
            found for found in ("2021", "2019") if found in text(page.select(".result")[0], ".facts")
        ]
    assert years == {"newest": ["2021"], "oldest": ["2019"]}


def test_an_address_without_a_page_is_a_page_in_the_language_of_the_address(client: TestClient) -> None:
    page = fetch(client, "/nl/nowhere", status=404)
    assert one(page, "html")["lang"] == "nl"
    assert links(page, "main a") == {"Terug naar het zoeken": "/nl"}


def test_a_browser_at_a_wrong_address_gets_a_page_and_a_program_a_problem(client: TestClient) -> None:
    browser = client.get("/nowhere", headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser.status_code == 404
    assert browser.headers["content-type"].startswith("text/html")
    assert client.get("/nowhere").headers["content-type"] == "application/problem+json"


def test_a_browser_can_add_the_engine(client: TestClient) -> None:
    described = client.get(str(one(fetch(client, "/nl"), "link[rel=search]")["href"]))
    assert described.headers["content-type"] == "application/opensearchdescription+xml"
    assert "http://testserver/nl?q={searchTerms}" in described.text
