import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from index.errors import (
    DiskFullError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    IndexUnavailableError,
    SearchIndexError,
)
from search_api.app import create_app
from search_api.limits import BODY_LIMIT, limit_of
from search_api.services import Services

SECRET = "/srv/secret/place"


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (IndexMissingError(SECRET), "index-missing"),
        (IndexBusyError(Path(SECRET)), "index-busy"),
        (IndexMismatchError("encoder", "static-1", "static-2"), "index-mismatch"),
        (IndexDamagedError(SECRET, "bad magic"), "index-damaged"),
        (IndexUnavailableError(SECRET), "index-unavailable"),
        (DiskFullError(Path(SECRET)), "disk-full"),
        (SearchIndexError(SECRET), "index-error"),
    ],
)
@pytest.mark.parametrize(
    "address", ["/api/v1/search?q=x", "/api/v1/studies/titres-services/similar", "/readyz"]
)
def test_an_index_that_cannot_answer_is_unavailable_and_says_why_to_the_log(
    client_with_fault: Callable[[Exception], TestClient],
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    kind: str,
    address: str,
) -> None:
    with caplog.at_level(logging.WARNING, logger="savoir"):
        response = client_with_fault(fault).get(address)
    assert response.status_code == 503
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"/problems/{kind}"
    assert SECRET not in response.text
    assert str(fault) in caplog.text


def test_without_an_index_the_catalogue_still_answers(
    client_with_fault: Callable[[Exception], TestClient],
) -> None:
    client = client_with_fault(IndexMissingError("nowhere"))
    for address in ("/healthz", "/api/v1/studies", "/api/v1/administrations", "/api/v1/suggest?q=p"):
        assert client.get(address).status_code == 200


def test_a_catalogue_that_cannot_be_read_is_unavailable(own_services: Services) -> None:
    place = own_services.settings.data_dir / "catalogue.sqlite"
    own_services.catalogue.close()
    for path in place.parent.glob("catalogue.sqlite*"):
        path.unlink()
    place.mkdir()
    client = TestClient(create_app(own_services), raise_server_exceptions=False)
    for address in ("/readyz", "/api/v1/studies", "/api/v1/search?q=x", "/api/v1/suggest?q=x"):
        response = client.get(address)
        assert response.status_code == 503
        assert response.json()["type"] == "/problems/catalogue-unavailable"
    assert client.get("/healthz").status_code == 200


def test_a_mistake_of_the_program_tells_the_reader_nothing(
    client_with_fault: Callable[[Exception], TestClient],
) -> None:
    response = client_with_fault(ZeroDivisionError(SECRET)).get("/api/v1/search?q=x")
    assert response.status_code == 500
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/internal-error"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert "ZeroDivision" not in response.text
    assert SECRET not in response.text


def test_a_server_that_can_answer_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "studies": 5, "index": "version-1"}
    assert client.get("/healthz").json() == {"status": "ok"}


def test_an_unknown_address_is_a_problem(client: TestClient) -> None:
    for address in ("/api/v1/nothing", "/api/v2/search", "/static/none.js", "/static/../app.py"):
        response = client.get(address)
        assert response.status_code == 404
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"] == "/problems/not-found"


def test_a_method_that_does_not_fit_is_a_problem_that_says_which_do(client: TestClient) -> None:
    response = client.post("/api/v1/search", json={"q": "x"})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET"
    assert response.json()["type"] == "/problems/method-not-allowed"
    assert "POST" in response.json()["detail"]


@pytest.mark.parametrize(
    ("method", "address"), [("GET", "/api/v1/search?q=x"), ("POST", "/api/v1/search"), ("POST", "/fr/desk/x")]
)
def test_a_large_body_is_refused_before_it_is_read(client: TestClient, method: str, address: str) -> None:
    response = client.request(method, address, content=b"x" * (limit_of(method, address, uploads=0) + 1))
    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.json()["type"] == "/problems/too-large"


def test_a_body_that_hides_its_size_is_not_read_to_its_end(services: Services) -> None:
    app, read = create_app(services), []

    @app.post("/echo")
    async def echo(request: Request) -> int:
        async for chunk in request.stream():
            read.append(len(chunk))
        return sum(read)

    def body() -> Iterator[bytes]:
        yield from (b"x" * 1024 for _ in range(1024))

    with TestClient(app) as client:
        response = client.post("/echo", content=body())
    assert response.status_code == 413
    assert response.json()["type"] == "/problems/too-large"
    assert sum(read) <= BODY_LIMIT


@pytest.mark.parametrize(
    ("language", "title", "reason"),
    [
        ("fr-BE", "Demande incorrecte", "« de » n'est pas connu ; les valeurs connues sont fr, nl, en"),
        ("nl", "Onjuiste vraag", "‘de’ is niet bekend; de bekende waarden zijn fr, nl, en"),
        ("en", "Invalid request", "“de” is not known; the known values are fr, nl, en"),
        ("de, *", "Invalid request", "“de” is not known; the known values are fr, nl, en"),
    ],
)
def test_problems_are_told_in_the_language_of_the_reader(
    client: TestClient, language: str, title: str, reason: str
) -> None:
    response = client.get("/api/v1/search?q=x&language=de", headers={"Accept-Language": language})
    assert response.json() == {
        "type": "/problems/invalid-request",
        "title": title,
        "status": 422,
        "detail": f"language: {reason}",
        "instance": "/api/v1/search",
        "errors": [{"parameter": "language", "reason": reason}],
    }
    assert response.headers["vary"] == "Accept-Language"


def test_every_answer_carries_the_headers_that_keep_readers_safe(client: TestClient) -> None:
    for address in ("/api/v1/search?q=x", "/api/v1/nothing", "/docs", "/static/docs.js", "/openapi.json"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
