"""Drafts and withdrawn studies: no address tells of them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx2 import Response

from corpus.life import Step, StudyState
from corpus.study import StudyId
from ingest.watch import Unwatched
from search_api.access.who import Needs
from search_api.app import create_app
from search_api.editing.acts import take_step
from search_api.editing.desks import AtOnce
from search_api.ingesting.indexing import sync_index
from search_api.ingesting.ingest import ingest
from search_api.settings import Settings
from search_api.wiring import open_services, writing

ASKED = "zorglubine"
"""A word of the hidden studies alone, which questions ask for and answers may repeat."""
SECRET = "kryptax"
"""Another one, which nobody asks for: whoever sees it was told something."""
DRAFT, REVIEWED, WITHDRAWN = "brouillon-a", "brouillon-b", "retiree-c"
OPEN = "ouverte"
REASON = "L'auteur le demande <b>"
HIDDEN = (DRAFT, REVIEWED, WITHDRAWN)

HEADER = (
    "Identifiant;Titre;Commanditaire;Auteur;Date de publication;Montant (€ HTVA);Type;Mots-clés;Fichiers\n"
)
ADDRESSES = {
    "language": ["fr"],
    "n": ["1"],
    "number": ["1"],
    "year": ["2019", "2020", "2021"],
    "form": ["csv"],
    "table": ["administrations", "years"],
    "study": [*HIDDEN, OPEN],
}
"""What stands in for the parameters of a path."""
QUESTIONS = ("", f"?q={ASKED}", f"?q={ASKED}&interpret=true", f"?q={ASKED}&mode=semantic", f"?q={ASKED[:5]}")
QUERIES = (
    *QUESTIONS,
    "?format=csv",
    f"?q={ASKED}&format=csv",
    "?format=bibtex",
    "?format=json",
    "?q=logement",
    "?verb=ListRecords&metadataPrefix=oai_dc",
)
TELLING = {
    "/api/v1/search",
    "/api/v1/search/export",
    "/api/v1/suggest",
    "/api/v1/studies",
    "/api/v1/studies/{study}",
    "/api/v1/studies/{study}/similar",
    "/api/v1/studies/{study}/citation",
    "/api/v1/studies/{study}/files/{n}",
    "/api/v1/administrations",
    "/api/v1/numbers",
    "/api/v1/numbers/{table}.csv",
    "/feeds/search.atom",
    "/oai",
    "/dcat",
    "/dcat.jsonld",
    "/dcat.ttl",
    "/dcat.rdf",
    "/api/v1/inventory/{year}",
    "/api/v1/inventory/{year}.{form}",
    "/api/v1/inventory/{year}/administrations.csv",
    "/api/v1/inventory/{year}/lacking.csv",
    "/sitemap-{number}.xml",
    "/opensearch/suggestions",
    "/{language:lang}",
    "/{language:lang}/suggest",
    "/{language:lang}/study/{study}",
    "/{language:lang}/study/{study}/text/{n}",
    "/{language:lang}/numbers",
}
"""The addresses that tell of these studies while they are published; files and the sitemap by id alone."""


def write(folder: Path, names: tuple[str, ...]) -> Path:
    folder.mkdir()
    rows = [
        f"{name};Le {ASKED} {SECRET} {name};Office {SECRET};Bureau {SECRET};2021-03-12;"
        f"{'' if name == WITHDRAWN else 1000};étude;"
        f"{SECRET} {ASKED};{SECRET}-{name}.txt\n"
        for name in names
    ]
    (folder / "inventaire.csv").write_text(HEADER + "".join(rows), encoding="utf-8")
    for name in names:
        text = f"Le {ASKED} des ménages\n\nL'étude {name} mesure le {ASKED} et le {SECRET} dans la ville.\n"
        (folder / f"{SECRET}-{name}.txt").write_text(text * 3, encoding="utf-8")
    return folder


def write_open(folder: Path) -> Path:
    folder.mkdir()
    row = f"{OPEN};Le logement social;Bruxelles Logement;Bureau;2020;2000;étude;logement;ouverte.txt\n"
    (folder / "inventaire.csv").write_text(HEADER + row, encoding="utf-8")
    (folder / "ouverte.txt").write_text("Le logement social des ménages de la Région. " * 5, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A library with an open study and three that are in it as drafts."""
    root = tmp_path_factory.mktemp("hidden")
    made = Settings(data_dir=root / "data", encoder="static", search_rate=0, suggest_rate=0, workers=1)
    with writing(made) as library:
        ingest(library, [write_open(root / "open")], Unwatched())
        ingest(library, [write(root / "hidden", HIDDEN)], Unwatched(), state=StudyState.DRAFT)
    return made


