"""Signing in through an identity provider."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
import uvicorn
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response
from joserfc.jwk import RSAKey
from pydantic import ValidationError

from corpus.people.permissions import Role
from search_api.access.cookies import COOKIE
from search_api.access.provider.flow import FLOW_COOKIE
from search_api.app import create_app
from search_api.services import Services
from search_api.settings import Settings
from tests.search_api.web.desk.conftest import ADMINISTRATOR, FROM_HERE, LIBRARIAN, csrf
from tests.search_api.web.desk.provider import CLIENT, SECRET, SmallProvider, path_of, provider_app


@pytest.fixture(scope="module")
def served() -> Iterator[SmallProvider]:
    """A provider that answers on a port of this machine."""
    provider = SmallProvider("")
    server = uvicorn.Server(uvicorn.Config(provider_app(provider), port=0, log_level="warning", http="h11"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    provider.issuer = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield provider
    server.should_exit = True
    thread.join()


@pytest.fixture
def desk(people_alone: Services) -> Services:
    return people_alone


@pytest.fixture
def provider(served: SmallProvider) -> SmallProvider:
    served.claims, served.error, served.token_status = {"preferred_username": "Librarian"}, "", 200
    served.published = [served.key]
    served.asked.clear()
    return served


def browser(desk: Services, provider: SmallProvider, **settings: Any) -> TestClient:
    given = {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": CLIENT,
        "oidc_client_secret": SECRET,
        "sign_in_rate": 0,
        "search_rate": 0,
        "data_dir": desk.settings.data_dir,
    }
    changed = replace(desk, settings=Settings(**{**given, **settings}))
    return TestClient(create_app(changed), follow_redirects=False, headers=FROM_HERE)


@pytest.fixture
def reader(desk: Services, provider: SmallProvider) -> TestClient:
    return browser(desk, provider)


def come_back(client: TestClient, language: str = "en", target: str = "") -> Response:
    """Go to the provider and back, up to the page that begins the session."""
    leaving = client.get(f"/{language}/desk/sign-in/provider", params={"next": target})
    assert leaving.status_code == 303, leaving.text
    at_provider = httpx.get(leaving.headers["location"], verify=False)
    back = client.get(path_of(at_provider.headers["location"]))
    assert back.status_code == 303, back.text
    return client.get(path_of(back.headers["location"]))


def alert(answer: Response) -> str:
    return BeautifulSoup(answer.text, "lxml").select("[role=alert]")[0].text


def test_somebody_with_an_account_comes_in_and_is_led_to_where_they_wanted(reader: TestClient) -> None:
    entered = come_back(reader, "nl", "/nl/desk?a=1")
    assert (entered.status_code, entered.headers["location"]) == (303, "/nl/desk?a=1")
    assert LIBRARIAN in reader.get("/nl/desk").text
    assert FLOW_COOKIE not in reader.cookies


def test_addresses_and_keys_are_asked_for_once(reader: TestClient, provider: SmallProvider) -> None:
    for _ in range(2):
        assert come_back(reader).status_code == 303
    assert provider.asked.count("/.well-known/openid-configuration") == 1
    assert provider.asked.count("/keys") == 1


def test_a_new_key_of_the_provider_is_asked_for(
    reader: TestClient, provider: SmallProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert come_back(reader).status_code == 303
    key = RSAKey.generate_key(2048, {"kid": "second"})
    monkeypatch.setattr(provider, "key", key)
    monkeypatch.setattr(provider, "published", [key])
    assert come_back(reader).status_code == 403, "keys are not asked for anew within a minute"
    monkeypatch.setattr("search_api.access.provider.metadata._AGAIN", 0.0)
    assert come_back(reader).status_code == 303


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"iss": "https://another.example"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"exp": None},
        {"exp": -120},
        {"iat": 600},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    reader: TestClient, provider: SmallProvider, claims: dict[str, Any]
) -> None:
    now = int(time.time())
    provider.claims |= {
        name: value + now if isinstance(value, int) else value for name, value in claims.items()
    }
    refused = come_back(reader)
    assert refused.status_code == 403
    assert "id_token" in alert(refused)
    assert COOKIE not in reader.cookies


def test_clocks_may_differ_a_little(reader: TestClient, provider: SmallProvider) -> None:
    provider.claims |= {"iat": int(time.time()) + 30, "exp": int(time.time()) - 30}
    assert come_back(reader).status_code == 303


def test_a_key_that_the_provider_does_not_publish_proves_nothing(
    reader: TestClient, provider: SmallProvider
) -> None:
    provider.published = [RSAKey.generate_key(2048, {"kid": "first"})]
    assert come_back(reader).status_code == 403


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    reader: TestClient, desk: Services, provider: SmallProvider
) -> None:
    leaving = reader.get("/fr/desk/sign-in/provider")
    address = path_of(httpx.get(leaving.headers["location"], verify=False).headers["location"])
    victim = browser(desk, provider)
    refused = victim.get(path_of(victim.get(address).headers["location"]))
    assert refused.status_code == 403
    assert COOKIE not in victim.cookies
    assert provider.codes, "the code was not used"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "n'a pas confirmé votre identité (access_denied)"),
        ("nl", "heeft uw identiteit niet bevestigd (access_denied)"),
        ("en", "did not confirm who you are (access_denied)"),
    ],
)
def test_a_refusal_is_told_in_the_language_of_who_signs_in(
    reader: TestClient, provider: SmallProvider, language: str, words: str
) -> None:
    provider.error = "access_denied"
    refused = come_back(reader, language)
    assert refused.status_code == 403
    assert words in alert(refused)


def test_what_a_provider_says_of_an_error_is_not_repeated(
    reader: TestClient, provider: SmallProvider
) -> None:
    provider.error = "Call 0800 12345 <b>"
    assert "0800" not in come_back(reader).text


def test_a_provider_that_fails_leaves_the_password(reader: TestClient, provider: SmallProvider) -> None:
    provider.token_status = 502
    failed = come_back(reader)
    assert failed.status_code == 503
    assert "password" in alert(failed)


def test_a_provider_that_is_not_there_leaves_the_password(desk: Services, provider: SmallProvider) -> None:
    reader = browser(desk, provider, oidc_issuer="http://127.0.0.1:9")
    assert reader.get("/en/desk/sign-in").status_code == 200
    assert reader.get("/en/desk/sign-in/provider").status_code == 503


def test_a_provider_that_calls_itself_otherwise_is_not_believed(
    desk: Services, provider: SmallProvider
) -> None:
    reader = browser(desk, provider, oidc_issuer=provider.issuer.replace("127.0.0.1", "localhost"))
    assert reader.get("/en/desk/sign-in/provider").status_code == 503


def test_somebody_without_an_account_stays_out_unless_that_is_wanted(
    desk: Services, provider: SmallProvider
) -> None:
    provider.claims = {"preferred_username": "new.one", "sub": "s9"}
    refused = come_back(browser(desk, provider))
    assert refused.status_code == 403
    assert "has no account in this library" in alert(refused)
    assert come_back(browser(desk, provider, oidc_admit_unknown=True)).status_code == 303
    assert {person.name: person.role for person in desk.people.people()}["new.one"] is Role.LIBRARIAN  # type: ignore[index]


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"groups": ["staff", "lib"]}, Role.LIBRARIAN),
        ({"groups": ["lib", "adm"]}, Role.ADMINISTRATOR),
        ({"groups": "adm"}, Role.ADMINISTRATOR),
        ({"groups": ["staff"]}, None),
        ({"groups": {"adm": True}}, None),
        ({}, None),
    ],
    ids=str,
)
def test_groups_give_roles(
    desk: Services, provider: SmallProvider, claims: dict[str, Any], role: Role | None
) -> None:
    provider.claims |= claims
    reader = browser(desk, provider, oidc_librarians="lib", oidc_administrators="adm, other")
    assert come_back(reader).status_code == (403 if role is None else 303)
    assert desk.people.person(LIBRARIAN).role is (role or Role.LIBRARIAN)


def test_groups_may_lie_deeper(desk: Services, provider: SmallProvider) -> None:
    provider.claims |= {"realm_access": {"roles": ["adm"]}}
    reader = browser(desk, provider, oidc_administrators="adm", oidc_groups_claim="realm_access.roles")
    assert come_back(reader).status_code == 303
    assert desk.people.person(LIBRARIAN).role is Role.ADMINISTRATOR


@pytest.mark.parametrize("claims", [{"email": "librarian"}, {"email": None}, {"email": 7}], ids=str)
def test_an_address_that_is_not_verified_is_no_name(
    desk: Services, provider: SmallProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    refused = come_back(browser(desk, provider, oidc_name_claim="email"))
    assert refused.status_code == 403
    assert "(email)" in alert(refused)


def test_signing_out_offers_to_leave_the_provider_too(reader: TestClient, provider: SmallProvider) -> None:
    come_back(reader)
    out = reader.post("/fr/desk/sign-out", data=csrf(reader, "/fr/desk"))
    shown = reader.get(out.headers["location"])
    assert f"{provider.issuer}/logout?client_id=savoir&amp;post_logout_redirect_uri=" in shown.text
    assert reader.get("/fr/desk").status_code == 303


def test_without_a_provider_there_is_no_way_to_one(desk: Services) -> None:
    visitor = TestClient(create_app(desk))
    assert "organisation" not in visitor.get("/en/desk/sign-in").text.split("<main")[1]
    for path in ("/en/desk/sign-in/provider", "/desk/sign-in/callback", "/en/desk/signed-out"):
        assert visitor.get(path).status_code == 404


@pytest.mark.parametrize(
    "given",
    [
        {"oidc_issuer": "http://login.example", "oidc_client_id": "x"},
        {"oidc_issuer": "https://login.example"},
    ],
)
def test_a_provider_that_cannot_be_used_safely_is_refused_at_once(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings(**given)


def test_the_last_administrator_is_told_so(desk: Services, provider: SmallProvider) -> None:
    provider.claims = {"preferred_username": ADMINISTRATOR, "groups": ["lib"]}
    refused = come_back(browser(desk, provider, oidc_librarians="lib"))
    assert refused.status_code == 409
    assert "last administrator" in alert(refused)
