"""Harvesting feeds of portals, with the files that they lead to."""

import hashlib
import json

import pytest

from corpus.study import AdministrationId, DocumentType, FileState
from models.language import Language
from search_api.harvesting.errors import SourceAnswerError
from search_api.harvesting.files import safe_name
from search_api.harvesting.merging import Outcome
from search_api.harvesting.record import Asked
from search_api.library import Library
from tests.search_api.harvesting.conftest import Harvest
from tests.search_api.harvesting.sources import Asked as Arguments
from tests.search_api.harvesting.sources import Reply, Script, serving

TEXT = "Les titres-services ont créé des emplois dans la Région de Bruxelles-Capitale. " * 20
SUM = hashlib.sha256(TEXT.encode()).hexdigest()
PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
PORTAL = (
    PREFIXES
    + """
<https://data.example/catalogue> a dcat:Catalog ; dcat:dataset <https://data.example/set/1> .
<https://data.example/set/1> a dcat:Dataset ;
  dct:title "Évaluation des titres-services"@fr, "Evaluatie van de dienstencheques"@nl, "Auswertung"@de ;
  dct:description "<p>Emploi, formation et salaires.</p>"@fr ;
  dcat:keyword "emploi"@fr, "Arbeit"@de, "titres-services" ;
  dct:publisher [ a foaf:Agent ; foaf:name "Actiris"@fr, "Actiris"@nl ] ;
  dct:creator [ foaf:name "Bureau Exemple" ] ;
  dct:issued "2021-03-12"^^xsd:date ; dct:modified "2026-02-01T12:00:00+02:00"^^xsd:dateTime ;
  dct:type "evaluation" ;
  dct:language <http://publications.europa.eu/resource/authority/language/FRA> ;
  dcat:distribution <https://data.example/set/1#a>, <https://data.example/set/1#b> ;
  dcat:distribution <https://data.example/set/1#c> .
<https://data.example/set/1#a> a dcat:Distribution ; dct:title "rapport.txt" ;
  dcat:downloadURL <{here}/files/rapport> ; dcat:byteSize "{size}"^^xsd:nonNegativeInteger ;
  spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "{sum}"^^xsd:hexBinary ] .
<https://data.example/set/1#b> a dcat:Distribution ; dcat:accessURL <{here}/page> .
<https://data.example/set/1#c> a dcat:Distribution ; dcat:downloadURL <{here}/files/gone.pdf> .
"""
)
"""In the style of data.europa.eu: texts in languages of the whole Union, blank nodes, pages beside files."""


def portal(feed: str, *, file: str = TEXT) -> Script:
    def script(path: str, _: Arguments) -> Reply:
        if path == "/feed.ttl":
            return Reply(feed, "text/turtle")
        if path == "/files/rapport":
            return Reply(
                file, "text/plain", headers={"Content-Disposition": 'attachment; filename="../../r.txt"'}
            )
        return Reply("<html></html>", "text/html", status=200 if path == "/page" else 404)

    return script


def filled(here: str, **facts: object) -> str:
    told = {"here": here, "size": len(TEXT.encode()), "sum": SUM, **facts}
    text = PORTAL
    for name, value in told.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def test_a_dataset_of_a_portal_becomes_a_draft_in_the_languages_of_the_library(
    library: Library, take: Harvest
) -> None:
    with serving(portal(filled("http://127.0.0.1"))) as address:
        report = take(f"{address}/feed.ttl")
    assert (report.kind, report.counts, report.lines[0].files) == ("dcat", {Outcome.NEW: 1}, 3)
    (study,) = library.catalogue.everything().studies()
    assert study.titles == {
        Language.FR: "Évaluation des titres-services",
        Language.NL: "Evaluatie van de dienstencheques",
    }
    assert study.abstracts == {Language.FR: "Emploi, formation et salaires."}
    assert set(study.keywords[Language.FR]) == {"emploi", "titres-services"}
    assert study.administrations == (AdministrationId("actiris"),)
    assert (study.contractor, study.document_type) == ("Bureau Exemple", DocumentType.EVALUATION)
    assert study.published is not None
    assert study.published.isoformat() == "2021-03-12"
    assert study.files == ()


