import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from fastapi.testclient import TestClient

from index.search import SearchRequest, SearchResult, SearchSetup
from search_api.app import create_app
from search_api.cli.serve import server_options
from search_api.live import LiveSearch
from search_api.logs import WithoutWords
from search_api.services import Services

QUESTION = "fibromyalgie chronique"
WORDS = ("fibromyalgie", "chronique")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
    """Read the lines of the access log so far."""
    caplog.set_level(logging.INFO, logger="savoir.access")
    return lambda: [json.loads(record.message) for record in caplog.records if record.name == "savoir.access"]


def client_of(services: Services, *, questions: bool, address: str = "203.0.113.77") -> TestClient:
    settings = services.settings.model_copy(update={"log_questions": questions})
    app = create_app(replace(services, settings=settings))
    return TestClient(app, client=(address, 50000), raise_server_exceptions=False)


def test_each_request_is_one_line_with_what_became_of_it(
    services: Services, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    answer = client_of(services, questions=False).get("/api/v1/search", params={"q": QUESTION})
    (line,) = lines()
    assert {
        "path": "/api/v1/search",
        "route": "search",
        "method": "GET",
        "status": 200,
    }.items() <= line.items()
    assert line["client"] == "203.0.113.0/24"
    assert line["bytes"] == int(answer.headers["content-length"])
    assert line["ms"] > 0
    assert line["time"].endswith("+00:00")


@pytest.mark.parametrize(
    "path", ["/api/v1/search", "/api/v1/suggest", "/api/v1/search/export", "/api/v1/none"]
)
@pytest.mark.parametrize("questions", [False, True])
def test_no_word_of_a_question_is_in_the_log_unless_it_is_switched_on(
    services: Services, caplog: pytest.LogCaptureFixture, path: str, questions: bool
) -> None:
    caplog.set_level(logging.INFO)
    # The test's own client logs what it asks.
    logging.getLogger("httpx2").setLevel(logging.WARNING)
    client_of(services, questions=questions).get(path, params={"q": QUESTION})
    assert [word in caplog.text for word in WORDS] == [questions] * len(WORDS)


@pytest.mark.parametrize(
    ("address", "network"),
    [("2001:db8:1:2::1", "2001:db8:1::/48"), ("::ffff:192.0.2.9", "192.0.2.0/24"), ("unix socket", None)],
)
def test_an_address_is_written_as_a_network(
    services: Services, lines: Callable[[], list[dict[str, Any]]], address: str, network: str | None
) -> None:
    client_of(services, questions=False, address=address).get("/healthz")
    assert [line["client"] for line in lines()] == [network]


def test_a_line_stays_one_line_whatever_the_address_holds(
    services: Services, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="savoir.access")
    client_of(services, questions=False).get('/none%0A{"status": 200}%1b[31m')
    (record,) = [record for record in caplog.records if record.name == "savoir.access"]
    assert record.message.isprintable()
    assert json.loads(record.message)["status"] == 404


def failing(services: Services) -> Services:
    """Make a library whose search ends in a mistake that repeats the question, after another one."""

    def fail(_: SearchSetup, request: SearchRequest) -> SearchResult:
        try:
            raise KeyError(QUESTION)
        except KeyError as error:
            raise ValueError(f"cannot read {QUESTION}: {request}") from error

    live = services.live
    opened = LiveSearch(
        current_version=live._current_version,
        open_setup=live._open_setup,
        answer_with=lambda setup: partial(fail, setup),
    )
    return replace(services, live=opened)


def test_a_mistake_is_a_line_with_status_500(
    services: Services, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    client_of(failing(services), questions=False).get("/api/v1/search", params={"q": QUESTION})
    assert [(line["status"], line["route"]) for line in lines()] == [(500, "search")]


@contextmanager
def error_log(services: Services, *, questions: bool) -> Iterator[io.StringIO]:
    """Write errors as a server with these settings does."""
    settings = services.settings.model_copy(update={"log_questions": questions})
    formatter = server_options(settings)["log_config"]["formatters"]["errors"]
    handler = logging.StreamHandler(written := io.StringIO())
    handler.setFormatter(WithoutWords() if formatter.get("()") is WithoutWords else logging.Formatter())
    log = logging.getLogger("test.errors")
    log.addHandler(handler)
    yield written
    log.removeHandler(handler)


@pytest.mark.parametrize("questions", [False, True])
def test_the_trace_of_a_mistake_says_where_it_is_and_repeats_no_question(
    services: Services, questions: bool
) -> None:
    app = create_app(failing(services))
    with error_log(services, questions=questions) as written:
        try:
            TestClient(app).get("/api/v1/search", params={"q": QUESTION})
        except ValueError:
            logging.getLogger("test.errors").exception("Exception in ASGI application")
    said = written.getvalue()
    assert "KeyError" in said
    assert "ValueError" in said
    assert "in fail" in said
    assert said.index("KeyError") < said.index("ValueError")
    assert [word in said for word in WORDS] == [questions] * len(WORDS)