def lead(settings: Settings, *steps: tuple[str, Step]) -> None:
    with writing(settings) as library:
        for study, step in steps:
            take_step(AtOnce(library, Unwatched()), StudyId(study), step, by="anna", reason=REASON)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    services = open_services(settings, pipeline=True)
    with TestClient(create_app(services), follow_redirects=False) as client:
        yield client
    services.close()


@pytest.fixture(scope="module")
def told(settings: Settings, client: TestClient) -> set[str]:
    """The routes that told the secret while everything was published; afterwards the three are hidden."""
    for step in (Step.SUBMIT, Step.PUBLISH):
        lead(settings, *((study, step) for study in HIDDEN))
    found = {route for route, address in addresses(client) if SECRET in client.get(address).text.lower()}
    with writing(settings) as library:
        for study in (DRAFT, REVIEWED):  # what was published once can be a draft again only as a new study
            library.catalogue.remove_study(StudyId(study))
            library.catalogue.revert(StudyId(study), to=1, by="anna")
    lead(settings, (REVIEWED, Step.SUBMIT), (WITHDRAWN, Step.WITHDRAW))
    return found


def addresses(client: TestClient) -> list[tuple[str, str]]:
    """Return addresses of every route that is read, with the route."""
    contexts = iter_route_contexts(client.app.routes)  # type: ignore[attr-defined]
    routes = {context.path for context in contexts if context.path}
    return [(route, path + query) for route in sorted(routes) for path in filled(route) for query in QUERIES]


def filled(route: str) -> list[str]:
    paths = [""]
    for part in route.split("{"):
        name, brace, rest = part.partition("}")
        values = ADDRESSES.get(name.split(":")[0], ["x"]) if brace else [part]
        paths = [path + value + rest for path in paths for value in values]
    return paths


def test_the_walk_would_notice_a_leak_on_every_address_that_tells_of_studies(told: set[str]) -> None:
    assert TELLING - told == {"/sitemap-{number}.xml"}, "which tells ids alone"


@pytest.mark.usefixtures("told")
def test_no_address_tells_of_a_study_that_is_not_published(client: TestClient) -> None:
    for _, address in addresses(client):
        response = client.get(address)
        assert response.status_code < 500, address
        assert SECRET not in response.text.lower(), address
        if not any(study in address for study in HIDDEN) and not address.startswith("/oai"):
            assert not [study for study in HIDDEN if study in response.text], address


@pytest.mark.usefixtures("told")
def test_harvesters_are_told_of_what_was_published_once_that_it_is_deleted_and_no_more(
    client: TestClient,
) -> None:
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    records = BeautifulSoup(client.get("/oai", params=asked).text, "xml").find_all("record")
    told = {record.find("identifier").get_text().rpartition(":")[2]: record for record in records}  # type: ignore[union-attr]
    assert set(told) == {OPEN, *HIDDEN}
    for study in HIDDEN:
        assert told[study].find("header")["status"] == "deleted"  # type: ignore[index]
        assert {node.name for node in told[study].find_all()} == {"header", "identifier", "datestamp"}


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("mode", ["keyword", "hybrid"])
def test_words_that_only_hidden_studies_hold_find_nothing(client: TestClient, mode: str) -> None:
    answer = client.get("/api/v1/search", params={"q": ASKED, "mode": mode}).json()
    found = [result["study"]["id"] for result in answer["results"]]
    assert set(found) <= {OPEN}
    assert {value["count"] for facet in answer["facets"].values() for value in facet} <= {1}
    assert client.get("/api/v1/suggest", params={"q": ASKED}).json()["suggestions"] == []
    assert "did_you_mean" not in client.get("/api/v1/search", params={"q": f"{ASKED}s"}).json()["query"]


@pytest.mark.usefixtures("told")
def test_counts_and_sums_are_of_the_published_study_alone(client: TestClient) -> None:
    assert client.get("/api/v1/studies").json()["total"] == 1
    assert client.get("/readyz").json()["studies"] == 1
    total = client.get("/api/v1/numbers").json()["total"]
    assert total["studies"] == 1
    assert "2000.00" in json.dumps(total)
    administration = client.get("/api/v1/studies", params={"administration": f"Office {SECRET}"})
    assert administration.status_code == 422


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("study", [DRAFT, REVIEWED])
def test_a_draft_is_answered_as_what_never_was(client: TestClient, study: str) -> None:
    for route in study_routes(client):
        expected, found = client.get(route.format(study="rien")), client.get(route.format(study=study))
        assert found.status_code == expected.status_code == 404
        assert found.text.replace(study, "rien") == expected.text


