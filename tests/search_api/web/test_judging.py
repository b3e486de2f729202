from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr

from models.language import Language
from search_api.app import create_app
from search_api.errors import SettingsError
from search_api.judging import judge_of, judge_with, read_judges, signed
from search_api.services import Services
from search_api.settings import read_settings
from search_api.web.judge import COOKIE
from tests.search_api.web.pages import fetch, one, text, texts

ANNA, BRAM = "a-long-token-of-anna", "a-long-token-of-bram"
HERE = {"Origin": "http://testserver", "Content-Type": "application/x-www-form-urlencoded"}
TOLL = "peage-urbain-menages"


@pytest.fixture
def judged(own_services: Services) -> Services:
    """A library that two people may judge."""
    tokens = SecretStr(f"anna:{ANNA}, bram:{BRAM}")
    return replace(own_services, settings=own_services.settings.model_copy(update={"judge_tokens": tokens}))


@pytest.fixture
def anybody(judged: Services) -> Iterator[TestClient]:
    with TestClient(create_app(judged), follow_redirects=False) as client:
        yield client


@pytest.fixture
def anna(anybody: TestClient) -> TestClient:
    assert send(anybody, "/en/judging", token=ANNA).status_code == 303
    return anybody


def send(client: TestClient, path: str, *, headers: dict[str, str] = HERE, **fields: Any) -> Response:
    answer: Response = client.post(path, data=fields, headers=headers)
    return answer


def grade(page: BeautifulSoup, study: str) -> dict[str, str]:
    """Return the fields of the form beside a result."""
    form = one(page, f"#result-{study} form.grades")
    return {str(field["name"]): str(field["value"]) for field in form.select("input")}


def judge(client: TestClient, value: int, language: Language = Language.FR, **more: str) -> Response:
    page = fetch(client, f"/{language}", q="péage urbain")
    action = str(one(page, f"#result-{TOLL} form.grades")["action"])
    fields: dict[str, Any] = {**grade(page, TOLL), **more, "grade": value}
    return send(client, action, **fields)


def test_nobody_judges_where_no_token_is_set(client: TestClient) -> None:
    fetch(client, "/fr/judging", status=404)
    assert client.post("/fr/judging", data={"token": "x" * 20}, headers=HERE).status_code == 404
    assert not fetch(client, "/fr", q="péage urbain").select(".grades, .judge")


def test_who_has_no_token_sees_no_buttons_and_cannot_judge(anybody: TestClient, judged: Services) -> None:
    assert not fetch(anybody, "/fr", q="péage urbain").select(".grades, .judge")
    refused = send(anybody, "/fr/judging/judgements", q="a", language="fr", study=TOLL, grade=3)
    assert refused.status_code == 403
    assert "demande un jeton" in refused.text
    assert judged.catalogue.judgements() == ()


def test_a_token_is_given_once_and_lies_in_no_address_and_no_cookie(anybody: TestClient) -> None:
    begun = send(anybody, "/nl/judging", token=ANNA)
    assert (begun.status_code, begun.headers["location"]) == (303, "/nl/judging")
    cookie = begun.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert ANNA not in cookie
    assert "anna" in text(fetch(anybody, "/nl/judging"), "main p:first-of-type")


def test_the_cookie_keeps_to_encrypted_connections_where_the_site_has_them(judged: Services) -> None:
    with TestClient(create_app(judged), base_url="https://testserver", follow_redirects=False) as client:
        begun = send(client, "/fr/judging", headers={**HERE, "Origin": "https://testserver"}, token=BRAM)
    assert "Secure" in begun.headers["set-cookie"].split("; ")


def test_a_wrong_token_is_refused(anybody: TestClient) -> None:
    refused = send(anybody, "/en/judging", token="a-wrong-token-of-anna")
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers
    assert "This token is not known." in refused.text


def test_a_judgement_is_kept_shown_and_replaced_by_a_newer_one(anna: TestClient, judged: Services) -> None:
    before = datetime.now(UTC)
    back = judge(anna, 1)
    assert back.status_code == 303
    assert back.headers["location"] == f"/fr?q=p%C3%A9age+urbain#result-{TOLL}"
    judge(anna, 3)
    page = fetch(anna, "/fr", q="péage urbain")
    pressed = page.select(f"#result-{TOLL} .grades button[aria-pressed=true]")
    assert [button["value"] for button in pressed] == ["3"]
    (kept,) = judged.catalogue.judgements()
    assert (kept.question.text, kept.question.language, kept.study) == ("péage urbain", Language.FR, TOLL)
    assert (kept.judge, kept.grade) == ("anna", 3)
    assert before <= kept.judged <= datetime.now(UTC)


