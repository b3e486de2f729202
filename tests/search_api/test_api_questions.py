from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

HONEST = [
    "de la les le un des",
    "het de een van",
    "🚲🌳🚋",
    "👩‍👩‍👧‍👦",
    '" OR 1=1; DROP TABLE study; --',
    "title:péage AND (cost:[* TO 5] OR",
    '+-&&||!(){}[]^"~*?:\\/',
    "péage~2^5 NEAR/3 *",
    "<script>alert(1)</script>",
    "${jndi:ldap://example.org/a}",
    "%00 %s %n {0} {q}",
    "péage\x00urbain\x1b[31m\x07",
    "pe\u0301age urbain",
    "מחקר ציבורי 公共研究",
    "\u202eegaép",
    "a",
    "1",
    "?" * 2000,
    "mot " * 500,
]


@pytest.mark.parametrize("mode", ["keyword", "semantic", "hybrid"])
@pytest.mark.parametrize("question", HONEST)
def test_an_odd_question_gets_honest_results(client: TestClient, question: str, mode: str) -> None:
    response = client.get("/api/v1/search", params={"q": question, "mode": mode, "explain": True})
    assert response.status_code == 200
    answer = response.json()
    assert len(answer["results"]) <= answer["total"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "write at least one letter or digit"),
        ("   \t\n ", "write at least one letter or digit"),
        ("\x00\x01\x7f", "write at least one letter or digit"),
        ("\u200b\ufeff", "write at least one letter or digit"),
        ("x" * 7_000, "at most 2000 characters, not 7000"),
        ("x" * 2001, "at most 2000 characters, not 2001"),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(client: TestClient, question: str, reason: str) -> None:
    response = client.get("/api/v1/search", params={"q": question})
    assert response.status_code == 422
    assert response.json()["errors"] == [{"parameter": "q", "reason": reason}]


def test_a_search_without_a_question_is_refused(client: TestClient) -> None:
    response = client.get("/api/v1/search")
    assert response.status_code == 422
    assert response.json()["errors"] == [{"parameter": "q", "reason": "this parameter is required"}]


def test_control_characters_do_not_change_what_is_asked(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": " pe\u0301age\x00\turbain\x1b "}).json()
    assert answer["query"]["text"] == "péage urbain"


LATE = "begins on 2022-01-01, after the end of the period on 2021-06-30"
NO_DATE = " is no date; write 2018, 2018-06 or 2018-06-30"
NO_AMOUNT = " is no amount; write euros, for example 50000 or 50000.50"
REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"date_from": "2022", "date_to": "2021-06"}, "date_from", LATE),
    ({"date_from": "hier"}, "date_from", f"“hier”{NO_DATE}"),
    ({"date_to": "2021-02-30"}, "date_to", f"“2021-02-30”{NO_DATE}"),
    ({"date_to": "2021-04/2021-06"}, "date_to", f"“2021-04/2021-06”{NO_DATE}"),
    ({"date_to": "0000"}, "date_to", f"“0000”{NO_DATE}"),
    ({"date_to": "٢٠٢١"}, "date_to", f"“٢٠٢١”{NO_DATE}"),
    ({"cost_min": "-5"}, "cost_min", "a cost is not negative, as -5 is"),
    ({"cost_max": "beaucoup"}, "cost_max", f"“beaucoup”{NO_AMOUNT}"),
    ({"cost_max": "50.000"}, "cost_max", f"“50.000”{NO_AMOUNT}"),
    ({"cost_max": "NaN"}, "cost_max", f"“NaN”{NO_AMOUNT}"),
    ({"cost_max": "1e9"}, "cost_max", f"“1e9”{NO_AMOUNT}"),
    ({"cost_min": "9", "cost_max": "8.99"}, "cost_min", "the minimum 9 exceeds the maximum 8.99"),
    ({"language": "de"}, "language", "“de” is not known; the known values are fr, nl, en"),
    ({"mode": "magic"}, "mode", "“magic” is not known; the known values are keyword, semantic, hybrid"),
    ({"limit": "0"}, "limit", "from 1 to 100, not 0"),
    ({"limit": "101"}, "limit", "from 1 to 100, not 101"),
    ({"limit": "dix"}, "limit", "write a whole number"),
    ({"limit": "9" * 5000}, "limit", "write a whole number"),
    ({"offset": "-1"}, "offset", "from 0 to 10000, not -1"),
    ({"offset": "10001"}, "offset", "from 0 to 10000, not 10001"),
    ({"explain": "peut-être"}, "explain", "write true or false"),
    ({"langauge": "fr"}, "langauge", "there is no such parameter; the nearest one is language"),
    ({"administration": ["x"] * 101}, "administration", "no more than 100 values"),
    ({"administration": "x" * 301}, "administration", "at most 300 characters, not 301"),
]


@pytest.mark.parametrize(("parameters", "parameter", "reason"), REFUSED)
def test_a_filter_that_cannot_be_applied_is_refused(
    client: TestClient, parameters: dict[str, Any], parameter: str, reason: str
) -> None:
    response = client.get("/api/v1/search", params={"q": "péage", **parameters})
    assert response.status_code == 422
    problem = response.json()
    assert problem["type"] == "/problems/invalid-request"
    assert problem["errors"] == [{"parameter": parameter, "reason": reason}]


def test_an_unknown_document_type_names_the_known_ones(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "péage", "document_type": "étude"})
    assert response.status_code == 422
    assert "impact-assessment" in response.json()["errors"][0]["reason"]


def test_a_parameter_unlike_any_other_lists_all(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "péage", "zzz": "1"})
    assert response.status_code == 422
    assert "administration, date_from" in response.json()["detail"]


def test_an_unknown_administration_is_answered_with_the_nearest_names(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "péage", "administration": "Bruxelles Mobilitee"})
    assert response.status_code == 422
    problem = response.json()
    assert problem["type"] == "/problems/unknown-administration"
    assert problem["errors"][0]["parameter"] == "administration"
    assert "Bruxelles Mobilité" in problem["errors"][0]["reason"]


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    question=st.text(max_size=80),
    filters=st.dictionaries(
        st.sampled_from(
            ["administration", "date_from", "date_to", "cost_min", "cost_max", "language", "mode"]
        ),
        st.text(max_size=20) | st.from_regex(r"[0-9]{4}(-[0-9]{2}){0,2}", fullmatch=True),
        max_size=3,
    ),
)
def test_no_text_whatever_breaks_a_search(client: TestClient, question: str, filters: dict[str, str]) -> None:
    written = {name: text.encode("utf-8", "replace").decode() for name, text in filters.items()}
    response = client.get(
        "/api/v1/search", params={"q": question.encode("utf-8", "replace").decode(), **written}
    )
    assert response.status_code in (200, 422)