@pytest.mark.usefixtures("told")
def test_a_withdrawn_study_is_gone_from_every_address_of_it(client: TestClient) -> None:
    for route in study_routes(client):
        assert client.get(route.format(study=WITHDRAWN)).status_code == 410, route
    assert client.head(f"/api/v1/studies/{WITHDRAWN}/files/1").status_code == 410


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("study", HIDDEN)
def test_the_desk_says_nothing_of_a_study_to_who_is_not_signed_in(client: TestClient, study: str) -> None:
    for route in study_routes(client, guarded=True):
        expected, found = client.get(route.format(study="rien")), client.get(route.format(study=study))
        assert found.status_code == expected.status_code == 403, "without an account the desk is closed"
        assert found.text.replace(study, "rien") == expected.text


def study_routes(client: TestClient, *, guarded: bool = False) -> list[str]:
    """Return the addresses about a study that are read: those of readers, or those of librarians."""
    contexts = iter_route_contexts(client.app.routes)  # type: ignore[attr-defined]
    routes = {
        context.path
        for context in contexts
        if context.path
        and "{study}" in context.path
        and "GET" in (context.methods or ())
        and guarded == is_guarded(context.dependant)
    }
    assert len(routes) >= (1 if guarded else 8)
    spoken = [route.replace("{language:lang}", "fr") for route in sorted(routes)]
    return [re.sub(r"\{(?!study\})[^}]*\}", "1", route) for route in spoken]


def is_guarded(dependant: Dependant) -> bool:
    return any(isinstance(one.call, Needs) or is_guarded(one) for one in dependant.dependencies)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fr", "Étude retirée", "puis retirée le"),
        ("nl", "Studie ingetrokken", "gepubliceerd en op"),
        ("en", "Study withdrawn", "withdrawn on"),
    ],
)
def test_a_withdrawn_study_leaves_a_tombstone_in_the_language_of_the_reader(
    client: TestClient, language: str, title: str, words: str
) -> None:
    page = client.get(f"/{language}/study/{WITHDRAWN}")
    shown = BeautifulSoup(page.text, "html.parser")
    assert shown.find("h1").get_text() == title  # type: ignore[union-attr]
    assert words in shown.get_text()
    assert REASON in shown.get_text(), "the reason is text, not markup"
    assert client.get(f"/study/{WITHDRAWN}", headers={"Accept-Language": language}).status_code == 410
    answer = problem(client.get(f"/api/v1/studies/{WITHDRAWN}", headers={"Accept-Language": language}))
    assert (answer["type"], answer["title"]) == ("/problems/study-withdrawn", title)
    tombstone = answer["tombstone"]
    assert isinstance(tombstone, dict)
    assert tombstone["reason"] == REASON
    assert set(tombstone) == {"reason", "withdrawn"}


def problem(response: Response) -> dict[str, object]:
    assert response.status_code == 410
    assert response.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = json.loads(response.text)
    return found


@pytest.mark.usefixtures("told")
def test_what_is_restored_is_found_again_and_can_be_withdrawn_again(
    settings: Settings, client: TestClient
) -> None:
    question = {"q": ASKED, "mode": "keyword"}
    lead(settings, (WITHDRAWN, Step.RESTORE))
    (found,) = client.get("/api/v1/search", params=question).json()["results"]
    assert found["study"]["id"] == WITHDRAWN
    assert client.get(f"/api/v1/studies/{WITHDRAWN}/files/1").status_code == 200
    lead(settings, (WITHDRAWN, Step.WITHDRAW))
    assert client.get("/api/v1/search", params=question).json()["results"] == []


@pytest.mark.usefixtures("told")
def test_a_withdrawal_hides_a_study_before_the_index_has_followed(
    settings: Settings, client: TestClient
) -> None:
    lead(settings, (WITHDRAWN, Step.RESTORE))
    question = {"q": ASKED, "mode": "keyword"}
    shown = (f"{SECRET} {WITHDRAWN}", f"{SECRET} dans la ville", f"{SECRET}-{WITHDRAWN}")
    found = client.get("/api/v1/search", params=question).text.lower()
    assert [words for words in shown if words in found] == [*shown]
    with writing(settings) as library:
        library.catalogue.take_step(StudyId(WITHDRAWN), Step.WITHDRAW, by="anna", reason=REASON)
        for address in (
            "/api/v1/search",
            "/api/v1/search/export",
            "/api/v1/suggest",
            "/fr",
            "/feeds/search.atom",
        ):
            found = client.get(address, params={"q": ASKED}).text.lower()
            assert [words for words in shown if words in found] == [], address
        answer = client.get("/api/v1/search", params=question).json()
        assert answer["total"] == 0, "counts follow at once, too"
        assert {value["count"] for facet in answer["facets"].values() for value in facet} <= {1}
        sync_index(library, Unwatched())
    assert client.get("/api/v1/search", params=question).json()["total"] == 0
