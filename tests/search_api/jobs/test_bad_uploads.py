"""What the door of the inbox refuses: said in the reader's language, by page and API, and nothing is kept."""

import io
import json
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from anyio.lowlevel import checkpoint
from bs4 import BeautifulSoup
from fastapi import Response
from fastapi.testclient import TestClient

from corpus.people.permissions import Permission, Role
from corpus.people.person import PersonName
from search_api.app import create_app
from search_api.services import Services
from search_api.settings import Settings
from search_api.wiring import open_services

LIMIT = 1 << 20
PASSWORD = "correct horse battery"
ANNA = PersonName("anna")


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("bad"), encoder="static", upload_limit=LIMIT, space_kept=0
    )
    made = open_services(settings, pipeline=False)
    made.people.create(ANNA, Role.LIBRARIAN, PASSWORD, by="test")
    yield made
    made.close()


@pytest.fixture(scope="module")
def program(services: Services) -> Iterator[TestClient]:
    _, secret = services.people.make_token(ANNA, "test", [Permission.IMPORT], by="test")
    with TestClient(create_app(services), headers={"Authorization": f"Bearer {secret}"}) as client:
        yield client


@pytest.fixture(scope="module")
def browser(services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(services), headers={"Origin": "http://testserver"}) as client:
        signed_in = client.post("/en/desk/sign-in", data={"name": ANNA, "password": PASSWORD})
        assert signed_in.status_code in (200, 303), signed_in.text
        yield client


@pytest.fixture(autouse=True)
def nothing_kept(services: Services) -> Iterator[None]:
    yield
    assert services.queue.jobs() == []
    inbox = services.settings.data_dir / "inbox"
    assert not inbox.exists() or list(inbox.iterdir()) == []


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


def twice() -> bytes:
    """Return an archive with two members of one name."""
    return zipped(("a.txt", b"a"), ("b.txt", b"b")).replace(b"b.txt", b"a.txt")


def with_nul() -> bytes:
    return zipped(("a.txt_b", b"a")).replace(b"a.txt_b", b"a.txt\0b")


def bomb() -> bytes:
    return zipped(("a.txt", bytes(60_000_000)))


GOOD = ("a.txt", b"a")
LONG = "x" * 5000 + ".txt"
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb": ("z.zip", bomb, "zip-bomb"),
    "an archive in an archive": ("z.zip", lambda: zipped(GOOD, ("b.zip", zipped(GOOD))), "zip-nested"),
    "a name that climbs": ("z.zip", lambda: zipped(GOOD, ("../b.txt", b"b")), "upload-path"),
    "an absolute name": ("z.zip", lambda: zipped(GOOD, ("/etc/b.txt", b"b")), "upload-path"),
    "a name of Windows": ("z.zip", lambda: zipped(GOOD, ("C:\\b.txt", b"b")), "upload-path"),
    "a link": ("z.zip", lambda: zipped(GOOD, (link("b.txt"), b"/etc/passwd")), "zip-link"),
    "a long name in an archive": ("z.zip", lambda: zipped(GOOD, (LONG, b"b")), "upload-path"),
    "the same name twice in an archive": ("z.zip", twice, "upload-same-name"),
    "a NUL in a name": ("z.zip", with_nul, "upload-path"),
    "no archive": ("z.zip", lambda: b"PK no archive", "zip-damaged"),
    "a long name": (LONG, lambda: b"a", "upload-path"),
    "a file that is too large": ("b.txt", lambda: bytes(LIMIT + 1), "upload-too-large"),
}
WORDS = {
    "zip-bomb": ("comme le fait une attaque", "zoals een aanval doet", "as an attack does"),
    "zip-nested": ("une archive dans une archive", "een archief in een archief", "an archive inside an"),
    "upload-path": ("n'est pas un nom de fichier", "is geen bestandsnaam", "is no name of a file"),
    "zip-link": ("est un lien dans l'archive", "is een koppeling in het archief", "is a link in the archive"),
    "upload-same-name": ("vient deux fois", "komt twee keer voor", "comes twice"),
    "zip-damaged": ("ne se décompresse pas", "kan niet worden uitgepakt", "cannot be unpacked"),
    "upload-too-large": ("dépasse 1 Mo", "groter dan 1 MB", "more than 1 MB"),
    "too-large": ("dépasse", "is groter dan", "exceeds"),
    "form-refused": ("session", "sessie", "session"),
}
LANGUAGES = ("fr", "nl", "en")