def test_files_come_in_whole_and_checked_and_pages_do_not(library: Library, take: Harvest) -> None:
    here: list[str] = []
    with serving(lambda path, asked: portal(filled(here[0]))(path, asked)) as address:
        here.append(address)
        report = take(f"{address}/feed.ttl", files=True)
        again = take(f"{address}/feed.ttl", files=True)
    (study,) = library.catalogue.everything().studies()
    (file,) = study.files
    assert (file.name, file.sha256, file.language) == ("r.txt", SUM, Language.FR)
    record = library.catalogue.file(file.sha256)
    assert record is not None
    assert record.state is FileState.INDEXED
    assert [fault.reason for fault in report.faults] == ["the server answers 404"]
    assert report.needs_attention
    assert again.counts == {Outcome.UNCHANGED: 1}
    assert list((library.settings.data_dir / "files" / "incoming").iterdir()) == []


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"sum": "0" * 64}, "checksum differs"),
        ({"size": 5_000_000}, "more than"),
        ({"file": "x" * 1_000_001}, "longer than"),
        ({"file": "", "sum": hashlib.sha256(b"").hexdigest()}, "empty"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told_and_left_out(
    library: Library, take: Harvest, facts: dict[str, str], words: str
) -> None:
    here: list[str] = []
    told = {name: value for name, value in facts.items() if name != "file"}
    script = lambda path, asked: portal(filled(here[0], **told), file=facts.get("file", TEXT))(path, asked)  # noqa: E731
    with serving(script) as address:
        here.append(address)
        report = take(f"{address}/feed.ttl", files=True)
    assert words in report.faults[0].reason
    (study,) = library.catalogue.everything().studies()
    assert study.files == ()


def part(number: int, following: str | None) -> str:
    leads = f"<{following}> . " if following else ""
    view = f"<#view> hydra:next {leads}" if following else ""
    return f"""{PREFIXES} {view}
    <https://data.example/{number}> a dcat:Dataset ; dct:title "Rapport {number}"@fr ;
    dct:modified "2026-0{number}-01"^^xsd:date ."""


def test_the_parts_of_a_feed_are_read_to_the_last(library: Library, take: Harvest) -> None:
    def script(path: str, asked: Arguments) -> Reply:
        number = int(asked.get("page", "1"))
        return Reply(part(number, f"?page={number + 1}" if number < 3 else None), "text/turtle")

    with serving(script) as address:
        assert take(f"{address}/feed.ttl").counts == {Outcome.NEW: 3}
        later = take(f"{address}/feed.ttl", asked=Asked(start="2026-02-01", until="2026-02-28"))
    assert later.counts == {Outcome.UNCHANGED: 1}


def test_parts_that_lead_in_a_circle_end(take: Harvest) -> None:
    with (
        serving(lambda *_: Reply(part(1, "?page=1"), "text/turtle")) as address,
        pytest.raises(SourceAnswerError, match="no end"),
    ):
        take(f"{address}/feed.ttl")


def test_json_that_explains_its_words_itself_is_read(library: Library, take: Harvest) -> None:
    told = {
        "@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
        "@id": "https://data.example/1",
        "@type": "dcat:Dataset",
        "dct:title": {"@value": "Rapport", "@language": "fr"},
    }
    with serving(lambda *_: Reply(json.dumps(told), "application/ld+json")) as address:
        assert take(f"{address}/feed.jsonld").counts == {Outcome.NEW: 1}


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ('{"@context": "http://127.0.0.1:1/context", "@id": "a:b"}', "application/ld+json", "not loaded"),
        ('{"@context": [{"@import": "http://127.0.0.1:1/x"}]}', "application/ld+json", "not loaded"),
        ('{"a": ', "application/ld+json", "no json-ld"),
        ("<a> <b", "text/turtle", "no turtle"),
        ("<rdf:RDF", "application/rdf+xml", "no XML"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "application/rdf+xml", "type"),
        ("<html/>", "text/html", "text/html"),
    ],
)
def test_what_is_no_feed_ends_in_words_that_say_so(take: Harvest, body: str, kind: str, words: str) -> None:
    with serving(lambda *_: Reply(body, kind)) as address, pytest.raises(SourceAnswerError, match=words):
        take(f"{address}/feed")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("../../etc/passwd", "application/pdf", "passwd.pdf"),
        ("C:\\reports\\r.PDF", None, "r.PDF"),
        ("", "text/plain", "file.txt"),
        ("..", None, "file"),
        ("a\x00b\n.pdf", None, "ab.pdf"),
        ("x" * 400 + ".pdf", None, "x" * 150 + ".pdf"),
    ],
)
def test_names_of_files_are_made_safe(name: str, kind: str | None, expected: str) -> None:
    assert safe_name(name, kind) == expected
