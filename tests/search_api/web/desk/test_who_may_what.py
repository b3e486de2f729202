"""Every address of the application, and who may ask it: one table, to which every new address is added."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto

import pytest
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from corpus.people.permissions import ALLOWED, Permission, Role
from corpus.people.person import PersonName
from corpus.people.store import People
from corpus.people.tokens import USUAL_TOKEN
from search_api.access.cookies import COOKIE
from search_api.access.forms import FIELD, csrf_of
from search_api.app import create_app
from search_api.describing import API
from search_api.services import Services
from tests.search_api.web.desk.conftest import ADMINISTRATOR, FROM_HERE, LIBRARIAN, PASSWORD


class Everybody(Enum):
    """Addresses that need no permission."""

    READERS = auto()
    """Whoever asks, with whatever token."""
    GREETED = auto()
    """Whoever asks; a token that does not work is told so."""
    IN_PERSON = auto()
    """Whoever is signed in at a browser."""


READERS, GREETED, IN_PERSON = Everybody.READERS, Everybody.GREETED, Everybody.IN_PERSON
ADMINISTER, READ = Permission.ADMINISTER, Permission.READ
EDIT, PUBLISH, IMPORT = Permission.EDIT, Permission.PUBLISH, Permission.IMPORT
LISTS = Permission.LISTS
TABLE: Mapping[str, Everybody | Permission] = {
    "GET /api/v1/administrations": READERS,
    "POST /api/v1/administrations": LISTS,
    "PATCH /api/v1/administrations/{entry}": LISTS,
    "DELETE /api/v1/administrations/{entry}": LISTS,
    "GET /api/v1/desk/administrations": READ,
    "GET /api/v1/desk/administrations/{entry}": READ,
    "GET /api/v1/desk/administrations/{entry}/history": READ,
    "POST /api/v1/desk/administrations/{entry}/restore": LISTS,
    "POST /api/v1/desk/comparisons": EDIT,
    "GET /api/v1/desk/comparisons/{job}": READ,
    "POST /api/v1/desk/comparisons/{job}/cancel": EDIT,
    "POST /api/v1/desk/comparisons/{job}/retry": EDIT,
    "GET /api/v1/desk/glossary": READ,
    "GET /api/v1/desk/glossary/{entry}": READ,
    "GET /api/v1/desk/glossary/{entry}/history": READ,
    "POST /api/v1/desk/glossary/{entry}/restore": LISTS,
    "GET /api/v1/desk/studies": READ,
    "GET /api/v1/desk/studies/{study}": READ,
    "GET /api/v1/desk/studies/{study}/compare": READ,
    "GET /api/v1/desk/studies/{study}/files/{n}": READ,
    "GET /api/v1/desk/studies/{study}/history": READ,
    "POST /api/v1/desk/studies/{study}/revert": EDIT,
    "POST /api/v1/desk/studies/{study}/steps": PUBLISH,
    "POST /api/v1/glossary": LISTS,
    "PATCH /api/v1/glossary/{entry}": LISTS,
    "DELETE /api/v1/glossary/{entry}": LISTS,
    "GET /api/v1/imports": READ,
    "POST /api/v1/imports": IMPORT,
    "GET /api/v1/imports/{job}": READ,
    "POST /api/v1/imports/{job}/cancel": IMPORT,
    "GET /api/v1/imports/{job}/events": READ,
    "POST /api/v1/imports/{job}/retry": IMPORT,
    "GET /api/v1/inventory": READERS,
    "GET /api/v1/inventory/years.csv": READERS,
    "GET /api/v1/inventory/{year}": READERS,
    "GET /api/v1/inventory/{year}.{form}": READERS,
    "GET /api/v1/inventory/{year}/administrations.csv": READERS,
    "GET /api/v1/inventory/{year}/lacking.csv": READERS,
    "GET /api/v1/numbers": READERS,
    "GET /api/v1/numbers/{table}.csv": READERS,
    "GET /api/v1/search": READERS,
    "GET /api/v1/search/export": READERS,
    "GET /api/v1/studies": READERS,
    "POST /api/v1/studies": EDIT,
    "GET /api/v1/studies/{study}": READERS,
    "PATCH /api/v1/studies/{study}": EDIT,
    "GET /api/v1/studies/{study}/citation": READERS,
    "GET /api/v1/studies/{study}/files/{n}": READERS,
    "GET /api/v1/studies/{study}/similar": READERS,
    "GET /api/v1/suggest": READERS,
    "GET /api/v1/todo": READ,
    "POST /api/v1/todo/{todo}/accept": EDIT,
    "POST /api/v1/todo/{todo}/dismiss": EDIT,
    "GET /desk/sign-in/callback": READERS,
    "POST /oai": READERS,
    "GET /{language:lang}/desk": READ,
    "GET /{language:lang}/desk/account": IN_PERSON,
    "POST /{language:lang}/desk/account/password": IN_PERSON,
    "POST /{language:lang}/desk/account/sessions": IN_PERSON,
    "POST /{language:lang}/desk/account/tokens": IN_PERSON,
    "POST /{language:lang}/desk/account/tokens/{number}/revoke": IN_PERSON,
    "GET /{language:lang}/desk/administrations": READ,
    "GET /{language:lang}/desk/administrations/{entry}": READ,
    "POST /{language:lang}/desk/administrations/{entry}": LISTS,
    "POST /{language:lang}/desk/administrations/{entry}/remove": LISTS,
    "POST /{language:lang}/desk/administrations/{entry}/restore": LISTS,
    "POST /{language:lang}/desk/bulk": EDIT,
    "GET /{language:lang}/desk/bulk/{job}": READ,
    "POST /{language:lang}/desk/bulk/{job}": EDIT,
    "GET /{language:lang}/desk/bulk/{job}/events": READ,
    "GET /{language:lang}/desk/check": ADMINISTER,
    "POST /{language:lang}/desk/check": ADMINISTER,
    "POST /{language:lang}/desk/check/jobs/{job}": ADMINISTER,
    "GET /{language:lang}/desk/duplicates": READ,
    "POST /{language:lang}/desk/duplicates/find": EDIT,
    "POST /{language:lang}/desk/duplicates/find/jobs/{job}": EDIT,
    "POST /{language:lang}/desk/duplicates/undo": PUBLISH,
    "GET /{language:lang}/desk/duplicates/{first}/{second}": READ,
    "POST /{language:lang}/desk/duplicates/{first}/{second}": PUBLISH,
    "GET /{language:lang}/desk/files": READ,
    "GET /{language:lang}/desk/harvests": READ,
    "POST /{language:lang}/desk/harvests": IMPORT,
    "POST /{language:lang}/desk/harvests/jobs/{job}": IMPORT,
    "GET /{language:lang}/desk/glossary": READ,
    "GET /{language:lang}/desk/glossary/{entry}": READ,
    "POST /{language:lang}/desk/glossary/{entry}": LISTS,
    "POST /{language:lang}/desk/glossary/{entry}/remove": LISTS,
    "POST /{language:lang}/desk/glossary/{entry}/restore": LISTS,
    "GET /{language:lang}/desk/inbox": READ,
    "POST /{language:lang}/desk/inbox": IMPORT,
    "POST /{language:lang}/desk/inbox/jobs/{job}": IMPORT,
    "POST /{language:lang}/desk/inbox/todo/{todo}": EDIT,
    "GET /{language:lang}/desk/law": READ,
    "GET /{language:lang}/desk/law/{year}": READ,
    "GET /{language:lang}/desk/new-administration": LISTS,
    "POST /{language:lang}/desk/new-administration": LISTS,
    "GET /{language:lang}/desk/new-password": READERS,
    "POST /{language:lang}/desk/new-password": READERS,
    "GET /{language:lang}/desk/new-study": EDIT,
    "POST /{language:lang}/desk/new-study": EDIT,
    "GET /{language:lang}/desk/new-term": LISTS,
    "POST /{language:lang}/desk/new-term": LISTS,
    "GET /{language:lang}/desk/people": ADMINISTER,
    "POST /{language:lang}/desk/people": ADMINISTER,
    "GET /{language:lang}/desk/people/{name}": ADMINISTER,
    "POST /{language:lang}/desk/people/{name}/forget-identity": ADMINISTER,
    "POST /{language:lang}/desk/people/{name}/link": ADMINISTER,
    "POST /{language:lang}/desk/people/{name}/password": ADMINISTER,
    "POST /{language:lang}/desk/people/{name}/role": ADMINISTER,
    "POST /{language:lang}/desk/people/{name}/state": ADMINISTER,
    "GET /{language:lang}/desk/sign-in": GREETED,
    "POST /{language:lang}/desk/sign-in": READERS,
    "GET /{language:lang}/desk/sign-in/callback": READERS,
    "GET /{language:lang}/desk/sign-in/provider": READERS,
    "POST /{language:lang}/desk/sign-out": IN_PERSON,
    "GET /{language:lang}/desk/signed-out": READERS,
    "GET /{language:lang}/desk/studies": READ,
    "GET /{language:lang}/desk/studies/{study}": READ,
    "POST /{language:lang}/desk/studies/{study}": EDIT,
    "GET /{language:lang}/desk/studies/{study}/files/{n}/page/{number}": READ,
    "GET /{language:lang}/desk/studies/{study}/files/{n}/page/{number}.png": READ,
    "GET /{language:lang}/desk/studies/{study}/history": READ,
    "GET /{language:lang}/desk/studies/{study}/personal-data": READ,
    "POST /{language:lang}/desk/studies/{study}/personal-data": EDIT,
    "GET /{language:lang}/desk/studies/{study}/personal-data/{key}.png": READ,
    "POST /{language:lang}/desk/studies/{study}/revert": EDIT,
    "POST /{language:lang}/desk/studies/{study}/steps": PUBLISH,
    "GET /{language:lang}/desk/tokens": ADMINISTER,
    "POST /{language:lang}/desk/tokens/{number}/revoke": ADMINISTER,
    "GET /{language:lang}/judging": READERS,
    "POST /{language:lang}/judging": READERS,
    "POST /{language:lang}/judging/end": READERS,
    "POST /{language:lang}/judging/judgements": READERS,
}
"""What an address needs. Those of readers' pages, feeds and files are below, by what they begin with."""

