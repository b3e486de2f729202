"""Filters said in words, as the page shows them."""

import pytest
from fastapi.testclient import TestClient

from models.language import Language
from tests.search_api.web.pages import fetch, links, one, text, texts

SAID = {
    Language.FR: "études de Bruxelles Mobilité sur le péage urbain depuis 2018 à plus de 50.000 €",
    Language.NL: "studies van Brussel Mobiliteit over stadstol sinds 2018 van meer dan 50.000 euro",
    Language.EN: "studies by Brussels Mobility on congestion charging since 2018 over 50k euros",
}
CHIPS = {
    Language.FR: ["Bruxelles Mobilité", "Depuis 2018", "Au moins 50 000 €"],
    Language.NL: ["Brussel Mobiliteit", "Sinds 2018", "Minstens € 50.000"],
    Language.EN: ["Brussels Mobility", "Since 2018", "At least €50,000"],
}


def chips(client: TestClient, url: str) -> dict[str, str]:
    found = links(fetch(client, url), ".chips a:not(.all)")
    return {label.partition(":")[2].strip(): address for label, address in found.items()}


@pytest.mark.parametrize("language", Language)
def test_filters_said_in_words_become_chips_and_leave_the_box(client: TestClient, language: Language) -> None:
    page = fetch(client, f"/{language}", q=SAID[language])
    question = str(one(page, "#q")["value"])
    assert "2018" not in question
    assert question in SAID[language]
    canonical = str(one(page, "link[rel=canonical]")["href"])
    shown = chips(client, canonical)
    assert list(shown) == CHIPS[language]
    assert "2018" in text(page, ".read")
    assert links(page, "h3 a") == links(fetch(client, canonical), "h3 a")
    assert not fetch(client, canonical).select(".read")


@pytest.mark.parametrize("language", Language)
def test_each_of_them_is_taken_away_and_stays_away(client: TestClient, language: Language) -> None:
    canonical = str(one(fetch(client, f"/{language}", q=SAID[language]), "link[rel=canonical]")["href"])
    for label, url in chips(client, canonical).items():
        assert list(chips(client, url)) == [other for other in CHIPS[language] if other != label]


def test_the_words_can_be_searched_as_they_stand(client: TestClient) -> None:
    page = fetch(client, "/fr", q=SAID[Language.FR])
    literal = fetch(client, str(one(page, "#literal")["href"]))
    assert one(literal, "#q")["value"] == SAID[Language.FR]
    assert not literal.select(".chips a")
    assert not literal.select("input[type=hidden][name=literal]"), "a new question is read again"


def test_a_question_of_filters_alone_lists_what_they_leave(client: TestClient) -> None:
    page = fetch(client, "/nl", q="studies van Leefmilieu Brussel vóór 2020")
    assert one(page, "#q")["value"] == ""
    assert links(page, "h3 a") == {"Luchtkwaliteit in de lage-emissiezone": "/nl/study/luchtkwaliteit-lez"}


def test_a_filter_that_was_chosen_comes_before_the_words(client: TestClient) -> None:
    page = fetch(client, "/en", q="studies on noise since 2019", date_from="2015")
    assert "Since 2015" in " ".join(texts(page, ".chips li"))
    assert text(page, ".read").startswith("Not counted, as a chosen filter comes first: “since 2019”.")


def test_words_that_are_no_filter_are_left_alone(client: TestClient) -> None:
    page = fetch(client, "/fr", q="comment les loyers ont-ils évolué depuis 2010 ?")
    assert not page.select(".read, .chips a")
