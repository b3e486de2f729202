"""Facets, chips, and what an empty page advises."""

import re

import pytest
from bs4 import Tag
from fastapi.testclient import TestClient

from models.language import Language
from tests.search_api.web.pages import fetch, links, one, plain, text, texts

QUESTION = "Quel serait l'effet d'un péage urbain sur les ménages ?"


def number(shown: str) -> int:
    found = re.search(r"\d+", shown)
    assert found, shown
    return int(found.group())


def found(page: Tag) -> int:
    return number(text(page, "h2:not([id])"))


@pytest.mark.parametrize(("question", "path"), [(QUESTION, ".facet a"), ("", ".facet a:not([id^=language])")])
def test_every_value_leaves_as_many_studies_as_it_says(client: TestClient, question: str, path: str) -> None:
    values = fetch(client, "/en", q=question).select(path)
    assert len(values) > 5
    for value in values:
        assert found(fetch(client, str(value["href"]))) == number(text(value, ".count")), value


@pytest.mark.parametrize("question", [QUESTION, ""])
def test_every_bar_leaves_as_many_studies_as_it_says(client: TestClient, question: str) -> None:
    bars = fetch(client, "/en", q=question).select(".bars a")
    assert len(bars) > 4
    for bar in bars:
        assert found(fetch(client, str(bar["href"]))) == number(text(bar, ".unseen").split(": ")[1])


def test_a_bar_is_as_high_as_its_count(client: TestClient) -> None:
    heights = {
        number(text(bar, ".unseen").split(": ")[1]): int(str(one(bar, "rect")["height"]))
        for bar in fetch(client, "/en").select(".bars a")
    }
    assert heights[max(heights)] == 40
    assert sorted(heights.values()) == [heights[count] for count in sorted(heights)]


def test_years_without_a_study_keep_their_place_without_a_link(client: TestClient) -> None:
    years = fetch(client, "/en").select(".bars")[0]
    assert texts(years, "li") == ["2018: 1 study", "2019: 1 study", "2020: 0 studies", "2021: 1 study"]
    assert len(years.select("a")) == 3


def test_a_chosen_value_is_marked_and_given_up_by_its_own_link(client: TestClient) -> None:
    page = fetch(client, "/en", q=QUESTION, language="nl")
    (chosen,) = page.select(".facet a[aria-current]")
    assert text(chosen, ".label") == "Dutch"
    assert not fetch(client, str(chosen["href"])).select(".facet a[aria-current]")


@pytest.mark.parametrize(
    ("parameters", "labels"),
    [
        (
            {"administration": "AED", "date_from": "2018-06", "cost_min": "50000"},
            ["Bruxelles Mobilité", "Depuis juin 2018", "Au moins 50 000 €"],
        ),
        ({"date_from": "2019", "date_to": "2019"}, ["Publiée en 2019"]),
        ({"administration": "Atelier des Données"}, ["Atelier des Données"]),
        ({"language": ["nl", "fr"]}, ["Texte en français", "Texte en néerlandais"]),
        ({"mode": "keyword"}, ["Seulement par les mots"]),
        (
            {"cost_max": "49999.99", "include_unknown_cost": "on"},
            ["Au plus 49 999,99 €", "Coûts inconnus aussi"],
        ),
        ({"document_type": "survey", "date_to": "2022-03-04"}, ["Jusque 4 mars 2022", "enquête"]),
    ],
)
def test_each_filter_is_a_chip_that_takes_itself_away(
    client: TestClient, parameters: dict[str, str | list[str]], labels: list[str]
) -> None:
    page = fetch(client, "/fr", params={"q": QUESTION, **parameters})
    shown = {
        label.removeprefix("Retirer le filtre : "): url for label, url in links(page, ".chips a").items()
    }
    assert sorted(shown) == sorted([*labels, "Retirer tous les filtres"])
    for label in labels:
        rest = texts(fetch(client, shown[label]), ".chips a")
        assert not any(label in other for other in rest)
        assert len(rest) == (len(labels) if len(labels) > 1 else 0)
    assert not fetch(client, shown["Retirer tous les filtres"]).select(".chips a")


