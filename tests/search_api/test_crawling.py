"""What crawlers and browsers fetch: robots.txt, sitemaps, the OpenSearch description."""

from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from corpus.study import Study, StudyId
from search_api.app import create_app
from search_api.feeds import sitemap
from search_api.services import Services
from search_api.site import Site

MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def document(client: TestClient, address: str, **options: Any) -> Any:
    response = client.get(address, **options)
    assert response.status_code == 200, response.text
    return etree.fromstring(response.content)


def places(root: Any) -> list[str]:
    return [loc.text for loc in root.iter(f"{{{MAP['s']}}}loc")]


def test_every_study_is_in_the_sitemap_in_every_language(client: TestClient) -> None:
    found = places(document(client, "/sitemap.xml"))
    assert len(found) == len(set(found)) == 3 * (1 + 5)
    for language in ("fr", "nl", "en"):
        assert f"http://testserver/{language}" in found
        assert f"http://testserver/{language}/study/acces-guichets" in found


def test_every_page_of_the_sitemap_names_its_other_languages_and_itself(client: TestClient) -> None:
    for url in document(client, "/sitemap.xml").findall("s:url", MAP):
        versions = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", MAP)}
        assert list(versions) == ["fr", "nl", "en", "x-default"]
        assert url.findtext("s:loc", "", MAP) in versions.values()
        place = url.findtext("s:loc", "", MAP).removeprefix("http://testserver/")[2:]
        assert versions["x-default"] == f"http://testserver{place or '/'}"


def test_a_sitemap_without_room_for_all_is_a_list_of_parts(
    own_services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "STUDIES_IN_PART", 2)
    with TestClient(create_app(own_services)) as client:
        index = document(client, "/sitemap.xml")
        assert index.tag == f"{{{MAP['s']}}}sitemapindex"
        parts = places(index)
        assert parts == [f"http://testserver/sitemap-{number}.xml" for number in (1, 2, 3)]
        found = [place for part in parts for place in places(document(client, part)) if "/study/" in place]
        assert len(found) == len(set(found)) == 3 * 5
        for number in ("0", "4", "-1"):
            assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_one_sitemap_stays_under_the_most_addresses_that_one_may_have() -> None:
    assert (sitemap.STUDIES_IN_PART + 1) * 3 <= 50_000
    ids = [f"study-{number}" for number in range(sitemap.STUDIES_IN_PART)]
    size = sum(len(piece) for piece in sitemap.urlset(Site("https://savoir.example"), ids))
    assert size < 50_000_000


def test_crawlers_are_led_to_pages_and_files_but_not_into_searches(client: TestClient) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text.endswith("\nSitemap: http://testserver/sitemap.xml\n")
    rules = RobotFileParser()
    rules.parse(response.text.splitlines())
    assert rules.can_fetch("any", "/fr/study/acces-guichets")
    assert not rules.can_fetch("any", "/api/v1/search")
    assert not rules.can_fetch("any", "/feeds/search.atom")
    assert "Disallow: /*?\n" in response.text


def test_a_browser_can_add_the_engine_in_the_language_of_its_reader(client: TestClient) -> None:
    root = document(client, "/opensearch.xml", params={"language": "nl"})
    assert len(root.findtext("o:ShortName", "", SEARCH)) <= 16
    assert root.findtext("o:Description", "", SEARCH).startswith("De openbare studies")
    assert root.findtext("o:Language", "", SEARCH) == "nl"
    templates = {url.get("type"): url.get("template") for url in root.findall("o:Url", SEARCH)}
    assert templates == {
        "text/html": "http://testserver/nl?q={searchTerms}",
        "application/x-suggestions+json": "http://testserver/opensearch/suggestions?q={searchTerms}&language=nl",
        "application/atom+xml": "http://testserver/feeds/search.atom?q={searchTerms}&reader=nl",
        "application/opensearchdescription+xml": "http://testserver/opensearch.xml?language=nl",
    }
    for kind in ("application/x-suggestions+json", "application/atom+xml"):
        assert client.get(templates[kind].replace("{searchTerms}", "emploi")).status_code == 200


def test_the_browser_s_language_is_that_of_the_description_unless_asked(client: TestClient) -> None:
    root = document(client, "/opensearch.xml", headers={"Accept-Language": "fr-BE"})
    assert root.findtext("o:Language", "", SEARCH) == "fr"
    assert client.get("/opensearch.xml?language=de").status_code == 422


def test_suggestions_come_in_the_form_that_browsers_read(client: TestClient) -> None:
    response = client.get("/opensearch/suggestions", params={"q": "aed", "language": "nl"})
    assert response.headers["content-type"] == "application/x-suggestions+json"
    assert response.json() == ["aed", ["Brussel Mobiliteit"]]
    assert client.get("/opensearch/suggestions", params={"q": "x" * 201}).status_code == 422


def test_addresses_follow_the_catalogue(own_services: Services) -> None:
    own_services.catalogue.remove_study(StudyId("acces-guichets"))
    own_services.catalogue.put_study(Study(id=StudyId("nouvelle-etude"), titles={}))
    with TestClient(create_app(own_services)) as client:
        text = client.get("/sitemap.xml").text
    assert "acces-guichets" not in text
    assert "/nl/study/nouvelle-etude" in text


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20), st.text(max_size=5), st.integers())
def test_nothing_that_is_asked_breaks_them(
    client: TestClient, typed: str, language: str, number: int
) -> None:
    written = {"q": typed.encode("utf-8", "replace").decode()}
    spoken = {"language": language.encode("utf-8", "replace").decode()}
    assert client.get("/opensearch/suggestions", params={**written, **spoken}).status_code in (200, 422)
    assert client.get("/opensearch.xml", params=spoken).status_code in (200, 422)
    assert client.get(f"/sitemap-{number}.xml").status_code in (200, 404, 422)
