"""Names and passwords, and what a session may do."""

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from corpus.people.guessing import FREE_FAILURES
from search_api.access.who import COOKIE
from search_api.app import create_app
from search_api.services import Services
from tests.search_api.web.desk.conftest import LIBRARIAN, PASSWORD, csrf, signed_in


def test_without_any_account_the_desk_is_closed(own_services: Services) -> None:
    with TestClient(create_app(own_services), follow_redirects=False) as client:
        for path in ("/fr/desk", "/fr/desk/sign-in"):
            answer = client.get(path)
            assert answer.status_code == 403
            assert "savoir users create" in answer.text


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_a_visitor_is_asked_to_sign_in_and_led_on(visitor: TestClient, language: str) -> None:
    asked = visitor.get(f"/{language}/desk?a=1")
    assert asked.status_code == 303
    assert asked.headers["location"] == f"/{language}/desk/sign-in?next=%2F{language}%2Fdesk%3Fa%3D1"
    form = BeautifulSoup(visitor.get(asked.headers["location"]).text, "lxml").select_one("main form")
    assert form is not None
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    led = visitor.post(str(form["action"]), data=fields | {"name": LIBRARIAN, "password": PASSWORD})
    assert led.headers["location"] == f"/{language}/desk?a=1"


@pytest.mark.parametrize(
    "next_", ["//elsewhere.example", "https://elsewhere.example/fr/desk", "/fr/desk\\@x y", "/fr"]
)
def test_signing_in_leads_nowhere_else(visitor: TestClient, next_: str) -> None:
    data = {"name": LIBRARIAN, "password": PASSWORD, "next": next_}
    assert visitor.post("/nl/desk/sign-in", data=data).headers["location"] == "/nl/desk"


def test_the_cookie_of_a_session_is_not_for_scripts(visitor: TestClient) -> None:
    answer = visitor.post("/en/desk/sign-in", data={"name": LIBRARIAN, "password": PASSWORD})
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "SameSite=lax" in answer.headers["set-cookie"]


def test_a_wrong_password_and_an_unknown_name_are_told_alike(visitor: TestClient) -> None:
    told = [
        visitor.post("/en/desk/sign-in", data={"name": name, "password": "wrong password"})
        for name in (LIBRARIAN, "nobody", "ça")
    ]
    alerts = {BeautifulSoup(answer.text, "lxml").select("[role=alert]")[0].text for answer in told}
    assert [answer.status_code for answer in told] == [403, 403, 403]
    assert len(alerts) == 1


def test_guessing_closes_an_account_for_a_while_even_to_the_right_password(visitor: TestClient) -> None:
    for _ in range(FREE_FAILURES + 1):
        visitor.post("/en/desk/sign-in", data={"name": LIBRARIAN, "password": "wrong password"})
    refused = visitor.post("/en/desk/sign-in", data={"name": LIBRARIAN, "password": PASSWORD})
    assert refused.status_code == 429
    assert COOKIE not in visitor.cookies


def test_a_form_of_another_site_signs_nobody_in(visitor: TestClient) -> None:
    data = {"name": LIBRARIAN, "password": PASSWORD}
    answer = visitor.post("/en/desk/sign-in", data=data, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert COOKIE not in visitor.cookies


def test_signing_out_ends_the_session_for_who_has_its_cookie(librarian: TestClient) -> None:
    kept = librarian.cookies[COOKIE]
    assert librarian.post("/en/desk/sign-out", data=csrf(librarian, "/en/desk")).status_code == 303
    librarian.cookies.set(COOKIE, kept)
    assert librarian.get("/en/desk").status_code == 303


def test_a_form_without_the_field_of_its_session_is_refused(librarian: TestClient) -> None:
    stale = librarian.post("/nl/desk/sign-out", data={"csrf": "0" * 48})
    assert stale.status_code == 403
    assert "Formulier geweigerd" in stale.text
    assert librarian.get("/nl/desk").status_code == 200


def test_a_page_of_the_desk_is_kept_by_no_cache(librarian: TestClient) -> None:
    assert librarian.get("/fr/desk").headers["cache-control"] == "no-store"


def test_who_has_left_is_out_at_once(librarian: TestClient, desk: Services) -> None:
    desk.people.set_active(LIBRARIAN, False)
    assert librarian.get("/fr/desk").status_code == 303
    with pytest.raises(AssertionError):
        signed_in(librarian, LIBRARIAN)
