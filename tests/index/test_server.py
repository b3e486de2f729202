"""The home of an index on a Qdrant server, on qdrant-client's imitation of one, and its errors over HTTP."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from qdrant_client import QdrantClient

from corpus.study import AdministrationId
from index.errors import (
    DiskFullError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnavailableError,
    SearchIndexError,
)
from index.manifest import Build
from index.points import AverageLengths
from index.port import Arm, ArmQuery, Filters
from index.server import ServerHome
from index.server_index import ServerIndex
from index.server_requests import connect
from models.language import Language
from tests.index.making import DIMENSIONS, study_points, unit

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant")

BUILD = Build(encoder="e", dimensions=DIMENSIONS, analyser="a", splitter="s")
LENGTHS = AverageLengths({Language.FR: 120.5, None: 80.0}, {})


@pytest.fixture
def client() -> Iterator[QdrantClient]:
    client = QdrantClient(":memory:")
    yield client
    client.close()


@pytest.fixture
def home(client: QdrantClient, tmp_path: Path) -> ServerHome:
    return home_with(client, tmp_path)


def home_with(client: QdrantClient, directory: Path, build: Build = BUILD) -> ServerHome:
    return ServerHome("http://nowhere:6333", None, directory, build, client=client)


def publish(home: ServerHome, *names: str, anew: bool = False) -> None:
    with home.draft(LENGTHS, anew=anew) as index:
        for name in names:
            index.replace_study(*study_points(name))


def studies(home: ServerHome) -> list[str]:
    return sorted(home.contents())


def collections(client: QdrantClient) -> list[str]:
    return sorted(collection.name for collection in client.get_collections().collections)


def test_a_server_without_an_index_says_so(home: ServerHome) -> None:
    with pytest.raises(IndexMissingError):
        home.current_version()
    assert (home.manifest(), home.contents()) == (None, {})


def test_a_draft_goes_live_when_its_block_ends_and_holds_what_was_there(home: ServerHome) -> None:
    publish(home, "a")
    first = home.current_version()
    with home.draft(LENGTHS, anew=False) as index:
        index.replace_study(*study_points("b"))
        assert studies(home) == ["a"]
    assert home.current_version() != first
    assert studies(home) == ["a", "b"]
    index = home.open(home.current_version())
    (hits,) = index.search([ArmQuery(arm=Arm.PASSAGE_MEANING, vector=unit((1,)), limit=9)])
    assert sorted(hit.study for hit in hits) == ["a", "b"]
    manifest = home.manifest()
    assert manifest is not None
    assert (manifest.build, manifest.lengths) == (BUILD, LENGTHS)


def test_a_draft_made_anew_starts_empty(home: ServerHome) -> None:
    publish(home, "a")
    publish(home, "b", anew=True)
    assert studies(home) == ["b"]


def test_another_process_sees_the_version_that_is_live(
    home: ServerHome, client: QdrantClient, tmp_path: Path
) -> None:
    publish(home, "a")
    assert home_with(client, tmp_path / "other").current_version() == home.current_version()


def test_a_failure_in_the_block_leaves_the_old_version_and_no_draft(
    home: ServerHome, client: QdrantClient
) -> None:
    publish(home, "a")
    before = collections(client)
    passages, titles = study_points("b")
    with pytest.raises(AttributeError), home.draft(LENGTHS, anew=False) as index:
        index.replace_study([*passages, None], titles)  # type: ignore[list-item]
    assert (studies(home), collections(client)) == (["a"], before)


def test_the_version_before_the_live_one_stays_and_older_ones_and_leftovers_go(
    home: ServerHome, client: QdrantClient
) -> None:
    client.create_collection("someone-elses", vectors_config={})
    for name in ("a", "b", "c"):
        publish(home, name)
    ServerIndex.create(client, "savoir-v000009", dimensions=DIMENSIONS)  # as a killed run leaves it
    publish(home, "d")
    assert collections(client) == ["savoir-v000003", "savoir-v000004", "someone-elses"]
    assert studies(home) == ["a", "b", "c", "d"]


def test_an_index_built_otherwise_is_refused_but_can_be_built_anew(
    home: ServerHome, client: QdrantClient, tmp_path: Path
) -> None:
    publish(home, "a")
    other = home_with(client, tmp_path, replace(BUILD, encoder="other"))
    with pytest.raises(IndexMismatchError):
        other.open(other.current_version())
    with pytest.raises(IndexMismatchError), other.draft(LENGTHS, anew=False):
        pass
    assert studies(home) == ["a"]
    publish(other, "b", anew=True)
    assert studies(other) == ["b"]


def test_a_collection_without_a_manifest_is_damaged(home: ServerHome, client: QdrantClient) -> None:
    ServerIndex.create(client, "savoir-v000001", dimensions=DIMENSIONS)
    with pytest.raises(IndexDamagedError):
        home.open("savoir-v000001")


def test_two_writers_of_one_data_directory_keep_out_of_each_others_way(
    home: ServerHome, client: QdrantClient, tmp_path: Path
) -> None:
    with home.writer_lock(), pytest.raises(IndexBusyError):
        home_with(client, tmp_path).writer_lock().__enter__()


# Over HTTP


class Answering(BaseHTTPRequestHandler):
    """Says to every request what the test wants, and keeps what was asked."""

    status = 200
    body: object = ""
    asked: list[Any]

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        type(self).asked.append(json.loads(content or b"null"))
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(self.body).encode())

    do_GET = do_PUT = do_POST

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def a_server(status: int, body: object) -> Iterator[tuple[QdrantClient, list[Any]]]:
    asked: list[Any] = []
    handler = type("Handler", (Answering,), {"status": status, "body": body, "asked": asked})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        client = connect(f"http://127.0.0.1:{server.server_port}", "a key")
        yield client, asked
        client.close()
        server.shutdown()
        thread.join()


FULL = {"status": {"error": "Service internal error: No space left on device (os error 28)"}}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, "Must provide an API key", IndexUnavailableError),
        (403, "Forbidden", IndexUnavailableError),
        (404, {"status": {"error": "Not found: Collection `c` doesn't exist!"}}, IndexMissingError),
        (400, {"status": {"error": "Wrong input"}}, IndexDamagedError),
        (429, {"status": {"error": "Too many"}}, IndexUnavailableError),
        (500, FULL, DiskFullError),
        (503, "starting", IndexUnavailableError),
        (200, {"result": "nonsense"}, IndexUnavailableError),
    ],
)
def test_what_a_server_refuses_is_said_in_our_words(
    status: int, body: object, error: type[SearchIndexError]
) -> None:
    with a_server(status, body) as (client, _), pytest.raises(error):
        ServerIndex(client, "c").count_passages()


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        port = server.server_port
    home = ServerHome(f"http://127.0.0.1:{port}", "secret", tmp_path, BUILD)
    with pytest.raises(IndexUnavailableError, match="SAVOIR_QDRANT_URL"):
        home.current_version()


def test_a_search_is_one_request_with_the_filters_in_it() -> None:
    point = {
        "id": "3b7ca5a4-0000-8000-8000-000000000000",
        "version": 1,
        "score": 0.5,
        "payload": {"study": "s"},
    }
    filters = Filters(
        administrations=frozenset({AdministrationId("b"), AdministrationId("a")}),
        date_from=date(2018, 1, 1),
        cost_min=Decimal("50000.50"),
        include_unknown_cost=True,
    )
    query = ArmQuery(arm=Arm.PASSAGE_MEANING, vector=unit((1,)), limit=2, filters=filters, text_language=None)
    with a_server(200, {"result": [{"points": [point]}], "status": "ok", "time": 0.1}) as (client, asked):
        ((hit,),) = ServerIndex(client, "c").search([query])
    assert (hit.study, hit.score) == ("s", 0.5)
    ((sent,),) = (request["searches"] for request in asked)
    assert (sent["using"], sent["query"], sent["with_payload"]) == (
        "passage",
        {"nearest": [1.0, *[0.0] * 7]},
        ["study"],
    )
    assert sent["filter"]["must"] == [
        {"key": "administration", "match": {"any": ["a", "b"]}},
        {"key": "published_last", "range": {"gte": 20180101.0}},
        {
            "should": [
                {"key": "cost", "range": {"gte": 5000050.0}},
                {"key": "cost_band", "match": {"any": ["unknown"]}},
            ]
        },
        {"key": "text_language", "match": {"any": ["und"]}},
    ]
