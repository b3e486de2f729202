from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from corpus.study import FileState, StudyId
from ingest import cache
from ingest.passage import Extraction, Heading, Passage, PassageId
from models.language import Language
from search_api.app import create_app
from search_api.ingesting.reading import source_of
from search_api.services import Services
from search_api.web.reading_links import PER_PART
from tests.search_api.web.pages import fetch, links, one, text, texts

DIGITAL = "digital-inclusion"
COUNT = PER_PART + 5


@pytest.fixture
def reader(own_services: Services) -> Iterator[TestClient]:
    """A library that keeps the text of one file, in two parts."""
    source = source_of(own_services, own_services.catalogue.study(StudyId(DIGITAL)).files[0])
    passages = tuple(
        Passage(
            id=PassageId(f"{source.sha256[:16]}-{number}"),
            file=source.sha256,
            number=number,
            text=f"Heading {number}\n<b>Text</b> {number}.\n",
            language=Language.EN,
            pages=None,
        )
        for number in range(COUNT)
    )
    outline = (Heading(text="Heading 1", depth=1, page=None),)
    extraction = Extraction(file=source.sha256, state=FileState.INDEXED, passages=passages, outline=outline)
    cache.save(own_services.extractions, source, own_services.limits, extraction)
    with TestClient(create_app(own_services)) as client:
        yield client


def test_a_result_in_a_format_without_pages_leads_to_its_passage(reader: TestClient) -> None:
    page = fetch(reader, "/fr", q="older residents without a smartphone")
    (url,) = links(page, f".result:has(a[href$={DIGITAL}]) .source a:not(.file)").values()
    assert url == f"/fr/study/{DIGITAL}/text/1?mark=older&mark=residents&mark=smartphone#passage-1"
    there = fetch(reader, url)
    assert one(there, "html")["lang"] == "fr"
    assert one(there, "#passage-1")["lang"] == "en"


def test_a_text_is_shown_as_text_with_its_headings(reader: TestClient) -> None:
    page = fetch(reader, f"/en/study/{DIGITAL}/text/1")
    assert text(page, "#passage-2") == "Heading 1 <b>Text</b> 1."
    assert texts(page, "section h2") == ["Heading 1"]
    assert links(page, "main a")["To the file itself"] == f"/api/v1/studies/{DIGITAL}/files/1"


def test_a_long_text_comes_in_parts_that_join(reader: TestClient) -> None:
    first = fetch(reader, f"/en/study/{DIGITAL}/text/1")
    second = fetch(reader, str(one(first, "a[rel=next]")["href"]))
    shown = [str(section["id"]) for page in (first, second) for section in page.select("section")]
    assert shown == [f"passage-{number}" for number in range(1, COUNT + 1)]
    assert fetch(reader, str(one(second, "a[rel=prev]")["href"])).select("#passage-1")


@pytest.mark.parametrize("part", ["0", "3", "-1", "x", "", "9" * 30])
def test_a_part_that_is_not_there_is_the_first(reader: TestClient, part: str) -> None:
    assert fetch(reader, f"/en/study/{DIGITAL}/text/1", part=part).select("#passage-1")


@pytest.mark.parametrize("n", ["0", "2", "x"])
def test_a_text_that_is_not_there_is_a_page_that_says_so(reader: TestClient, n: str) -> None:
    response = reader.get(f"/nl/study/{DIGITAL}/text/{n}")
    assert response.status_code in (404, 422)
    assert 'lang="nl"' in response.text


def test_a_text_of_which_nothing_is_kept_is_not_found(client: TestClient) -> None:
    assert one(fetch(client, f"/nl/study/{DIGITAL}/text/1", status=404), "html")["lang"] == "nl"


def test_the_page_of_a_study_leads_to_the_texts_of_its_files(client: TestClient) -> None:
    page = fetch(client, "/en/study/acces-guichets")
    assert list(links(page, ".files a.hint").values()) == ["/en/study/acces-guichets/text/1"]
