import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.presenting import present_search
from search_api.requests import SearchParameters, search_request
from search_api.services import Services

TOLL, AIR, DIGITAL, VOUCHERS, ACCESS = EVERYTHING = (
    "peage-urbain-menages",
    "luchtkwaliteit-lez",
    "digital-inclusion",
    "titres-services",
    "acces-guichets",
)
QUESTION = "Quel serait l'effet d'un péage urbain sur les ménages ?"


def found(client: TestClient, **parameters: Any) -> Any:
    response = client.get("/api/v1/search", params={"q": QUESTION, **parameters})
    assert response.status_code == 200, response.text
    return response.json()


def ids(answer: Any) -> list[str]:
    return [result["study"]["id"] for result in answer["results"]]


def test_the_answer_has_the_promised_shape_and_nothing_else(client: TestClient) -> None:
    answer = found(client)
    assert set(answer) == {"query", "total", "took_ms", "results", "facets"}
    assert set(answer["query"]) == {"text", "language", "mode", "filters"}
    assert set(answer["results"][0]) == {"rank", "score", "study", "passages"}
    assert set(answer["results"][0]["study"]) == {
        "id", "titles", "administrations", "published", "cost", "languages", "files",
    }  # fmt: skip
    assert set(answer["results"][0]["passages"][0]) == {
        "text", "highlights", "number", "page", "page_end", "language", "file", "score",
    }  # fmt: skip
    assert set(answer["facets"]) == {"administration", "year", "cost", "language", "document_type"}
    for values in answer["facets"].values():
        assert all(set(value) == {"value", "label", "count"} for value in values)


def test_a_question_finds_its_study_with_everything_needed_to_cite_it(client: TestClient) -> None:
    first = found(client)["results"][0]
    assert first["rank"] == 1
    assert first["study"] == {
        "id": "peage-urbain-menages",
        "titles": {"fr": "Péage urbain et budget des ménages", "nl": "Stadstol en huishoudbudget"},
        "administrations": [
            {
                "id": "bruxelles-mobilite",
                "names": {"fr": "Bruxelles Mobilité", "nl": "Brussel Mobiliteit", "en": "Brussels Mobility"},
                "as_written": "AED",
            }
        ],
        "published": {"first": "2021-03-01", "last": "2021-03-31", "precision": "month", "text": "2021-03"},
        "cost": {"amount": "185000.00", "currency": "EUR", "vat": "excluded"},
        "languages": ["fr", "nl"],
        "files": [
            {
                "n": 1,
                "name": "peage-urbain_fr.pdf",
                "language": "fr",
                "url": "/api/v1/studies/peage-urbain-menages/files/1",
                "size": first["study"]["files"][0]["size"],
            },
            {
                "n": 2,
                "name": "stadstol_nl.pdf",
                "language": "nl",
                "url": "/api/v1/studies/peage-urbain-menages/files/2",
                "size": first["study"]["files"][1]["size"],
            },
        ],
    }
    assert first["passages"][0]["language"] == "fr"
    assert first["passages"][0]["page"] == first["passages"][0]["page_end"] == 2
    assert first["passages"][0]["file"] == {
        "n": 1,
        "name": "peage-urbain_fr.pdf",
        "url": "/api/v1/studies/peage-urbain-menages/files/1#page=2",
    }


def test_highlights_are_the_words_of_the_question_in_the_passage(client: TestClient) -> None:
    passage = found(client)["results"][0]["passages"][0]
    marked = {passage["text"][start:end] for start, end in passage["highlights"]}
    assert {"effet", "péage", "urbain", "ménages"} <= {word.lower() for word in marked}


def test_a_passage_of_a_format_without_pages_opens_its_file(client: TestClient) -> None:
    answer = found(client, q="luchtkwaliteit stikstofdioxide")
    passage = answer["results"][0]["passages"][0]
    assert passage["page"] is None
    assert passage["file"]["url"] == "/api/v1/studies/luchtkwaliteit-lez/files/1"


