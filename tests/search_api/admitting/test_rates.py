from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from search_api.admitting.rates import Kind, kind_of
from search_api.app import create_app
from search_api.cli.serve import server_options
from search_api.services import Services
from search_api.settings import Settings

SEARCH, SUGGEST = "/api/v1/search?q=vélo", "/api/v1/suggest?q=mob"
HOME, OTHER = "203.0.113.7", "203.0.113.8"

ClientOf = Callable[..., Callable[[str], TestClient]]


@pytest.fixture
def client_of(services: Services) -> ClientOf:
    """Make a server with settings, and from its clients' addresses clients of it."""

    def make(**settings: Any) -> Callable[[str], TestClient]:
        given = Settings(**{"data_dir": services.settings.data_dir, **settings})
        app = ProxyHeadersMiddleware(
            create_app(replace(services, settings=given)),  # type: ignore[arg-type]
            trusted_hosts=server_options(given)["forwarded_allow_ips"],
        )
        return lambda address: TestClient(app, client=(address, 50000))  # type: ignore[arg-type]

    return make


def answers(client: TestClient, address: str, times: int, **headers: str) -> list[int]:
    return [client.get(address, headers=headers).status_code for _ in range(times)]


def refuses(client: TestClient, address: str, **headers: str) -> bool:
    """Ask once more, and again in case a window of a minute ended between the requests."""
    return 429 in answers(client, address, 2, **headers)


def test_a_client_that_asks_too_often_is_told_when_to_come_back(client_of: ClientOf) -> None:
    client = client_of(search_rate=2)(HOME)
    assert answers(client, SEARCH, 2) == [200, 200]
    assert refuses(client, SEARCH)
    response = client.get(SEARCH, headers={"Accept-Language": "nl"})
    assert response.status_code == 429
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == "/problems/too-many-requests"
    assert response.json()["title"] == "Te veel vragen"
    assert "2 vragen per minuut" in response.json()["detail"]


def test_a_reader_who_asks_too_often_gets_a_page_in_their_language(client_of: ClientOf) -> None:
    client = client_of(search_rate=1)(HOME)
    refused = [client.get(f"/nl?q={word}") for word in ("stad", "tol", "lucht")][-1]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["content-type"].startswith("text/html")
    assert '<html lang="nl"' in refused.text
    assert "Te veel vragen" in refused.text


def test_a_client_that_asks_too_often_keeps_no_other_from_asking(client_of: ClientOf) -> None:
    clients = client_of(search_rate=1)
    assert answers(clients(HOME), SEARCH, 1) == [200]
    assert refuses(clients(HOME), SEARCH)
    assert answers(clients(OTHER), SEARCH, 1) == [200]


def test_who_searched_too_often_still_gets_suggestions_and_studies(client_of: ClientOf) -> None:
    client = client_of(search_rate=1)(HOME)
    assert refuses(client, SEARCH) or refuses(client, SEARCH)
    assert answers(client, SUGGEST, 3) == [200, 200, 200]
    assert answers(client, "/api/v1/studies/titres-services", 3) == [200, 200, 200]
    assert answers(client, "/healthz", 3) == [200, 200, 200]


def test_suggestions_have_a_limit_of_their_own(client_of: ClientOf) -> None:
    client = client_of(suggest_rate=2)(HOME)
    assert answers(client, SUGGEST, 2) == [200, 200]
    assert refuses(client, SUGGEST)
    assert answers(client, SEARCH, 1) == [200]


def test_what_cannot_be_answered_counts_as_well(client_of: ClientOf) -> None:
    client = client_of(search_rate=2)(HOME)
    assert answers(client, "/api/v1/search?nothing=1", 2) == [422, 422]
    assert refuses(client, SEARCH)


def test_a_rate_of_zero_is_no_limit(client_of: ClientOf) -> None:
    assert set(answers(client_of(search_rate=0)(HOME), SEARCH, 20)) == {200}


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_a_network_of_version_6_is_one_client_and_an_address_of_version_4_another(
    client_of: ClientOf, first: str, second: str, same: bool
) -> None:
    clients = client_of(search_rate=1)
    assert answers(clients(first), SEARCH, 1) == [200]
    if same:
        assert refuses(clients(second), SEARCH)
    else:
        assert answers(clients(second), SEARCH, 1) == [200]


