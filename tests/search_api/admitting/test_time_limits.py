import asyncio
import socket
import threading
from collections.abc import Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import anyio
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.requests import Request
from starlette.types import ASGIApp
from uvicorn.server import ServerState

from index.search import SearchRequest, SearchResult, search
from search_api.app import create_app
from search_api.cli.serve import server_options
from search_api.connections import PatientProtocol
from search_api.live import LiveSearch
from search_api.services import Services
from search_api.time_limits import BodyPace

PATIENCE = 30
"""Seconds after which what never comes is given up."""

SHORT = 0.05


@contextmanager
def slow_search(
    services: Services, *, seconds: float, most: int = 64
) -> Iterator[tuple[TestClient, threading.Event]]:
    """Yield a client of a server whose searches wait for an event; it comes when this ends, if not before."""
    may_end = threading.Event()

    def answer_with(setup: Any) -> Any:
        def answer(request: SearchRequest) -> SearchResult:
            assert may_end.wait(PATIENCE)
            return search(setup, request)

        return answer

    live = LiveSearch(
        current_version=services.live._current_version,
        open_setup=services.live._open_setup,
        answer_with=answer_with,
    )
    limits = {"answer_time_limit": seconds, "concurrent_requests": most}
    settings = services.settings.model_copy(update=limits)
    with TestClient(create_app(replace(services, live=live, settings=settings))) as client:
        try:
            yield client, may_end
        finally:
            may_end.set()


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "Réponse trop longue à préparer"),
        ("nl", "Antwoord duurt te lang"),
        ("en", "The answer takes too long"),
    ],
)
def test_a_reader_does_not_wait_for_ever_for_an_answer(services: Services, language: str, title: str) -> None:
    with slow_search(services, seconds=SHORT) as (client, _):
        late = client.get("/api/v1/search?q=x", headers={"Accept-Language": language})
        page = client.get(f"/{language}?q=x", headers={"Accept": "text/html"})
    assert late.status_code == 503
    assert late.headers["retry-after"] == "60"
    assert late.json()["type"] == "/problems/answer-too-late"
    assert late.json()["title"] == title
    assert (page.status_code, page.headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert title in page.text


def test_work_that_nobody_waits_for_keeps_its_place(services: Services) -> None:
    with slow_search(services, seconds=SHORT, most=1) as (client, _):
        assert client.get("/api/v1/search?q=x").json()["type"] == "/problems/answer-too-late"
        assert client.get("/api/v1/search?q=x").json()["type"] == "/problems/busy"


def test_without_a_limit_an_answer_is_waited_for(services: Services) -> None:
    with slow_search(services, seconds=0) as (client, may_end), ThreadPoolExecutor() as others:
        waiting = others.submit(client.get, "/api/v1/search?q=x")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=4 * SHORT)
        may_end.set()
        assert waiting.result(PATIENCE).status_code == 200


def status_of(app: ASGIApp, pieces: list[bytes], *, lingers: bool) -> int:
    """Return the status of a request whose body comes in pieces, and perhaps never to its end."""
    statuses: list[int] = []
    last = len(pieces) - 1
    coming: list[MutableMapping[str, Any]] = [
        {"type": "http.request", "body": piece, "more_body": lingers or at < last}
        for at, piece in enumerate(pieces)
    ]

    async def receive() -> MutableMapping[str, Any]:
        if not coming:
            await anyio.sleep_forever()
        return coming.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    async def ask() -> None:
        with anyio.fail_after(PATIENCE):
            await app(
                {
                    "type": "http",
                    "method": "POST",
                    "path": "/",
                    "query_string": b"",
                    "headers": [],
                    "client": ("203.0.113.7", 1),
                    "server": ("127.0.0.1", 80),
                    "scheme": "http",
                },
                receive,
                send,
            )

    anyio.run(ask)
    return statuses[0]


def taking(*, seconds: float, pace: int) -> FastAPI:
    app = FastAPI()
    app.add_middleware(BodyPace, seconds=seconds, pace=pace)

    @app.post("/")
    async def take(request: Request) -> int:
        return len(await request.body())

    return app


def test_a_body_that_does_not_come_is_given_up() -> None:
    assert status_of(taking(seconds=SHORT, pace=500), [b"begun"], lingers=True) == 408


def test_a_body_that_comes_at_once_passes_whatever_its_size() -> None:
    assert status_of(taking(seconds=SHORT, pace=500), [b"x" * 1000] * 50, lingers=False) == 200


def test_bytes_that_arrived_buy_time_and_no_more() -> None:
    app = taking(seconds=SHORT, pace=1000)
    assert status_of(app, [b"x" * 20] * 3, lingers=True) == 408


@contextmanager
def serving(services: Services, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """Yield where a server with the options of `savoir serve` listens, whose limits are short."""
    monkeypatch.setattr(PatientProtocol, "head_seconds", SHORT)
    monkeypatch.setattr(BodyPace.__init__, "__kwdefaults__", {"seconds": SHORT, "pace": 500})
    listener = socket.create_server(("127.0.0.1", 0))
    options = server_options(services.settings) | {"log_config": None, "lifespan": "off"}
    server = uvicorn.Server(uvicorn.Config(create_app(services), **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()


def answer(address: tuple[str, int], sent: bytes) -> bytes:
    """Return all that a server answers to some bytes until it closes the connection."""
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(4096), b""))


@pytest.mark.parametrize("begun", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_connections_on_which_no_whole_request_comes_are_closed(
    services: Services, monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    with serving(services, monkeypatch) as address:
        assert answer(address, begun) == b""


def test_a_form_that_stops_on_its_way_is_answered_and_its_connection_closed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = (
        b"POST /fr/desk/sign-in HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nAccept: text/html\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nname="
    )
    with serving(services, monkeypatch) as address:
        said = answer(address, head).decode()
    assert said.startswith("HTTP/1.1 408 ")
    assert "Demande trop lente" in said


class Recorded(asyncio.Transport):
    """A connection on which bytes arrive together, however many."""

    def __init__(self) -> None:
        super().__init__()
        self.answered, self.closed = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.answered += data

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


@pytest.mark.parametrize(("size", "status"), [(20_000, 200), (26_000, 400), (100_000, 400)])
def test_headers_that_arrive_together_are_held_to_their_bound(
    services: Services, size: int, status: int
) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * size + b"\r\n\r\n"

    async def ask() -> Recorded:
        config = uvicorn.Config(create_app(services), **server_options(services.settings))
        config.load()
        state, transport = ServerState(), Recorded()
        protocol = PatientProtocol(config, state, {})
        protocol.connection_made(transport)
        protocol.data_received(head)
        await asyncio.gather(*state.tasks)
        protocol.connection_lost(None)
        return transport

    assert asyncio.run(ask()).answered.startswith(b"HTTP/1.1 %d " % status)


def test_a_request_after_another_is_waited_for_on_the_same_connection(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with serving(services, monkeypatch) as address:
        said = answer(address, request + request + b"GET /healthz HTTP/1.1\r\nHost")
    assert said.count(b"HTTP/1.1 200 ") == 2
