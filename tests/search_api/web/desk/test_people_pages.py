"""The pages of people, of one's own account, and of tokens."""

import re

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response

from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from search_api.access.cookies import COOKIE
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.web.desk.conftest import (
    ADMINISTRATOR,
    FROM_HERE,
    LIBRARIAN,
    PASSWORD,
    csrf,
    signed_in,
)

NEW = PersonName("a.peeters")


@pytest.fixture
def desk(people_alone: Services) -> Services:
    return people_alone


def send(client: TestClient, path: str, **fields: str | list[str]) -> Response:
    return client.post(path, data=fields | csrf(client, "/en/desk/account"))


def secret_of(page: Response) -> str:
    field = BeautifulSoup(page.text, "lxml").select_one("input.secret")
    assert field is not None, page.text
    return str(field["value"])


def alert(page: Response) -> str:
    return BeautifulSoup(page.text, "lxml").select("[role=alert]")[0].text


def test_an_invitation_leads_to_a_password_and_to_the_desk(administrator: TestClient, desk: Services) -> None:
    made = send(administrator, "/en/desk/people", name="A.Peeters", role="librarian", way="link")
    link = secret_of(made)
    assert link.startswith("http://testserver/en/desk/new-password?link=")
    assert link not in administrator.get("/en/desk/people/a.peeters").text
    with TestClient(create_app(desk), follow_redirects=False, headers=FROM_HERE) as invited:
        secret = link.split("link=")[1]
        assert NEW in invited.get(link).text
        differ = {"link": secret, "password": PASSWORD, "again": "something else"}
        assert invited.post("/en/desk/new-password", data=differ).status_code == 422
        short = invited.post("/fr/desk/new-password", data={"link": secret, "password": "x", "again": "x"})
        assert "12 à 200 caractères" in alert(short)
        chosen = {"link": secret, "password": PASSWORD, "again": PASSWORD}
        assert invited.post("/en/desk/new-password", data=chosen).status_code == 303
        assert NEW in invited.get("/en/desk").text
        assert invited.get(link).status_code == 410


def test_a_form_that_cannot_be_done_keeps_what_was_written_and_says_why(administrator: TestClient) -> None:
    refused = send(administrator, "/nl/desk/people", name="librarian", role="administrator", way="link")
    assert refused.status_code == 409
    assert "iemand heet al librarian" in alert(refused).lower()
    page = BeautifulSoup(refused.text, "lxml")
    assert page.select_one("#name")["value"] == "librarian"  # type: ignore[index]
    assert page.select_one("#role option[selected]")["value"] == "administrator"  # type: ignore[index]


def test_who_is_changed_stands_in_the_log_with_who_did_it(administrator: TestClient, desk: Services) -> None:
    person = f"/en/desk/people/{LIBRARIAN}"
    assert send(administrator, f"{person}/role", role="administrator").status_code == 303
    assert send(administrator, f"{person}/state", state="closed").status_code == 303
    assert send(administrator, f"{person}/link").status_code == 409
    assert send(administrator, f"{person}/password", password="another long password").status_code == 303
    assert desk.people.person(LIBRARIAN).role is Role.ADMINISTRATOR
    shown = BeautifulSoup(administrator.get(person).text, "lxml").select("tbody tr")
    rows = [[cell.text for cell in row.select("td")][1:] for row in shown]
    assert rows[:3] == [
        ["New password", ADMINISTRATOR],
        ["Account closed", ADMINISTRATOR],
        ["Role changed: Librarian, now Administrator", ADMINISTRATOR],
    ]
    last = send(administrator, f"/en/desk/people/{ADMINISTRATOR}/state", state="closed")
    assert (last.status_code, "last administrator" in alert(last)) == (409, True)


def test_somebody_who_is_not_there_is_not_found(administrator: TestClient) -> None:
    for name in ("nobody", "%C3%A7a", "x" * 61):
        assert administrator.get(f"/en/desk/people/{name}").status_code == 404


def test_ones_own_password_needs_the_present_one(librarian: TestClient) -> None:
    before = librarian.cookies[COOKIE]
    fields = {"password": "quite another password", "again": "quite another password"}
    wrong = send(librarian, "/en/desk/account/password", old="wrong", **fields)
    assert (wrong.status_code, "wrong" in alert(wrong)) == (403, True)
    assert send(librarian, "/en/desk/account/password", old=PASSWORD, **fields).status_code == 303
    assert librarian.cookies[COOKIE] != before
    assert librarian.get("/en/desk").status_code == 200
    librarian.cookies.clear()
    assert signed_in(librarian, LIBRARIAN, "quite another password")


