import threading
from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import anyio
import pytest
from fastapi.testclient import TestClient

from index.search import SearchRequest, SearchResult, SearchSetup, search
from search_api.admitting.size import ADDRESS_LIMIT
from search_api.app import create_app
from search_api.live import LiveSearch
from search_api.services import Services

PATIENCE = 30
"""Seconds after which a request that never comes is given up."""

ADDRESS = "/api/v1/search?q=x"


def test_a_long_address_is_refused_in_the_language_of_the_reader(client: TestClient) -> None:
    longest = "/api/v1/studies?page=" + "1" * (ADDRESS_LIMIT - len("/api/v1/studiespage="))
    assert client.get(longest).status_code == 422
    response = client.get(longest + "1", headers={"Accept-Language": "fr"})
    assert response.status_code == 414
    assert response.json()["type"] == "/problems/address-too-long"
    assert response.json()["title"] == "Adresse trop longue"


def test_every_address_has_the_same_limit(client: TestClient) -> None:
    for path in ("/healthz", "/docs", "/api/v1/search", "/robots.txt"):
        assert client.get(f"{path}?{'x' * ADDRESS_LIMIT}").status_code == 414


class Slow:
    """A search that ends when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Semaphore(0), threading.Event()

    def answer_with(self, setup: SearchSetup) -> Callable[[SearchRequest], SearchResult]:
        def answer(request: SearchRequest) -> SearchResult:
            self.begun.release()
            assert self.may_end.wait(PATIENCE)
            return search(setup, request)

        return answer


def crowded(services: Services, slow: Slow | None, most: int) -> Any:
    live = services.live
    if slow:
        live = LiveSearch(
            current_version=live._current_version,
            open_setup=live._open_setup,
            answer_with=slow.answer_with,
        )
    settings = services.settings.model_copy(update={"concurrent_requests": most})
    return create_app(replace(services, live=live, settings=settings))


def test_more_than_can_be_worked_on_is_sent_away_and_may_come_back(services: Services) -> None:
    slow = Slow()
    with TestClient(crowded(services, slow, 2)) as client, ThreadPoolExecutor() as others:
        waiting = [others.submit(client.get, ADDRESS) for _ in range(2)]
        try:
            assert all(slow.begun.acquire(timeout=PATIENCE) for _ in waiting)
            refused = client.get(ADDRESS, headers={"Accept-Language": "nl"})
            assert refused.status_code == 503
            assert refused.headers["retry-after"] == "1"
            assert refused.json()["type"] == "/problems/busy"
            assert refused.json()["title"] == "Server bezet"
            assert client.get("/healthz").status_code == 200
        finally:
            slow.may_end.set()
        assert [one.result().status_code for one in waiting] == [200, 200]
        assert client.get(ADDRESS).status_code == 200


def test_requests_that_fail_leave_their_place(services: Services) -> None:
    with TestClient(crowded(services, None, 1)) as client:
        for address in ("/api/v1/search?nothing=1", "/api/v1/studies/none", "/api/v1/nothing", ADDRESS):
            assert client.get(address).status_code != 503
        assert client.get(ADDRESS).status_code == 200


def test_who_reads_an_answer_slowly_keeps_nobody_out(services: Services) -> None:
    app = crowded(services, None, 1)
    statuses: list[int] = []

    async def ask(path: str, while_sending: str | None) -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": b"",
            "headers": [],
            "client": ("203.0.113.7", 1),
            "server": ("127.0.0.1", 80),
            "scheme": "http",
        }

        # The whole request is there; its client stays.
        coming = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not coming:
                await anyio.sleep_forever()
            return coming.pop()

        async def send(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                if while_sending:
                    await ask(while_sending, None)
                statuses.append(message["status"])

        await app(scope, receive, send)

    anyio.run(ask, "/api/v1/studies/titres-services/files/1", "/api/v1/studies")
    assert statuses == [200, 200]


@pytest.mark.parametrize("most", [0, 64])
def test_one_request_after_another_is_no_crowd(services: Services, most: int) -> None:
    with TestClient(crowded(services, None, most)) as client:
        assert {client.get("/api/v1/studies").status_code for _ in range(70)} == {200}
