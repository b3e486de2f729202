"""The Atom feed, held to RFC 4287 by another reader of XML."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from corpus.catalogue.records import FileRecord
from corpus.study import FileState, Sha256, Study, StudyFile, StudyId
from models.language import Language
from search_api.app import create_app
from search_api.routes.feeds import MOST_ENTRIES
from search_api.services import Services
from tests.search_api.conftest import SEEN

NS = {"a": "http://www.w3.org/2005/Atom"}
FEED = "/feeds/search.atom"


def feed(client: TestClient, **parameters: Any) -> Any:
    response = client.get(FEED, params=parameters)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/atom+xml"
    root = etree.fromstring(response.content)
    hold_to_the_standard(root)
    return root


def hold_to_the_standard(root: Any) -> None:
    """Check what RFC 4287 wants of a feed and its entries: which elements, and how often."""
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    entries = root.findall("a:entry", NS)
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"a:{name}", NS)) == 1
        assert urlsplit(node.findtext("a:id", "", NS)).scheme in ("http", "https")
        for moment in (*node.findall("a:updated", NS), *node.findall("a:published", NS)):
            assert datetime.fromisoformat(moment.text).tzinfo is not None
        assert len(node.findall("a:link[@rel='alternate']", NS)) == 1
    assert len(root.findall("a:link[@rel='self']", NS)) == 1
    assert all(author.findtext("a:name", "", NS) for author in root.iter(f"{{{NS['a']}}}author"))
    assert len(root.findall("a:author", NS)) == 1
    ids = [entry.findtext("a:id", "", NS) for entry in entries]
    assert len(ids) == len(set(ids))


def studies(root: Any) -> list[str]:
    return [entry.findtext("a:id", "", NS).rpartition("/")[2] for entry in root.findall("a:entry", NS)]


def bring(services: Services, name: str, seen: datetime, title: str = "Rapport") -> None:
    sha256 = Sha256(f"{sum(name.encode()):064x}")
    file = StudyFile(sha256=sha256, name="x.pdf", size=1)
    services.catalogue.put_study(Study(id=StudyId(name), titles={Language.FR: title}, files=(file,)))
    services.catalogue.record_file(
        FileRecord(sha256=sha256, size=1, name="x.pdf", state=FileState.INDEXED, seen=seen, updated=seen)
    )


@pytest.fixture
def own_client(own_services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(own_services)) as client:
        yield client


def test_an_entry_says_what_a_reader_of_feeds_shows(client: TestClient) -> None:
    root = feed(client, reader="nl", administration="AED", document_type="impact-assessment")
    (entry,) = root.findall("a:entry", NS)
    assert entry.findtext("a:title", "", NS) == "Stadstol en huishoudbudget"
    assert entry.findtext("a:author/a:name", "", NS) == "Bureau d'études Exemple"
    assert entry.find("a:category", NS).attrib == {
        "term": "bruxelles-mobilite",
        "label": "Brussel Mobiliteit",
    }
    assert entry.find("a:link", NS).get("href") == "http://testserver/nl/study/peage-urbain-menages"
    assert entry.findtext("a:published", "", NS) == "2026-01-02T00:00:00Z"
    assert entry.findtext("a:summary", "", NS).startswith("Ce que coûterait")
    assert root.findtext("a:updated", "", NS) == "2026-01-02T00:00:00Z"


def test_a_feed_without_a_question_has_all_by_publication_inside_a_day(client: TestClient) -> None:
    assert studies(feed(client)) == [
        "peage-urbain-menages",
        "luchtkwaliteit-lez",
        "titres-services",
        "acces-guichets",
        "digital-inclusion",
    ]


def test_a_feed_of_a_question_has_the_studies_that_hold_its_words(client: TestClient) -> None:
    assert studies(feed(client, q="luchtkwaliteit")) == ["luchtkwaliteit-lez"]
    assert len(studies(feed(client, q="luchtkwaliteit", mode="hybrid"))) == 5


def test_the_latest_to_come_in_is_first_whenever_it_was_published(
    own_services: Services, own_client: TestClient
) -> None:
    bring(own_services, "old-but-new-here", SEEN + timedelta(days=3))
    bring(own_services, "early-bird", SEEN - timedelta(days=3))
    root = feed(own_client)
    assert studies(root)[0] == "old-but-new-here"
    assert studies(root)[-1] == "early-bird"
    assert root.findtext("a:updated", "", NS) == "2026-01-05T00:00:00Z"


def test_a_study_without_files_comes_last_and_is_dated_as_it_was_published(
    own_services: Services, own_client: TestClient
) -> None:
    for name in ("titres-services", "acces-guichets"):
        own_services.catalogue.put_study(replace(own_services.catalogue.study(StudyId(name)), files=()))
    root = feed(own_client)
    assert studies(root)[-2:] == ["titres-services", "acces-guichets"]
    moments = [entry.findtext("a:updated", "", NS) for entry in root.findall("a:entry", NS)]
    assert moments[-2:] == ["2018-06-12T00:00:00Z", "1970-01-01T00:00:00Z"]


def test_a_feed_has_no_more_than_it_says(own_services: Services, own_client: TestClient) -> None:
    for number in range(MOST_ENTRIES):
        bring(own_services, f"s{number}", SEEN + timedelta(days=1))
    assert len(studies(feed(own_client))) == MOST_ENTRIES


def test_the_feed_leads_to_itself_and_to_the_same_search_for_people(client: TestClient) -> None:
    asked = {"q": "péage  urbain", "date_from": "2018", "reader": "fr", "include_unknown_cost": "true"}
    root = feed(client, **asked, administration=["AED", "actiris"])
    own, page = (
        urlsplit(root.find(f"a:link[@rel='{name}']", NS).get("href")) for name in ("self", "alternate")
    )
    expected = {
        "q": ["péage urbain"],
        "date_from": ["2018"],
        "include_unknown_cost": ["true"],
        "administration": ["AED", "actiris"],
    }
    assert (page.path, parse_qs(page.query)) == ("/fr", expected)
    assert (own.path, parse_qs(own.query)) == (FEED, {**expected, "reader": ["fr"]})
    assert root.findtext("a:id", "", NS) == own.geturl()
    again = client.get(f"{own.path}?{own.query}")
    assert etree.fromstring(again.content).findtext("a:id", "", NS) == own.geturl()


def test_a_search_that_finds_nothing_is_a_feed_all_the_same(client: TestClient) -> None:
    root = feed(client, q="zzzqqqxxx")
    assert studies(root) == []
    assert root.findtext("a:updated", "", NS) == "1970-01-01T00:00:00Z"


def test_a_reader_that_has_the_feed_gets_it_only_when_it_changed(
    own_services: Services, own_client: TestClient
) -> None:
    first = own_client.get(FEED)
    assert first.headers["last-modified"] == "Fri, 02 Jan 2026 00:00:00 GMT"
    known = {"If-None-Match": first.headers["etag"]}
    again = own_client.get(FEED, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    study = own_services.catalogue.study(StudyId("acces-guichets"))
    own_services.catalogue.put_study(replace(study, titles={Language.FR: "Accès aux guichets, corrigé"}))
    assert own_client.get(FEED, headers=known).status_code == 200


HOSTILE = '<script>alert(1)</script> & "x" \x0b\ufffe]]>'


def test_no_title_breaks_the_feed(own_services: Services, own_client: TestClient) -> None:
    bring(own_services, "hostile", SEEN + timedelta(days=1), HOSTILE)
    root = feed(own_client)
    assert root.findtext("a:entry/a:title", "", NS) == '<script>alert(1)</script> & "x" ]]>'


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_no_question_whatever_breaks_the_feed(client: TestClient, question: str) -> None:
    response = client.get(FEED, params={"q": question.encode("utf-8", "replace").decode()})
    assert response.status_code in (200, 422)
    if response.status_code == 200:
        hold_to_the_standard(etree.fromstring(response.content))