def test_sessions_elsewhere_can_be_ended(librarian: TestClient, desk: Services) -> None:
    elsewhere = [desk.people.begin_session(LIBRARIAN) for _ in range(3)]
    page = BeautifulSoup(librarian.get("/en/desk/account").text, "lxml")
    first = str(page.select_one("input[name=session]")["value"])  # type: ignore[index]
    send(librarian, "/en/desk/account/sessions", session=first)
    assert sum(desk.people.in_session(secret) is not None for secret in elsewhere) == 2
    send(librarian, "/en/desk/account/sessions", others="all")
    assert [desk.people.in_session(secret) for secret in elsewhere] == [None] * 3
    assert librarian.get("/en/desk").status_code == 200


def test_a_token_is_shown_once_and_works_until_it_is_revoked(librarian: TestClient, desk: Services) -> None:
    made = send(librarian, "/en/desk/account/tokens", label="My <b>", scope=["desk:read", "studies:write"])
    secret = secret_of(made)
    found = desk.people.with_token(secret)
    assert found
    assert found[1].scopes == {Permission.READ, Permission.EDIT}
    again = librarian.get("/en/desk/account").text
    assert secret not in again
    assert "My &lt;b&gt;" in again
    address = re.search(r'action="(/en/desk/account/tokens/\d+/revoke)"', again)
    assert address
    assert send(librarian, address.group(1)).status_code == 303
    assert desk.people.with_token(secret) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label": "x"}, "choose what this token"),
        ({"label": " ", "scope": "desk:read"}, "what this token is for"),
        ({"label": "x", "scope": "people:write"}, "choose what this token"),
        ({"label": "x", "scope": "desk:read", "expires": "2020-01-01"}, "from tomorrow on"),
        ({"label": "x", "scope": "desk:read", "expires": "soon"}, "from tomorrow on"),
    ],
)
def test_a_token_that_cannot_be_is_refused_with_what_to_do(
    librarian: TestClient, fields: dict[str, str], words: str
) -> None:
    refused = send(librarian, "/en/desk/account/tokens", **fields)
    assert (refused.status_code, words in alert(refused).lower()) == (422, True)


def test_an_administrator_revokes_the_tokens_of_others_and_a_librarian_does_not(
    desk: Services, administrator: TestClient
) -> None:
    token, secret = desk.people.make_token(LIBRARIAN, "harvest", [Permission.READ], by=LIBRARIAN)
    other, _ = desk.people.make_token(ADMINISTRATOR, "x", [Permission.READ], by=ADMINISTRATOR)
    assert "harvest" in administrator.get("/en/desk/tokens").text
    assert send(administrator, f"/en/desk/tokens/{token.number}/revoke").status_code == 303
    assert desk.people.with_token(secret) is None
    librarian = signed_in(administrator, LIBRARIAN)
    assert send(librarian, f"/en/desk/account/tokens/{other.number}/revoke").status_code == 404


def test_over_https_the_cookie_is_of_this_host_alone(desk: Services) -> None:
    with TestClient(create_app(desk), base_url="https://testserver", follow_redirects=False) as client:
        data = {"name": LIBRARIAN, "password": PASSWORD}
        answer = client.post("/en/desk/sign-in", data=data, headers={"Origin": "https://testserver"})
        said = answer.headers["set-cookie"]
        assert said.startswith(f"__Host-{COOKIE}=")
        assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(said.split("; "))
        assert client.get("/en/desk").status_code == 200
        bare = client.cookies[f"__Host-{COOKIE}"]
        client.cookies.clear()
        assert client.get("/en/desk", headers={"Cookie": f"{COOKIE}={bare}"}).status_code == 303


def test_signing_in_ends_the_session_that_was_here_before(librarian: TestClient, desk: Services) -> None:
    before = librarian.cookies[COOKIE]
    signed_in(librarian, ADMINISTRATOR)
    assert desk.people.in_session(before) is None


def test_an_origin_that_is_none_is_refused_and_no_mistake_of_the_program(visitor: TestClient) -> None:
    data = {"name": LIBRARIAN, "password": PASSWORD}
    for origin in ("http://[", "null", "http://testserver.elsewhere.example", "file://testserver"):
        assert visitor.post("/en/desk/sign-in", data=data, headers={"Origin": origin}).status_code == 403


def test_pages_of_the_desk_are_neither_kept_nor_framed(librarian: TestClient) -> None:
    headers = librarian.get("/fr/desk/account").headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_readers_find_the_desk_at_the_foot_of_a_page(visitor: TestClient) -> None:
    foot = BeautifulSoup(visitor.get("/fr").text, "lxml").select_one("footer")
    assert foot
    assert foot.select_one("a[href='/fr/desk']").text == "Pour les bibliothécaires"  # type: ignore[union-attr]
