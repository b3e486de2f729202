"""Filters said in words, over HTTP."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_api import examples
from search_api.answers import SearchAnswer
from search_api.interpreting.applying import asked
from search_api.presenting import present_search
from search_api.requests import SearchParameters
from search_api.services import Services
from tests.search_api.interpreting.reading import TODAY

QUESTION = "études de Bruxelles Mobilité sur le péage entre 2018 et 2022 à plus de 50.000 €"


def query(client: TestClient, q: str = QUESTION, **parameters: Any) -> Any:
    response = client.get("/api/v1/search", params={"q": q, "interpret": True, **parameters})
    assert response.status_code == 200, response.text
    return response.json()["query"]


def test_filters_said_in_words_are_applied_and_shown(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": QUESTION, "interpret": True}).json()
    assert [result["study"]["id"] for result in answer["results"]] == ["peage-urbain-menages"]
    asked_for = answer["query"]
    assert asked_for["text"] == QUESTION
    assert asked_for["filters"]["administration"] == ["bruxelles-mobilite"]
    assert (asked_for["filters"]["date_from"], asked_for["filters"]["date_to"]) == (
        "2018-01-01",
        "2022-12-31",
    )
    assert asked_for["filters"]["cost_min"] == "50000.00"
    assert asked_for["interpreted"] == {
        "question": "le péage",
        "recognised": [
            {
                "kind": "administration",
                "text": "de Bruxelles Mobilité",
                "start": 7,
                "end": 28,
                "parameters": {"administration": ["bruxelles-mobilite"]},
                "overruled": [],
            },
            {
                "kind": "period",
                "text": "entre 2018 et 2022",
                "start": 42,
                "end": 60,
                "parameters": {"date_from": ["2018"], "date_to": ["2022"]},
                "overruled": [],
            },
            {
                "kind": "cost",
                "text": "à plus de 50.000 €",
                "start": 61,
                "end": 79,
                "parameters": {"cost_min": ["50000"]},
                "overruled": [],
            },
        ],
    }


def test_words_are_no_filters_unless_that_is_asked_for(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": QUESTION}).json()
    assert answer["total"] == 5
    assert "interpreted" not in answer["query"]


def test_the_words_and_the_parameters_that_they_mean_find_the_same(client: TestClient) -> None:
    words = client.get("/api/v1/search", params={"q": QUESTION, "interpret": True}).json()
    said: dict[str, Any] = {"q": words["query"]["interpreted"]["question"]}
    for one in words["query"]["interpreted"]["recognised"]:
        said |= one["parameters"]
    plain = client.get("/api/v1/search", params=said).json()
    assert words["results"] == plain["results"]
    assert words["query"]["filters"] == plain["query"]["filters"]


@pytest.mark.parametrize(
    ("given", "name", "effective", "overruled"),
    [
        ({"date_from": "2020"}, "date_from", "2020-01-01", {"date_from"}),
        ({"date_to": "2015"}, "date_to", "2015-12-31", {"date_from", "date_to"}),
        ({"date_to": "2015"}, "date_from", None, {"date_from", "date_to"}),
        ({"cost_max": "100"}, "cost_min", None, {"cost_min"}),
        ({"administration": "Actiris"}, "administration", ["actiris"], {"administration"}),
        ({"administration": ""}, "administration", ["bruxelles-mobilite"], set()),
    ],
)
def test_a_parameter_that_is_given_counts_for_more_than_words(
    client: TestClient, given: dict[str, str], name: str, effective: object, overruled: set[str]
) -> None:
    asked_for = query(client, **given)
    assert asked_for["filters"][name] == effective
    assert {name for one in asked_for["interpreted"]["recognised"] for name in one["overruled"]} == overruled


def test_a_question_without_filters_is_asked_as_it_is(client: TestClient) -> None:
    asked_for = query(client, "rapport annuel 2020 sur 1.000 logements")
    assert asked_for["interpreted"] == {
        "question": "rapport annuel 2020 sur 1.000 logements",
        "recognised": [],
    }


def test_the_language_is_that_of_the_whole_question(client: TestClient) -> None:
    assert query(client, "studies van de MIVB over tram")["language"] == "nl"


def test_a_search_of_filters_alone_asks_for_the_whole_text(client: TestClient) -> None:
    asked_for = query(client, "depuis 2019")
    assert asked_for["interpreted"]["question"] == "depuis 2019"
    assert asked_for["filters"]["date_from"] == "2019-01-01"


def test_a_given_bound_that_cannot_be_read_is_refused_by_its_name(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": QUESTION, "interpret": True, "cost_max": "50.000"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "cost_max"


def test_years_to_come_are_no_filter(services: Services) -> None:
    parameters = SearchParameters(q="études sur le bruit depuis 2027", interpret=True)
    wanted = asked(parameters, services, today=TODAY)
    assert wanted.request.filters.date_from is None
    answer = present_search(services, wanted.request, in_words=wanted.in_words)
    assert answer.query.interpreted is not None
    assert answer.query.interpreted.recognised == []


def test_the_example_shows_what_is_recognised_where_it_stands() -> None:
    shown = SearchAnswer.model_validate(examples.INTERPRETED).query
    assert shown.interpreted
    for one in shown.interpreted.recognised:
        assert shown.text[one.start : one.end] == one.text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [*QUESTION.split(), "depuis", "9999", "0", "1e9", "€", "(", "mars", "31", "k", "-", "\x00"]
        ),
        max_size=9,
    ),
    st.dictionaries(
        st.sampled_from(["date_from", "date_to", "cost_min", "cost_max"]), st.sampled_from(["2019", "0", "x"])
    ),
)
def test_no_words_whatever_break_a_search(
    client: TestClient, words: list[str], given: dict[str, str]
) -> None:
    parameters = {"q": " ".join(words), "interpret": "true", **given}
    assert client.get("/api/v1/search", params=parameters).status_code in (200, 422)