def said(kind: str, language: str) -> str:
    return WORDS[kind][LANGUAGES.index(language)]


def csrf(browser: TestClient, language: str) -> dict[str, str]:
    page = BeautifulSoup(browser.get(f"/{language}/desk/inbox").text, "lxml")
    field = page.select_one("form[enctype] input[name=csrf]")
    assert field is not None
    return {"csrf": str(field["value"])}


@pytest.mark.parametrize("what", REFUSED)
def test_a_program_learns_what_is_refused_and_why(program: TestClient, what: str) -> None:
    name, content, kind = REFUSED[what]
    files = [("files", GOOD), ("files", (name, content()))]
    for language in LANGUAGES:
        answer = program.post("/api/v1/imports", files=files, headers={"Accept-Language": language})
        assert answer.json()["type"] == f"/problems/{kind}", answer.text
        assert said(kind, language) in answer.json()["detail"]
        assert len(answer.json()["detail"]) < 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_what_is_refused_and_why(browser: TestClient, language: str) -> None:
    proof = csrf(browser, language)
    for name, content, kind in REFUSED.values():
        files = [("files", GOOD), ("files", (name, content()))]
        answer = browser.post(f"/{language}/desk/inbox", data=proof, files=files)
        assert 400 <= answer.status_code < 500, name
        assert said(kind, language) in BeautifulSoup(answer.text, "lxml").get_text(), name


def test_the_same_name_twice_in_a_form_is_refused(program: TestClient) -> None:
    answer = program.post("/api/v1/imports", files=[("files", GOOD), ("files", ("a.txt", b"b"))])
    assert answer.json()["type"] == "/problems/upload-same-name"


def test_a_name_with_a_nul_in_a_form_is_refused(program: TestClient) -> None:
    body = b'--B\r\nContent-Disposition: form-data; name="files"; filename="a\0.txt"\r\n\r\na\r\n--B--\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=B"}
    answer = program.post("/api/v1/imports", content=body, headers=kind)
    assert answer.json()["type"] in ("/problems/upload-path", "/problems/upload-form")


def streamed(client: TestClient, path: str, headers: dict[str, str], blocks: Iterator[bytes]) -> Response:
    """Send a body block by block, as a network does; the client of the tests would gather it first."""
    request = client.build_request("POST", path, headers=headers)
    del request.headers["content-length"]
    request.headers.update(headers)
    sent: list[Any] = []

    async def receive() -> Any:
        await checkpoint()
        return {"type": "http.request", "body": next(blocks), "more_body": True}

    async def send(message: Any) -> None:
        await checkpoint()
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("testclient", 50_000),
        "server": ("testserver", 80),
    }
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent)
    return Response(body, status_code=sent[0]["status"])


FORM = {"Content-Type": "multipart/form-data; boundary=B"}


def read(_: bytes) -> bytes:
    raise AssertionError("the body was read")


def never_read() -> Iterator[bytes]:
    return map(read, [b""])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_gigabytes_are_refused_as_soon_as_they_are_announced(
    program: TestClient, browser: TestClient, language: str
) -> None:
    announced = {**FORM, "Content-Length": str(2 << 30), "Accept-Language": language}
    answer = streamed(program, "/api/v1/imports", announced, never_read())
    told = json.loads(bytes(answer.body))
    assert (answer.status_code, told["type"]) == (413, "/problems/too-large")
    assert said("too-large", language) in told["detail"]
    page = streamed(browser, f"/{language}/desk/inbox", announced, never_read())
    assert page.status_code == 413
    assert said("too-large", language) in bytes(page.body).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_body_that_tells_no_size_is_cut_off_where_it_grows_too_large(
    program: TestClient, language: str
) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--B\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        while True:
            sent += LIMIT // 4
            yield bytes(LIMIT // 4)

    answer = streamed(program, "/api/v1/imports", {**FORM, "Accept-Language": language}, endless())
    told = json.loads(bytes(answer.body))
    assert answer.status_code == 413
    assert said(told["type"].removeprefix("/problems/"), language) in told["detail"]
    assert sent < 8 * LIMIT


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_has_grown_stale_is_refused_before_its_files(browser: TestClient, language: str) -> None:
    proof = csrf(browser, language)
    stale: Any = {"csrf": re.sub(r"[0-9a-f]", "0", proof["csrf"])}
    answer = browser.post(f"/{language}/desk/inbox", data=stale, files=[("files", GOOD)])
    assert answer.status_code == 403
    assert said("form-refused", language) in answer.text
