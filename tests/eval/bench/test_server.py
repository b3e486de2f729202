"""The client, and a server process that does not come up."""

import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from eval.bench.errors import ServerFailedError
from eval.bench.server import Client, Server, serving


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[tuple[int, dict[str, list[str]]]]
    hangs_up = False
    status = 200

    def do_GET(self) -> None:
        self.asked.append((self.client_address[1], parse_qs(urlsplit(self.path).query)))
        self.send_response(self.status)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")
        self.close_connection = self.hangs_up  # without a word of it to the client

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def handler() -> type[_Handler]:
    return type("Handler", (_Handler,), {"asked": []})


@pytest.fixture
def client(handler: type[_Handler]) -> Iterator[Client]:
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        with closing(
            Client(Server(0, server.server_port), "/api/v1/search", {"cost_min": "20000"})
        ) as client:
            yield client
        server.shutdown()
        thread.join()


def test_questions_one_after_the_other_share_a_connection(client: Client, handler: type[_Handler]) -> None:
    for question in ("péage & co", "water"):
        client.ask(question)
    (first, asked), (second, _) = handler.asked
    assert first == second
    assert asked == {"q": ["péage & co"], "cost_min": ["20000"]}


def test_a_connection_that_the_server_has_closed_is_opened_again(
    client: Client, handler: type[_Handler]
) -> None:
    handler.hangs_up = True
    for question in ("a", "b", "c"):
        client.ask(question)
    assert [asked["q"] for _, asked in handler.asked] == [["a"], ["b"], ["c"]]


def test_an_answer_that_is_an_error_is_no_measure(client: Client, handler: type[_Handler]) -> None:
    handler.status = 503
    with pytest.raises(ServerFailedError, match="503"):
        client.ask("a")


def test_a_server_that_is_gone_is_no_measure() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        port = server.server_port
    with (
        closing(Client(Server(0, port), "/api/v1/search")) as client,
        pytest.raises(ServerFailedError, match="no answer"),
    ):
        client.ask("a")


def test_a_server_that_ends_at_once_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAVOIR_ENCODER", str(tmp_path / "nowhere"))
    with pytest.raises(ServerFailedError, match="nowhere"), serving(tmp_path):
        pass