def test_the_query_is_repeated_as_it_was_understood(client: TestClient) -> None:
    answer = found(
        client,
        administration=["brussel mobiliteit", "ACTIRIS"],
        date_from="2018",
        date_to="2022-02",
        cost_min="1 000,50",
        include_unknown_cost=True,
        language=["nl", "fr"],
        document_type="impact-assessment",
        mode="semantic",
    )
    assert answer["query"] == {
        "text": QUESTION,
        "language": "fr",
        "mode": "semantic",
        "filters": {
            "administration": ["actiris", "bruxelles-mobilite"],
            "date_from": "2018-01-01",
            "date_to": "2022-02-28",
            "cost_min": "1000.50",
            "cost_max": None,
            "include_unknown_cost": True,
            "language": ["fr", "nl"],
            "document_type": ["impact-assessment"],
        },
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"administration": "AED"}, {TOLL, AIR}),
        ({"administration": "atelier des donnees"}, {DIGITAL}),
        ({"administration": ["Actiris", "unlisted:atelier-des-donnees"]}, {VOUCHERS, DIGITAL}),
        ({"date_from": "2019-07", "date_to": "2020"}, {AIR}),
        ({"cost_min": "42000.50"}, {TOLL, AIR}),
        ({"cost_max": "12500", "include_unknown_cost": True}, {VOUCHERS, DIGITAL, ACCESS}),
        ({"language": "EN"}, {DIGITAL}),
        ({"document_type": ["survey", "evaluation"]}, {DIGITAL, VOUCHERS}),
        ({"administration": "", "date_from": "", "cost_min": ""}, set(EVERYTHING)),
    ],
)  # fmt: skip
def test_filters_leave_the_studies_they_name(
    client: TestClient, filters: dict[str, Any], expected: set[str]
) -> None:
    answer = found(client, **filters)
    assert set(ids(answer)) == expected
    assert answer["total"] == len(expected)


def test_pages_of_results_continue_each_other(client: TestClient) -> None:
    whole, first, second = found(client), found(client, limit=2), found(client, limit=2, offset=2)
    assert ids(first) + ids(second) == ids(whole)[:4]
    assert [result["rank"] for result in second["results"]] == [3, 4]
    assert second["total"] == whole["total"] == 5
    assert found(client, offset=100)["results"] == []


def test_explain_says_what_a_passage_was_found_by(client: TestClient) -> None:
    passage = found(client, explain=True)["results"][0]["passages"][0]
    explanation = passage["explanation"]
    assert set(explanation) == {"meaning", "words", "title", "nearness", "parallel", "terms", "translations"}
    assert 0 < explanation["meaning"] <= 1
    assert 0 < explanation["title"] <= 1
    assert "ménages" in explanation["terms"]
    assert explanation["translations"] == []


def test_explain_says_which_words_were_translated_to_what(client: TestClient) -> None:
    answer = found(client, q="La qualité de l'air en ville", language="nl", explain=True)
    (result,) = (one for one in answer["results"] if one["study"]["id"] == "luchtkwaliteit-lez")
    said = {
        one["word"]: one["found"]
        for passage in result["passages"]
        for one in passage["explanation"]["translations"]
    }
    assert "luchtkwaliteit" in said["qualité de l'air"]


def test_keywords_find_only_studies_that_have_them(client: TestClient) -> None:
    assert ids(found(client, q="stikstofdioxide", mode="keyword")) == ["luchtkwaliteit-lez"]
    assert found(client, q="xyzzy", mode="keyword")["results"] == []


def test_facets_are_labelled_in_the_language_of_the_reader_else_of_the_question(client: TestClient) -> None:
    def labels(facet: str, **headers: str) -> dict[str, str]:
        answer = client.get("/api/v1/search", params={"q": QUESTION}, headers=headers).json()
        return {value["value"]: value["label"] for value in answer["facets"][facet]}

    assert labels("administration")["bruxelles-mobilite"] == "Bruxelles Mobilité"
    dutch = {"Accept-Language": "de, nl-BE;q=0.8, fr;q=0.5"}
    assert labels("administration", **dutch)["bruxelles-mobilite"] == "Brussel Mobiliteit"
    assert labels("administration", **dutch)["unlisted:atelier-des-donnees"] == "Atelier des Données"
    assert labels("language", **dutch)["en"] == "Engels"
    assert labels("document_type", **dutch)["survey"] == "enquête"
    assert labels("year", **dutch)["2021"] == "2021"


def test_every_facet_value_has_a_label_in_every_language(client: TestClient) -> None:
    for language in ("fr", "nl", "en"):
        answer = client.get("/api/v1/search", params={"q": "x"}, headers={"Accept-Language": language}).json()
        assert answer["facets"]["cost"]
        for values in answer["facets"].values():
            assert all(value["label"] for value in values)


def test_a_study_that_left_the_catalogue_is_not_shown(own_services: Services) -> None:
    parameters = SearchParameters(q="luchtkwaliteit")
    before = present_search(own_services, search_request(parameters, own_services))
    assert before.results[0].study.id == "luchtkwaliteit-lez"
    own_services.catalogue.remove_study(own_services.catalogue.studies()[1].id)
    after = present_search(own_services, search_request(parameters, own_services))
    assert "luchtkwaliteit-lez" not in [result.study.id for result in after.results]


def test_the_command_line_prints_the_same_answer(client: TestClient, services: Services) -> None:
    over_http = found(client)
    answer = present_search(services, search_request(SearchParameters(q=QUESTION), services))
    printed = json.loads(answer.model_dump_json(indent=2))
    over_http.pop("took_ms"), printed.pop("took_ms")
    assert printed == over_http


def test_long_answers_are_compressed_for_those_who_can_read_that(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": QUESTION}, headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "Accept-Language" in response.headers["vary"]
