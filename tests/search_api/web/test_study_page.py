import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient

from corpus.study import AdministrationId, Cost, Study, StudyId, Vat
from index.errors import IndexMissingError
from ingest import cache
from ingest.passage import Extraction, Heading
from models.language import Language
from search_api.app import create_app
from search_api.ingesting.reading import source_of
from search_api.services import Services
from tests.search_api.web.pages import fetch, links, one, text, texts

BASE = "http://testserver"
TOLL = "peage-urbain-menages"


@pytest.fixture
def own_client(own_services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(own_services)) as client:
        yield client


@pytest.mark.parametrize(("accepts", "language"), [("nl", "nl"), ("fr-BE", "fr"), ("ja", "en")])
def test_the_lasting_address_leads_to_the_language_of_the_browser(
    client: TestClient, accepts: str, language: str
) -> None:
    response = client.get(f"/study/{TOLL}", headers={"Accept-Language": accepts}, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (302, f"/{language}/study/{TOLL}")
    assert response.headers["vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/study/nothing-here", "/nl/study/nothing-here"])
def test_an_unknown_study_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    response = client.get(path, headers={"Accept-Language": "nl"})
    assert response.status_code == 404
    page = fetch(client, "/nl/study/nothing-here", status=404)
    assert one(page, "html")["lang"] == "nl"
    assert text(page, "main p:not(:has(a))").startswith("Er is geen studie op dit adres")


@pytest.mark.parametrize("language", Language)
def test_a_study_says_all_that_the_catalogue_knows(client: TestClient, language: Language) -> None:
    page = fetch(client, f"/{language}/study/{TOLL}")
    said = text(page, "article")
    titles = "Péage urbain et budget des ménages", "Stadstol en huishoudbudget"
    facts = "Bureau d'études Exemple", "AED", "2021", "185", "péage urbain", "stadstol", "Ce que coûterait"
    assert [fact for fact in (*titles, *facts) if fact not in said] == []
    assert one(page, "html")["lang"] == language
    languages = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
    urls = {str(other): f"{BASE}/{other}/study/{TOLL}" for other in Language}
    assert languages == {**urls, "x-default": f"{BASE}/study/{TOLL}"}
    assert one(page, "link[rel=canonical]")["href"] == urls[language]


def test_the_title_is_in_the_language_of_the_reader_and_each_text_says_its_own(client: TestClient) -> None:
    page = fetch(client, f"/nl/study/{TOLL}")
    assert text(page, "h1") == "Stadstol en huishoudbudget"
    assert one(page, "h1")["lang"] == "nl"
    assert one(page, ".original")["lang"] == "fr"


def test_files_in_the_language_of_the_reader_come_first(client: TestClient) -> None:
    assert list(links(fetch(client, f"/nl/study/{TOLL}"), ".files a:not(.hint)")) == [
        "stadstol_nl.pdf",
        "peage-urbain_fr.pdf",
    ]
    assert list(links(fetch(client, f"/fr/study/{TOLL}"), ".files a:not(.hint)")) == [
        "peage-urbain_fr.pdf",
        "stadstol_nl.pdf",
    ]


def test_a_reader_is_told_that_a_study_is_not_in_their_language(client: TestClient) -> None:
    assert text(fetch(client, f"/en/study/{TOLL}"), ".warning") == "This study is not available in English."
    assert not fetch(client, f"/nl/study/{TOLL}").select(".warning")


def test_what_cannot_be_searched_of_a_file_is_said(client: TestClient) -> None:
    page = fetch(client, "/en/study/acces-guichets")
    assert "The text of this file could not be read: no search finds it." in texts(page, ".files .warning")


def test_names_and_keywords_lead_to_their_search(client: TestClient) -> None:
    page = fetch(client, f"/fr/study/{TOLL}")
    to = links(page, ".record a")
    assert links(fetch(client, to["Bruxelles Mobilité (AED)"]), "h3 a")["Péage urbain et budget des ménages"]
    assert one(fetch(client, to["stadstol"]), "#q")["value"] == "stadstol"


def test_similar_studies_are_offered(client: TestClient) -> None:
    similar = links(fetch(client, f"/fr/study/{TOLL}"), ".similar a")
    assert similar
    for url in similar.values():
        fetch(client, url)


def test_a_study_is_shown_while_the_index_cannot_answer(
    client_with_fault: Callable[[Exception], TestClient],
) -> None:
    client = client_with_fault(IndexMissingError("index"))
    assert text(fetch(client, f"/fr/study/{TOLL}"), "h1") == "Péage urbain et budget des ménages"
    page = fetch(client, "/fr?q=air", status=503)
    assert one(page, "html")["lang"] == "fr"


