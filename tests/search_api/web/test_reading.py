import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from corpus.study import FileState, StudyId
from ingest import cache
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.language import Language
from search_api.app import create_app
from search_api.ingesting.reading import source_of
from search_api.services import Services
from search_api.web.marking import marked
from search_api.web.pdfjs import LIBRARY
from tests.search_api.web.pages import fetch, links, one, text, texts

TOLL, AIR = "peage-urbain-menages", "luchtkwaliteit-lez"
PDFJS = Path(str(Path(__file__).parents[3] / "search_api" / "web" / "static" / "pdfjs"))


@pytest.fixture
def own_client(own_services: Services) -> Iterator[TestClient]:
    with TestClient(create_app(own_services)) as client:
        yield client


def keep(services: Services, study: str, n: int, *passages: tuple[str, PageSpan | None]) -> None:
    """Keep this text of a file, as if it had been read."""
    source = source_of(services, services.catalogue.study(StudyId(study)).files[n - 1])
    kept = tuple(
        Passage(
            id=PassageId(f"{source.sha256[:16]}-{number}"),
            file=source.sha256,
            number=number,
            text=words,
            language=Language.NL,
            pages=pages,
        )
        for number, (words, pages) in enumerate(passages)
    )
    extraction = Extraction(file=source.sha256, state=FileState.INDEXED, passages=kept)
    cache.save(services.extractions, source, services.limits, extraction)


def sources(client: TestClient, question: str, study: str) -> list[Tag]:
    page = fetch(client, "/fr", q=question)
    (result,) = [one for one in page.select(".result") if one.select(f"h3 a[href$='{study}']")]
    return result.select(".source")


def test_a_passage_of_a_pdf_leads_to_its_page_with_the_words_that_were_found(client: TestClient) -> None:
    source = sources(client, "péage urbain et revenu des ménages", TOLL)[0]
    reader, file = (str(link["href"]) for link in source.select("a"))
    split = urlsplit(reader)
    asked = parse_qs(split.query)
    assert re.fullmatch(rf"/fr/study/{TOLL}/file/[12]", split.path)
    assert {"page", "passage", "mark"} == asked.keys()
    assert "ménages" in asked["mark"]
    assert re.fullmatch(rf"/api/v1/studies/{TOLL}/files/[12]#page=[12]", file)
    page = fetch(client, reader)
    assert one(page, "#reader")["data-page"] == asked["page"][0]
    assert set(asked["mark"]) <= set(str(one(page, "#reader")["data-words"]).split())


def test_a_passage_of_another_format_leads_to_the_text_of_the_file(client: TestClient) -> None:
    source = sources(client, "luchtkwaliteit lage-emissiezone", AIR)[0]
    reader = str(source.select("a")[0]["href"])
    assert re.fullmatch(rf"/fr/study/{AIR}/text/1\?mark=.*#passage-1", reader)


@pytest.mark.parametrize("language", Language)
def test_the_reader_offers_the_file_itself_its_text_and_the_study(
    own_services: Services, own_client: TestClient, language: Language
) -> None:
    keep(own_services, TOLL, 2, ("Een stadstol.", PageSpan(1, 1)), ("Het <b>budget</b>.", PageSpan(2, 2)))
    page = fetch(own_client, f"/{language}/study/{TOLL}/file/2?page=2&passage=1&mark=budget")
    assert one(page, "html")["lang"] == language
    assert [str(link["href"]) for link in page.select(".reading h1 a, .ways a")] == [
        f"/{language}/study/{TOLL}",
        f"/api/v1/studies/{TOLL}/files/2#page=2",
        f"/{language}/study/{TOLL}/text/2?mark=budget#passage-2",
    ]
    assert text(page, ".cited blockquote") == "Het <b> budget </b>."
    assert texts(page, ".cited mark") == ["budget"]
    assert one(page, "#reader")["data-passage"] == "Het <b>budget</b>."
    assert str(one(page, "#previous")["href"]).startswith(f"/{language}/study/{TOLL}/file/2?page=1&")
    languages = {str(link["hreflang"]): urlsplit(str(link["href"])) for link in page.select("link[hreflang]")}
    assert {url.query for url in languages.values()} == {"page=2&passage=1&mark=budget"}


def test_a_page_beyond_the_last_is_the_last(client: TestClient) -> None:
    reader = one(fetch(client, f"/en/study/{TOLL}/file/1?page=999"), "#reader")
    assert reader["data-page"] == "2"


@given(
    query=st.text(st.characters(codec="utf-8"), max_size=40),
    name=st.sampled_from(["page", "passage", "mark"]),
)
def test_no_parameter_breaks_the_pages_that_read_a_file(client: TestClient, name: str, query: str) -> None:
    assert client.get(f"/nl/study/{TOLL}/file/1", params={name: query}).status_code == 200