def test_an_empty_page_says_which_filter_to_give_up_and_what_that_brings(client: TestClient) -> None:
    page = fetch(client, "/en", q=QUESTION, administration="Actiris", language="nl")
    ways = links(page, ".notice a")
    assert set(ways) == {"Without “Text in Dutch”: 1 study", "Without “Actiris”: 2 studies"}
    for way, url in ways.items():
        assert found(fetch(client, url)) == number(way.split(": ")[1])


def test_an_empty_page_that_no_single_filter_opens_offers_to_give_up_all(client: TestClient) -> None:
    page = fetch(client, "/en", q=QUESTION, administration="Actiris", language="nl", date_from="2030")
    assert list(links(page, ".notice a")) == ["Without any filter: 5 studies"]


def test_a_histogram_shows_the_empty_bands_too(client: TestClient) -> None:
    bands = fetch(client, "/en", document_type="evaluation").select(".bars")[1]
    assert [number(shown.split(": ")[1]) for shown in texts(bands, "li")] == [0, 1, 0, 0, 0, 0, 0]


def test_an_empty_page_without_filters_advises_other_words(client: TestClient) -> None:
    page = fetch(client, "/en", q="xyzzy", mode="keyword")
    assert "No study" in text(page, ".notice")


def test_a_page_beyond_the_last_leads_to_the_first(client: TestClient) -> None:
    page = fetch(client, "/en", q=QUESTION, page="7")
    (url,) = links(page, ".notice a").values()
    assert fetch(client, url).select(".result")


@pytest.mark.parametrize("language", Language)
def test_without_a_question_the_studies_are_listed_newest_first(
    client: TestClient, language: Language
) -> None:
    results = fetch(client, f"/{language}").select(".result")
    assert [str(one(result, "h3 a")["href"]).rsplit("/")[-1] for result in results] == [
        "peage-urbain-menages",
        "luchtkwaliteit-lez",
        "titres-services",
        "acces-guichets",
        "digital-inclusion",
    ]


def test_a_list_is_sorted_by_cost_with_unknown_ones_last(client: TestClient) -> None:
    costs = [
        plain(one(result, ".facts")) for result in fetch(client, "/en", sort="cheapest").select(".result")
    ]
    assert ["€12,500" in costs[0], "€42,000.50" in costs[1], "€185,000" in costs[2]] == [True] * 3
    assert all("Cost unknown" in cost for cost in costs[3:])


def test_suggestions_are_in_the_language_of_the_page_or_in_none(client: TestClient) -> None:
    def suggested(language: str, q: str) -> list[str]:
        page = fetch(client, f"/{language}/suggest", q=q)
        return [str(option["value"]) for option in page.select("option")]

    assert sorted(suggested("fr", "mobil")) == ["Bruxelles Mobilité", "mobilité"]
    assert suggested("nl", "mobil") == ["Brussel Mobiliteit"]
    assert suggested("en", "aed") == ["Brussels Mobility"]
    assert suggested("fr", "   ") == []


def test_a_list_is_taken_away_whole_with_its_filters(client: TestClient) -> None:
    page = fetch(client, "/en", q=QUESTION, language="nl", sort="newest")
    files = links(page, ".taking a")
    assert set(files) == {"CSV", "JSON", "BibTeX", "RIS", "Follow new studies of this search (Atom)"}
    for url in files.values():
        assert client.get(url).status_code == 200
    taken = {study["id"] for study in client.get(files["JSON"]).json()["studies"]}
    assert taken == {"peage-urbain-menages", "luchtkwaliteit-lez"}
    feed = one(page, "link[type='application/atom+xml']")["href"]
    assert feed == files["Follow new studies of this search (Atom)"]