def test_markup_in_the_catalogue_is_shown_as_text(own_services: Services, own_client: TestClient) -> None:
    evil = "<script>alert(1)</script><b onmouseover=alert(1)>"
    own_services.catalogue.put_study(
        Study(id=StudyId("evil"), titles={Language.FR: evil}, abstracts={Language.FR: evil}, contractor=evil)
    )
    page = fetch(own_client, "/fr/study/evil")
    assert text(page, "h1") == evil
    assert not page.select("main script, main b, [onmouseover]")
    assert json.loads(one(page, "script[type='application/ld+json']").text)["name"] == evil


def test_the_headings_of_a_file_lead_to_their_pages(own_services: Services, own_client: TestClient) -> None:
    study = own_services.catalogue.study(StudyId(TOLL))
    source = source_of(own_services, study.files[0])
    outline = (
        Heading(text="Péage urbain", depth=1, page=1),
        Heading(text="1. Méthode", depth=2, page=1),
        Heading(text="1.1 Enquête", depth=3, page=2),
        Heading(text="2. <Résultats>", depth=2, page=2),
    )
    extraction = Extraction(
        file=source.sha256, state=own_services.catalogue.files()[0].state.INDEXED, outline=outline
    )
    cache.save(own_services.extractions, source, own_services.limits, extraction)
    page = fetch(own_client, f"/nl/study/{TOLL}")
    file = f"/nl/study/{TOLL}/file/1"
    assert links(page, ".contents a") == {
        "1. Méthode": f"{file}?page=1",
        "1.1 Enquête": f"{file}?page=2",
        "2. <Résultats>": f"{file}?page=2",
    }
    assert [str(entry["class"][0]) for entry in page.select(".contents li")] == [
        "depth-1",
        "depth-2",
        "depth-1",
    ]


def costing(study: str, euros: int | None, vat: Vat = Vat.EXCLUDED) -> Study:
    cost = None if euros is None else Cost(Decimal(euros), vat)
    name = AdministrationId("stib-mivb")
    return Study(id=StudyId(study), titles={Language.EN: study}, administrations=(name,), cost=cost)


def test_a_cost_is_placed_among_those_of_its_administration(
    own_services: Services, own_client: TestClient
) -> None:
    studies = [costing("a", 10_000), costing("b", 30_000), costing("c", 70_000), costing("d", None)]
    own_services.catalogue.put_studies(studies)
    said = text(fetch(own_client, "/en/study/b"), ".context > p")
    assert said.startswith("Number 2, from the most expensive down, of the 3 studies of ")
    assert "half of them cost €30,000 or less" in said
    assert "1 study of unknown cost is not counted." in said
    assert "VAT" not in said
    own_services.catalogue.put_study(replace(studies[0], cost=Cost(Decimal(10_000), Vat.INCLUDED)))
    page = fetch(own_client, "/en/study/b")
    assert "partly with VAT and partly without" in text(page, ".context > p")
    (marked,) = page.select(".context a[aria-current]")
    assert "€25,000 to €50,000: 1 study" in marked.get_text()


def test_a_cost_without_others_to_compare_with_stands_alone(
    own_services: Services, own_client: TestClient
) -> None:
    own_services.catalogue.put_studies([costing("a", 10_000), costing("b", 30_000), costing("d", None)])
    for study in ("a", "d"):
        assert not fetch(own_client, f"/en/study/{study}").select("#costs")


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("fr", "Bureau d'études Exemple (mars 2021). Péage urbain et budget des ménages."),
        ("nl", "Bureau d'études Exemple (maart 2021). Stadstol en huishoudbudget."),
    ],
)
def test_a_study_is_cited_to_be_copied_or_saved(client: TestClient, language: str, begins: str) -> None:
    page = fetch(client, f"/{language}/study/{TOLL}")
    reference = text(page, ".reference")
    assert reference.startswith(begins)
    assert f"{BASE}/study/{TOLL}" in reference
    saved = links(page, "section:has(#cite) a")
    assert list(saved) == ["BibTeX", "RIS", "CSL-JSON"]
    for url in saved.values():
        assert client.get(url).status_code == 200


def test_machines_are_told_what_the_study_is(client: TestClient) -> None:
    page = fetch(client, f"/nl/study/{TOLL}")
    report = json.loads(one(page, "script[type='application/ld+json']").text)
    assert (report["@type"], report["name"]) == ("Report", "Stadstol en huishoudbudget")
    meta = {str(found.get("name") or found.get("property")): found for found in page.select("meta[content]")}
    assert meta["og:title"]["content"] == meta["citation_title"]["content"] == "Stadstol en huishoudbudget"
    assert meta["DC.identifier"]["content"] == f"{BASE}/study/{TOLL}"


def test_a_study_without_a_title_is_called_by_its_id(own_services: Services, own_client: TestClient) -> None:
    known = own_services.catalogue.study(StudyId(TOLL))
    own_services.catalogue.put_study(replace(known, titles={}))
    for path in ("", "/file/1"):
        assert text(fetch(own_client, f"/fr/study/{TOLL}{path}"), "h1") == TOLL
    assert f"/fr/study/{TOLL}" in links(fetch(own_client, "/fr", q="péage urbain"), ".result h3 a").values()