def test_a_client_behind_a_trusted_proxy_is_counted_by_its_own_address(client_of: ClientOf) -> None:
    proxy = client_of(search_rate=1, trusted_proxies="10.0.0.0/8, ::1")("10.1.2.3")
    assert answers(proxy, SEARCH, 1, **{"X-Forwarded-For": HOME}) == [200]
    assert refuses(proxy, SEARCH, **{"X-Forwarded-For": f"198.51.100.1, {HOME}"})
    assert answers(proxy, SEARCH, 1, **{"X-Forwarded-For": OTHER}) == [200]


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", HOME])
def test_nobody_else_gets_a_new_address_by_writing_one_into_a_header(client_of: ClientOf, peer: str) -> None:
    client = client_of(search_rate=1, trusted_proxies="10.0.0.0/8")(peer)
    assert answers(client, SEARCH, 1, **{"X-Forwarded-For": "198.51.100.1"}) == [200]
    assert refuses(client, SEARCH, **{"X-Forwarded-For": "198.51.100.2"})


def test_however_many_clients_come_they_take_the_places_that_there_are(
    monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    monkeypatch.setattr("search_api.admitting.rates._PLACES", 8)
    app = create_app(replace(services, settings=Settings(search_rate=1000)))
    for number in range(1000):
        app.state.rates.admit(Kind.SEARCH, f"198.51.100.{number}")
    kept = app.state.rates._limiter.storage
    # A place has a counter for each of the two last minutes.
    assert len(kept.storage) <= 16
    assert len(kept.expirations) <= 16
    assert not kept.events


@pytest.mark.parametrize(
    ("path", "query", "kind"),
    [
        ("/api/v1/search", b"q=x", Kind.SEARCH),
        ("/api/v1/search", b"", Kind.SEARCH),
        ("/api/v1/search/export", b"q=x", Kind.SEARCH),
        ("/feeds/search.atom", b"q=x", Kind.SEARCH),
        ("/api/v1/suggest", b"q=x", Kind.SUGGEST),
        ("/opensearch/suggestions", b"q=x", Kind.SUGGEST),
        ("/fr", b"q=x", Kind.SEARCH),
        ("/nl/suggest", b"q=x", Kind.SUGGEST),
        ("/en", b"", None),
        ("/fr/study/x", b"", None),
        ("/french", b"q=x", None),
        ("/api/v1/searching", b"", None),
        ("/api/v1/studies", b"page=2", None),
        ("/static/docs.js", b"", None),
        ("/healthz", b"", None),
    ],
)
def test_searches_and_suggestions_are_counted_and_nothing_else(
    path: str, query: bytes, kind: Kind | None
) -> None:
    assert kind_of("GET", path, query) is kind


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "/fr/desk/sign-in", Kind.SIGN_IN),
        ("POST", "/nl/judging", Kind.SIGN_IN),
        ("POST", "/en/desk/account/password", Kind.SIGN_IN),
        ("GET", "/en/desk/sign-in/provider", Kind.SIGN_IN),
        ("GET", "/fr/desk/sign-in", None),
        ("POST", "/nl/judging/judgements", None),
        ("POST", "/nl/desk/people", None),
    ],
)
def test_guesses_are_counted_apart(method: str, path: str, kind: Kind | None) -> None:
    assert kind_of(method, path, b"") is kind


def test_a_client_that_guesses_tokens_of_judges_is_stopped(client_of: ClientOf) -> None:
    client = client_of(sign_in_rate=2, judge_tokens="anna:0123456789abcdef")(HOME)
    sent = {"headers": {"Origin": "http://testserver"}, "data": {"token": "wrong"}}
    assert [client.post("/fr/judging", **sent).status_code for _ in range(4)][-1] == 429  # type: ignore[arg-type]