def test_judges_do_not_see_each_others_grades(anna: TestClient, judged: Services) -> None:
    judge(anna, 2)
    send(anna, "/fr/judging", token=BRAM)
    assert not fetch(anna, "/fr", q="péage urbain").select("button[aria-pressed=true]")
    judge(anna, 0)
    assert {(one.judge, one.grade) for one in judged.catalogue.judgements()} == {("anna", 2), ("bram", 0)}


def test_a_page_for_a_judge_is_kept_by_no_cache(anna: TestClient) -> None:
    assert anna.get("/fr?q=air").headers["cache-control"] == "private, no-store"


def test_a_judge_stops(anna: TestClient) -> None:
    assert send(anna, "/en/judging/end").headers["location"] == "/en"
    assert COOKIE not in anna.cookies
    assert not fetch(anna, "/en", q="péage").select(".judge")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    anna: TestClient, judged: Services, headers: dict[str, str]
) -> None:
    for path in ("/fr/judging", "/fr/judging/end", "/fr/judging/judgements"):
        refused = send(anna, path, headers=headers, token=ANNA, study=TOLL, q="a", language="fr", grade=1)
        assert refused.status_code == 403
    assert judged.catalogue.judgements() == ()


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("grade", "4", 422),
        ("grade", "-1", 422),
        ("grade", "two", 422),
        ("q", "", 422),
        ("q", "\x00", 422),
        ("language", "de", 422),
        ("study", "nothing-here", 404),
        ("study", "../x", 422),
    ],
)
def test_a_judgement_that_cannot_be_read_is_refused(
    anna: TestClient, judged: Services, field: str, value: str, status: int
) -> None:
    fields: dict[str, Any] = {"q": "a", "language": "fr", "study": TOLL, "grade": "1", field: value}
    assert send(anna, "/fr/judging/judgements", **fields).status_code == status
    assert judged.catalogue.judgements() == ()


@pytest.mark.parametrize("body", [b"\xff\xfe", b"a&b", b"&".join([b"a=1"] * 50), b""])
def test_a_body_that_is_no_form_is_no_fault_of_the_server(anna: TestClient, body: bytes) -> None:
    assert anna.post("/fr/judging/judgements", content=body, headers=HERE).status_code == 422


@pytest.mark.parametrize(
    "back", ["//elsewhere.example", "https://elsewhere.example/?q=1", "q=1\r\nSet-Cookie: a=b"]
)
def test_a_judgement_leads_nowhere_else(anna: TestClient, back: str) -> None:
    led = judge(anna, 1, back=back)
    assert led.headers["location"].startswith("/fr?")
    assert "\n" not in led.headers["location"]
    assert "set-cookie" not in led.headers


@pytest.mark.parametrize("language", Language)
def test_the_pages_of_judging_are_in_every_language(anna: TestClient, language: Language) -> None:
    page = fetch(anna, f"/{language}", q="péage urbain")
    assert len(page.select(f"#result-{TOLL} .grades button")) == 4
    assert one(fetch(anna, f"/{language}/judging"), "html")["lang"] == language
    assert "péage urbain" in texts(page, ".judge p")[0]


def test_a_cookie_of_another_token_proves_nothing() -> None:
    judges = {"anna": ANNA, "bram": BRAM}
    cookie = signed("anna", judges)
    assert judge_of(cookie, judges) == "anna"
    assert judge_of(cookie, {"anna": BRAM}) is None
    assert judge_of(cookie.replace("anna", "bram"), judges) is None
    for wrong in ("", "anna", "anna:", "nobody:", "anna:é"):
        assert judge_of(wrong, judges) is None


def test_a_token_names_its_judge() -> None:
    assert [judge_with(token, {"anna": ANNA, "bram": BRAM}) for token in (BRAM, "", "é")] == [
        "bram",
        None,
        None,
    ]


@pytest.mark.parametrize(
    "written",
    ["anna", "anna:short", f"a b:{ANNA}", f"anna:{ANNA},anna:{BRAM}", f"anna:{ANNA},bram:{ANNA}", f":{ANNA}"],
)
def test_tokens_that_cannot_be_used_are_refused_without_being_repeated(
    written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="pair"):
        read_judges(written)
    monkeypatch.setenv("SAVOIR_JUDGE_TOKENS", written)
    with pytest.raises(SettingsError, match="SAVOIR_JUDGE_TOKENS") as caught:
        read_settings()
    assert ANNA not in str(caught.value)
