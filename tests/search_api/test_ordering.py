from typing import Any

import pytest
from fastapi.testclient import TestClient

from search_api.ordering import LEAST_RELEVANT

QUESTION = "qualité de l'air et péage urbain"


def found(client: TestClient, **parameters: Any) -> Any:
    response = client.get("/api/v1/search", params={"q": QUESTION, **parameters})
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("sort", ["newest", "oldest", "dearest", "cheapest"])
def test_the_relevant_studies_are_put_in_order_and_ranked_anew(client: TestClient, sort: str) -> None:
    by_relevance = found(client)["results"]
    least = LEAST_RELEVANT * by_relevance[0]["score"]
    answer = found(client, sort=sort)
    relevant = {result["study"]["id"] for result in by_relevance if result["score"] >= least}
    assert {result["study"]["id"] for result in answer["results"]} == relevant
    assert answer["total"] == len(relevant) > 1
    assert [result["rank"] for result in answer["results"]] == list(range(1, len(relevant) + 1))
    keys = [_key(result["study"], sort) for result in answer["results"]]
    known = [key for key in keys if key is not None]
    assert keys == sorted(known, reverse=sort in ("newest", "dearest")) + [None] * (len(keys) - len(known))


def _key(study: Any, sort: str) -> Any:
    if sort in ("newest", "oldest"):
        return study["published"]["first"] if study["published"] else None
    return float(study["cost"]["amount"]) if study["cost"] else None


def test_pages_of_a_sorted_result_join_without_gap_or_overlap(client: TestClient) -> None:
    whole = found(client, sort="oldest")["results"]
    pages = [found(client, sort="oldest", limit=1, offset=place)["results"] for place in range(len(whole))]
    assert [result for page in pages for result in page] == whole
    assert found(client, sort="oldest", offset=len(whole))["results"] == []


def test_a_question_that_finds_nothing_is_sorted_too(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "xyzzyx", "mode": "keyword", "sort": "newest"})
    assert response.json()["results"] == []


def test_an_unknown_order_is_refused(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": QUESTION, "sort": "price"})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "sort"
