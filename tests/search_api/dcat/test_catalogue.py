"""The catalogue for portals: held to the shapes of DCAT-AP, in every form, to its last part."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from corpus.life import Step, StudyState
from corpus.study import Study, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.dcat import vocabulary
from search_api.dcat.catalogue import IN_PART
from search_api.dcat.forms import preferred
from search_api.dcat.vocabulary import EU, HYDRA, SPDX, theme_names, theme_of
from search_api.harvesting.documents import read_rdf
from search_api.services import Services

SHAPES = Graph().parse(Path(__file__).parent / "shapes.ttl")
HERE = "http://testserver"
CATALOGUE = URIRef(f"{HERE}/dcat")
TOLL = URIRef(f"{HERE}/study/peage-urbain-menages")
FORMS = {"jsonld": "json-ld", "ttl": "turtle", "rdf": "xml"}
KINDS = {"jsonld": "application/ld+json", "ttl": "text/turtle", "rdf": "application/rdf+xml"}


def read(client: TestClient, path: str, form: str) -> Graph:
    response = client.get(path)
    assert response.status_code == 200, response.text
    return read_rdf(path, response.content, FORMS[form])


@pytest.fixture(scope="module")
def told(client: TestClient) -> Graph:
    return read(client, "/dcat.ttl", "ttl")


def test_the_catalogue_keeps_to_the_shapes_of_the_application_profile(told: Graph) -> None:
    keeps, _, why = validate(told, shacl_graph=SHAPES, allow_warnings=True)
    assert keeps, why


def test_the_shapes_would_notice_what_is_missing(told: Graph) -> None:
    broken = Graph() + told
    broken.remove((TOLL, DCTERMS.title, None))
    broken.remove((None, DCAT.accessURL, None))
    keeps, report, _ = validate(broken, shacl_graph=SHAPES, allow_warnings=True)
    assert not keeps
    assert isinstance(report, Graph)


def test_all_that_is_recommended_is_told_of_a_study_that_is_fully_described(services: Services) -> None:
    known = services.settings.model_copy(update={"contact": "desk@library.example"})
    told = read(TestClient(create_app(replace(services, settings=known))), "/dcat.ttl", "ttl")
    _, report, _ = validate(told, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    lacking = set(report.objects(None, URIRef("http://www.w3.org/ns/shacl#focusNode")))
    assert TOLL not in lacking
    assert URIRef(f"{HERE}/study/acces-guichets") in lacking, "of which nothing but a title is known"


def test_a_study_is_told_in_its_languages(told: Graph) -> None:
    assert set(told.objects(TOLL, DCTERMS.title)) == {
        Literal("Péage urbain et budget des ménages", lang="fr"),
        Literal("Stadstol en huishoudbudget", lang="nl"),
    }
    assert Literal("mobilité", lang="fr") in set(told.objects(TOLL, DCAT.keyword))
    assert set(told.objects(TOLL, DCTERMS.language)) == {
        URIRef(f"{EU}language/FRA"),
        URIRef(f"{EU}language/NLD"),
    }
    assert told.value(TOLL, DCTERMS.issued) == Literal("2021-03", datatype=XSD.gYearMonth)
    assert told.value(TOLL, DCAT.theme) == URIRef(f"{EU}data-theme/TRAN")


def test_a_file_is_a_distribution_with_its_size_and_its_sum(told: Graph, services: Services) -> None:
    file = services.catalogue.study(StudyId("peage-urbain-menages")).files[0]
    node = URIRef(f"{TOLL}#file-1")
    assert told.value(node, DCAT.downloadURL) == URIRef(f"{HERE}/api/v1/studies/peage-urbain-menages/files/1")
    assert str(told.value(node, DCAT.mediaType)).endswith("/application/pdf")
    assert int(str(told.value(node, DCAT.byteSize))) == file.size
    checksum = told.value(node, SPDX.checksum)
    assert str(told.value(checksum, SPDX.checksumValue)).lower() == file.sha256


def test_the_first_administration_publishes_and_the_others_contribute(told: Graph) -> None:
    node = URIRef(f"{HERE}/study/luchtkwaliteit-lez")
    publisher, contributor = told.value(node, DCTERMS.publisher), told.value(node, DCTERMS.contributor)
    assert Literal("Leefmilieu Brussel", lang="nl") in set(told.objects(publisher, FOAF.name))
    assert Literal("Brussels Mobility", lang="en") in set(told.objects(contributor, FOAF.name))


def test_what_is_not_known_is_said_and_not_invented(told: Graph) -> None:
    node = URIRef(f"{HERE}/study/acces-guichets")
    assert Literal("No abstract is known.", lang="en") in set(told.objects(node, DCTERMS.description))
    for property_ in (DCTERMS.issued, DCTERMS.publisher, DCAT.theme, DCTERMS.creator):
        assert told.value(node, property_) is None
    assert list(told.triples((None, DCTERMS.license, None))) == []
    unlisted = told.value(URIRef(f"{HERE}/study/digital-inclusion"), DCTERMS.publisher)
    assert told.value(unlisted, FOAF.name) == Literal("Atelier des Données")


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(client: TestClient, form: str) -> None:
    response = client.get("/dcat", headers={"Accept": KINDS[form]})
    assert response.headers["content-type"].partition(";")[0] == KINDS[form]
    assert "Accept" in response.headers["vary"].split(", ")
    graph = read_rdf(f"{HERE}/dcat", response.content, FORMS[form])
    assert isomorphic(graph, read(client, "/dcat", "jsonld"))


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        (None, "jsonld"),
        ("*/*", "jsonld"),
        ("text/html, text/turtle;q=0.5", "ttl"),
        ("text/turtle;q=0.2, application/rdf+xml;q=0.9", "rdf"),
        ("text/turtle;q=much", "jsonld"),
        (";;,=", "jsonld"),
    ],
)
def test_the_form_is_the_one_that_the_program_prefers(accept: str | None, extension: str) -> None:
    assert preferred(accept).extension == extension


def test_a_reader_that_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get("/dcat.ttl")
    again = client.get("/dcat.ttl", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def parts(client: TestClient, address: str | None) -> Iterator[Graph]:
    while address:
        part = read(client, address, "ttl")
        yield part
        following = part.value(None, HYDRA.next) or next(part.objects(None, HYDRA.next), None)
        address = str(following) if following else None


def test_a_long_catalogue_is_told_in_parts_each_study_once(own_services: Services) -> None:
    own_services.catalogue.put_studies(
        Study(id=StudyId(f"report-{number:03}"), titles={Language.FR: f"Rapport {number}"})
        for number in range(IN_PART + 5)
    )
    own_services.catalogue.put_study(Study(id=StudyId("hidden"), titles={}), state=StudyState.DRAFT)
    own_services.catalogue.take_step(StudyId("titres-services"), Step.WITHDRAW, by="anna", reason="Asked.")
    found = [*parts(TestClient(create_app(own_services)), "/dcat.ttl")]
    told = [str(node) for part in found for node in part.subjects(RDF.type, DCAT.Dataset)]
    assert sorted(told) == sorted(f"{HERE}/study/{study}" for study in own_services.catalogue.study_ids())
    assert len(found) == 2
    for part in found:
        assert int(str(part.value(CATALOGUE, HYDRA.totalItems))) == len(told)
        assert validate(part, shacl_graph=SHAPES, allow_warnings=True)[0]


@pytest.mark.parametrize("address", ["/dcat?page=2", "/dcat.ttl?after=" + "x" * 121])
def test_what_cannot_be_asked_is_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 422


def test_a_part_after_the_last_study_is_empty(client: TestClient) -> None:
    assert list(read(client, "/dcat.ttl?after=zzzz", "ttl").subjects(RDF.type, DCAT.Dataset)) == []


def test_themes_are_those_of_administrations_that_exist(services: Services) -> None:
    themes = vocabulary._themes()
    for administration, theme in themes["administrations"].items():
        assert services.registry.get(administration), administration  # type: ignore[arg-type]
        assert set(theme_names(theme)) == set(Language)
        assert theme_of(administration) == theme  # type: ignore[arg-type]
