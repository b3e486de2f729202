"""What holds of every answer of every address."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from search_api.app import create_app
from search_api.headers import SECURITY
from search_api.services import Services

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": SECURITY["Referrer-Policy"],
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": SECURITY["Permissions-Policy"],
}

EXAMPLES = {"study": "titres-services", "n": "1", "language": "fr", "number": "1", "name": "x"}
"""What stands in for the parameters of a path; another one gets a value that it refuses."""


def paths(client: TestClient) -> list[str]:
    """Return an address of every route."""
    templates = {context.path for context in iter_route_contexts(client.app.routes) if context.path}  # type: ignore[attr-defined]
    return sorted(_filled(template) for template in templates)


def _filled(template: str) -> str:
    parts = []
    for part in template.split("{"):
        name, brace, rest = part.partition("}")
        parts.append(EXAMPLES.get(name.split(":")[0], "x") + rest if brace else part)
    return "".join(parts)


def assert_safe(response: Response) -> None:
    for name, value in HEADERS.items():
        assert response.headers.get(name) == value, (response.request.url, response.status_code, name)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    # A file may be shown inside a page of this site.
    assert policy.endswith(("frame-ancestors 'none'", "frame-ancestors 'self'"))


@pytest.fixture
def stranger(services: Services) -> Iterator[TestClient]:
    """A client that follows no redirect."""
    with TestClient(create_app(services), follow_redirects=False) as client:
        yield client


def test_every_route_answers_safely_whatever_is_asked(stranger: TestClient) -> None:
    found = paths(stranger)
    assert {"/api/v1/search", "/docs", "/healthz", "/static"} <= set(found)
    statuses = set()
    for path in found:
        asked = (f"{path}?q=a", f"{path}?none=1", f"{path}/", f"{path}/none", f"{path}?{'x' * 9000}")
        for address in (path, *asked):
            response = stranger.get(address)
            assert response.status_code < 500, address
            assert_safe(response)
            statuses.add(response.status_code)
        assert_safe(stranger.post(path))
        assert_safe(stranger.head(path))
    assert {200, 404, 414, 422} <= statuses


def test_who_asks_too_often_and_whom_a_mistake_hits_get_safe_answers(
    services: Services, client_with_fault: Callable[[Exception], TestClient]
) -> None:
    settings = services.settings.model_copy(update={"search_rate": 1})
    client = TestClient(create_app(replace(services, settings=settings)))
    answers = [client.get("/api/v1/search?q=a") for _ in range(4)]
    assert answers[-1].status_code == 429 or answers[-2].status_code == 429
    failed = client_with_fault(ZeroDivisionError()).get("/api/v1/search?q=a")
    assert failed.status_code == 500
    for answer in (*answers, failed):
        assert_safe(answer)


ELSEWHERE = "elsewhere.example"


@pytest.mark.parametrize(
    "trap",
    [
        "{path}/",
        "{path}?next=//" + ELSEWHERE,
        "{path}?url=https://" + ELSEWHERE,
        "{path}/?q=https://" + ELSEWHERE,
        "//" + ELSEWHERE + "{path}",
        "//" + ELSEWHERE + "{path}/",
        "/%5C" + ELSEWHERE + "{path}/",
        "{path}//" + ELSEWHERE,
        "{path}/%2F%2F" + ELSEWHERE + "/",
        "{path}/..%2F..%2F" + ELSEWHERE + "/",
    ],
)
def test_no_redirect_leads_to_another_site(stranger: TestClient, trap: str) -> None:
    for path in paths(stranger):
        address = "http://testserver" + trap.format(path=path)
        response = stranger.get(
            address, headers={"Referer": f"https://{ELSEWHERE}/", "X-Forwarded-Host": ELSEWHERE}
        )
        target = response.headers.get("location", "/")
        place = urlsplit(target)
        assert (place.scheme, place.netloc) in (("http", "testserver"), ("", "")), address
        assert "\\" not in target, address
        assert not target.startswith("//"), address


def test_there_are_redirects_to_look_at(stranger: TestClient) -> None:
    assert stranger.get("/docs/").is_redirect