def test_a_file_that_is_no_pdf_is_read_as_text(client: TestClient) -> None:
    response = client.get(f"/nl/study/{AIR}/file/1?passage=0&mark=tol", follow_redirects=False)
    assert response.status_code == 302
    assert response.headers["location"] == f"/nl/study/{AIR}/text/1?mark=tol#passage-1"


@pytest.mark.parametrize("what", ["file", "text"])
@pytest.mark.parametrize("n", ["3", "0", "x"])
def test_a_file_that_the_study_lacks_is_a_page_that_says_so(client: TestClient, what: str, n: str) -> None:
    page = fetch(client, f"/nl/study/{TOLL}/{what}/{n}", status=422 if n == "x" else 404)
    assert one(page, "html")["lang"] == "nl"


def test_the_text_marks_words_and_has_an_anchor_for_each_page(
    own_services: Services, own_client: TestClient
) -> None:
    passages = (
        ("Eerste.", PageSpan(1, 1)),
        ("Tweede.", PageSpan(1, 3)),
        ("<script>alert(1)</script>", PageSpan(3, 4)),
    )
    keep(own_services, TOLL, 2, *passages)
    page = fetch(own_client, f"/en/study/{TOLL}/text/2?mark=tweede&mark=script")
    assert [str(found["id"]) for found in page.select("article [id]")] == [
        *("passage-1", "p1", "passage-2", "passage-3", "p3")
    ]
    assert texts(page, "mark") == ["Tweede", "script", "script"]
    assert not page.select("article script")


def test_the_text_is_opened_at_the_page_where_no_passage_is_named(
    own_services: Services, own_client: TestClient
) -> None:
    keep(
        own_services, TOLL, 2, ("Een.", PageSpan(1, 1)), ("Twee.", PageSpan(1, 2)), ("Drie.", PageSpan(2, 2))
    )
    page = fetch(own_client, f"/en/study/{TOLL}/file/2?page=2")
    assert links(page, ".ways a")["Read its text alone"] == f"/en/study/{TOLL}/text/2#passage-2"


def test_what_a_passage_repeats_of_the_one_before_is_shown_once(
    own_services: Services, own_client: TestClient
) -> None:
    repeated = "Deze zin staat in beide passages."
    keep(own_services, AIR, 1, (f"Een begin. {repeated}", None), (f"{repeated} Een eind.", None))
    page = fetch(own_client, f"/nl/study/{AIR}/text/1")
    assert texts(page, "article section") == [f"Een begin. {repeated}", "Een eind."]


def test_a_file_whose_text_was_not_kept_is_read_without_its_passage(client: TestClient) -> None:
    page = fetch(client, f"/en/study/{TOLL}/file/1?passage=0")
    assert not page.select(".cited")
    assert list(links(page, ".ways a")) == ["Open the file itself"]


def test_a_file_that_the_store_has_lost_still_has_its_page(
    own_services: Services, own_client: TestClient
) -> None:
    study = own_services.catalogue.study(StudyId(TOLL))
    own_services.catalogue.put_study(
        replace(study, files=(replace(study.files[0], sha256=type(study.files[0].sha256)("0" * 64)),))
    )
    fetch(own_client, f"/fr/study/{TOLL}/file/1")


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_marking_loses_no_character(words: str, marks: list[str]) -> None:
    pieces = marked(words, [mark.lower() for mark in marks])
    assert "".join(piece.text for piece in pieces) == words


def test_pdf_js_is_what_its_readme_says(client: TestClient) -> None:
    said = dict(re.findall(r"([0-9a-f]{64})  (\S+)", (PDFJS / "README.md").read_text("utf-8")))
    assert len(said) == 5
    for digest, name in said.items():
        response = client.get(f"{LIBRARY}{name}")
        assert hashlib.sha256(response.content).hexdigest() == digest
        assert "immutable" in response.headers["cache-control"]
    kind = client.get(f"{LIBRARY}pdf.min.mjs").headers["content-type"]
    assert kind == "text/javascript; charset=utf-8"


@pytest.mark.parametrize("name", ["README.md", "../savoir.css", "%2e%2e/savoir.css", "nothing", ""])
def test_nothing_else_is_sent_as_pdf_js(client: TestClient, name: str) -> None:
    assert client.get(f"{LIBRARY}{name}").status_code == 404


def test_the_reader_runs_nothing_from_elsewhere_and_nothing_inline(client: TestClient) -> None:
    response = client.get(f"/fr/study/{TOLL}/file/1")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'; worker-src 'self'" in policy
    page = fetch(client, f"/fr/study/{TOLL}/file/1")
    assert all(script.get("src") for script in page.select("script"))
    assert not page.select("[style], style, [onclick], [onload]")