OF_READERS = re.compile(
    r"GET (/|/openapi\.json|/docs|/static|/assets/\{fingerprint\}/\{name\}|/pdfjs/.*|/feeds/.*|/healthz"
    r"|/readyz|/oai|/dcat.*|/opensearch.*|/robots\.txt|/sitemap.*|/favicon\.ico|/study/\{study\}|/\{language:lang\}"
    r"|/\{language:lang\}/(suggest|numbers|read|study|text)(/.*)?)"
)
ENDING = {"POST /{language:lang}/desk/sign-in", "POST /{language:lang}/desk/sign-out"}
"""What ends the session of who asks; other tests ask it of those who have one."""
UPLOADS = {"POST /api/v1/imports", "POST /{language:lang}/desk/inbox"}
UPLOAD = {"files": {"files": ("a.txt", b"a")}}
FILLED = {"language:lang": "en", "number": "1", "n": "1", "year": "2020", "form": "csv", "table": "years"}


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: what they send, and what they may."""

    name: str
    headers: Mapping[str, str]
    session: str = ""
    permissions: frozenset[Permission] = frozenset()
    spoiled: bool = False
    """Whether the token works no more."""

    def may(self, method: str, needed: Everybody | Permission, *, api: bool) -> bool:
        """Return what the rules say: forms need a session, and changes through the API a token."""
        if needed is READERS:
            return True
        if needed is GREETED:
            return not self.spoiled
        if needed is IN_PERSON:
            return bool(self.session)
        proved = method == "GET" or (bool(self.session) != api)
        return proved and needed in self.permissions


@pytest.fixture
def people(people_alone: Services) -> People:
    return people_alone.people


@pytest.fixture
def callers(people: People) -> list[Caller]:
    """A visitor, both roles, a token with each scope, and what worked once."""
    gone = PersonName("gone")
    people.create(gone, Role.ADMINISTRATOR, PASSWORD, by="test")
    left = [people.begin_session(gone), people.make_token(gone, "x", [ADMINISTER], by="test")[1]]
    people.set_active(gone, False, by="test")
    revoked, of_revoked = people.make_token(ADMINISTRATOR, "x", [ADMINISTER, READ], by="test")
    people.revoke_token(revoked.number, by="test")
    long_ago = People(
        people._engine, people.location, now=lambda: datetime.now(UTC) - USUAL_TOKEN - timedelta(days=1)
    )
    _, expired = long_ago.make_token(ADMINISTRATOR, "x", [ADMINISTER, READ], by="test")
    return [
        Caller("a visitor", {}),
        Caller("one whose account was closed", {"Cookie": f"{COOKIE}={left[0]}"}),
        *(
            Caller(role.value, {"Cookie": f"{COOKIE}={secret}"}, secret, ALLOWED[role])
            for role, name in ((Role.LIBRARIAN, LIBRARIAN), (Role.ADMINISTRATOR, ADMINISTRATOR))
            for secret in [people.begin_session(name)]
        ),
        *(
            Caller(f"a token for {scope}", bearer(secret), permissions=frozenset({scope}))
            for scope in Permission
            for _, secret in [people.make_token(ADMINISTRATOR, "x", [scope], by="test")]
        ),
        Caller("a token of a closed account", bearer(left[1]), spoiled=True),
        Caller("a revoked token", bearer(of_revoked), spoiled=True),
        Caller("an expired token", bearer(expired), spoiled=True),
        Caller("an invented token", bearer("savoir_x"), spoiled=True),
    ]


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def routes(client: TestClient) -> Iterator[str]:
    for context in iter_route_contexts(client.app.routes):  # type: ignore[attr-defined]
        for method in sorted(getattr(context, "methods", None) or {"GET"}):
            if method not in ("HEAD", "OPTIONS") and context.path:
                yield f"{method} {context.path}"


@pytest.fixture
def client(people_alone: Services) -> TestClient:
    return TestClient(create_app(people_alone), follow_redirects=False)


def test_every_address_is_in_the_table_and_the_table_has_no_other(client: TestClient) -> None:
    found = {route for route in routes(client) if not OF_READERS.fullmatch(route)}
    assert found == set(TABLE)


def ask(client: TestClient, route: str, caller: Caller) -> Response:
    method, path = route.split(" ")
    for name in re.findall(r"\{([^}]*)\}", path):
        path = path.replace(f"{{{name}}}", FILLED.get(name, "nobody"))
    form = {FIELD: csrf_of(caller.session), "name": LIBRARIAN, "password": PASSWORD, "role": "librarian"}
    sent = {"data": form, **(UPLOAD if route in UPLOADS else {})} if method == "POST" else {}
    return client.request(method, path, headers={**FROM_HERE, **caller.headers}, **sent)  # type: ignore[arg-type]


def refuses(answer: Response) -> bool:
    """Return whether somebody was kept out, not whether what they asked for was possible."""
    asked_to_sign_in = answer.status_code == 303 and "/desk/sign-in?" in answer.headers["location"]
    return answer.status_code in (401, 403) or asked_to_sign_in


def test_everybody_may_do_what_the_table_says_and_nothing_else(
    client: TestClient, callers: list[Caller]
) -> None:
    wrong = []
    for route, needed in TABLE.items():
        method, path = route.split(" ")
        for caller in callers:
            client.cookies.clear()
            if route in ENDING and caller.session:
                continue
            expected = caller.may(method, needed, api=path.startswith(API))
            answer = ask(client, route, caller)
            assert answer.status_code < 500, (route, caller.name)
            if refuses(answer) is expected:
                wrong.append((route, caller.name, answer.status_code))
    assert wrong == []


def test_protected_addresses_of_the_api_say_so_in_its_description(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            needed = TABLE.get(f"{method.upper()} {path}", READERS)
            assert bool(operation.get("security")) is isinstance(needed, Permission), path
            if operation.get("security"):
                assert {"401", "403"} <= set(operation["responses"]), path
