"""The server as a process of its own."""

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.end_to_end.conftest import copy_library
from tests.end_to_end.folders import PEAGE, add_bicycles
from tests.end_to_end.program import Apart, Here, accepts, free_port, until

TELEMETRY = ("telemetry", "posthog", "scarf")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    client: httpx2.Client
    process: "subprocess.Popen[str]"

    def get(self, path: str, **parameters: Any) -> httpx2.Response:
        return self.client.get(path, params=parameters)

    def found(self, question: str) -> list[str]:
        answer = self.get("/api/v1/search", q=question)
        assert answer.status_code == 200, answer.text
        return [result["study"]["id"] for result in answer.json()["results"]]

    def end(self, with_signal: signal.Signals) -> str:
        """Stop the server and return all that it said."""
        self.process.send_signal(with_signal)
        out, err = self.process.communicate(timeout=30)
        return out + err


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    port = free_port()
    program = Apart(data, settings)
    with program.running("serve", "--no-worker", "--port", str(port)) as process:
        until(lambda: accepts(port), process)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            yield Server(client, process)


def test_a_server_answers_and_takes_up_what_others_bring_in(savoir: Here, folder: Path) -> None:
    data = savoir.data
    with serving(data) as server:
        assert server.get("/healthz").status_code == 200
        assert server.get("/readyz").json()["studies"] == 4
        assert server.found("péage urbain")[0] == "peage-urbain"
        assert "comptage-velos" not in server.found("compteurs de cyclistes")

        result = server.get("/api/v1/search", q="péage urbain").json()["results"][0]
        url = result["study"]["files"][0]["url"]
        part = server.client.get(url, headers={"Range": "bytes=3-12"})
        assert part.status_code == 206
        assert part.content == PEAGE.encode()[3:13]

        add_bicycles(folder)
        ingested = Apart(data).run("ingest", folder)
        assert ingested.code == 0, ingested
        # On a busy machine readers get answers of the version before, as long as the new one is being opened.
        until(lambda: server.found("compteurs de cyclistes")[0] == "comptage-velos", server.process)
        ready = server.get("/readyz").json()
        assert (ready["studies"], ready["index"]) == (5, "v000002")

        asked = Apart(data).run("search", "compteurs de cyclistes", "--json")
        assert asked.code == 0, asked
        assert [one["study"]["id"] for one in json.loads(asked.out)["results"]] == server.found(
            "compteurs de cyclistes"
        )

        assert savoir("remove", "peage-urbain").code == 0
        assert "peage-urbain" not in server.found("péage urbain")
        assert server.client.get(url).status_code == 404

        said = server.end(signal.SIGTERM)
        assert "Traceback" not in said
        assert [word for word in TELEMETRY if word in said.lower()] == []
        assert server.process.returncode in (0, -signal.SIGTERM, 128 + signal.SIGTERM)


def test_a_server_without_an_index_says_so_until_there_is_one(texts: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as server:
        assert server.get("/healthz").status_code == 200
        for path in ("/readyz", "/api/v1/search?q=vélo"):
            answer = server.client.get(path)
            assert answer.status_code == 503
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["type"] == "/problems/index-missing"
        ingested = Apart(data).run("ingest", texts)
        assert ingested.code == 0, ingested
        assert server.found("péage urbain")[0] == "peage-urbain"
        said = server.end(signal.SIGINT)
        assert "Traceback" not in said
        assert server.process.returncode in (0, 1, 130, -signal.SIGINT)


def test_a_port_that_is_taken_is_named_without_a_traceback(built: Path, tmp_path: Path) -> None:
    data = copy_library(built, tmp_path / "data")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        finished = Apart(data).run("serve", "--port", port)
    assert finished.code not in (0, None)
    assert port in finished.err
    assert "Traceback" not in finished.err


def test_a_server_writes_a_line_for_each_request_and_no_word_of_a_question(
    built: Path, tmp_path: Path
) -> None:
    data = copy_library(built, tmp_path / "data")
    with serving(data, SAVOIR_SEARCH_RATE="2", SAVOIR_TRUSTED_PROXIES="127.0.0.1") as server:
        reader = {"X-Forwarded-For": "203.0.113.7"}
        # One more than that in case a minute ends between two of them.
        answers = [
            server.client.get("/api/v1/search", params={"q": "péage urbain"}, headers=reader)
            for _ in range(4)
        ]
        assert [answer.status_code for answer in answers[:2]] == [200, 200]
        assert 429 in [answer.status_code for answer in answers[2:]]
        assert server.found("péage urbain")[0] == "peage-urbain"
        assert server.client.get("/healthz", headers={"X-Large": "x" * 100_000}).status_code == 400
        said = server.end(signal.SIGTERM)
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert [line["client"] for line in lines] == ["203.0.113.0/24"] * 4 + ["127.0.0.0/24"]
    assert {line["path"] for line in lines} == {"/api/v1/search"}
    assert "urbain" not in said
