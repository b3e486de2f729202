"""The page of a report: whole, on its own, and open to everybody."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

from eval.report.document import Analysis, analyse, document
from eval.report.page import page
from ingest.watch import Unwatched
from tests.eval.report import made_up

SVG = "{http://www.w3.org/2000/svg}"
LOADS = {"src", "srcset", "poster", "data", "action", "background"}


def said(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_loads_nothing_and_runs_nothing(tree: ElementTree.Element, html: str) -> None:
    names = {element.tag.removeprefix(SVG) for element in tree.iter()}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "image", "base"}
    targets = [
        value
        for element in tree.iter()
        for name, value in element.items()
        if name.rpartition("}")[2] in {*LOADS, "href"}
    ]
    assert all(target.startswith("#") or target in ("report.md", "report.json") for target in targets)
    assert not re.search(r"url\((?!#)|@import|\son\w+=", html)


def test_ids_are_unique_and_every_reference_has_its_target(tree: ElementTree.Element, html: str) -> None:
    ids = [value for element in tree.iter() if (value := element.get("id"))]
    assert len(ids) == len(set(ids))
    labels = [name for element in tree.iter() for name in element.get("aria-labelledby", "").split()]
    references = {*re.findall(r"url\(#([^)]+)\)", html), *re.findall(r'href="#([^"]+)"', html), *labels}
    assert references <= set(ids)
    assert any(reference.startswith("collection-1-scatter-") for reference in references)


def test_headings_are_in_order(tree: ElementTree.Element) -> None:
    levels = [int(element.tag[1]) for element in tree.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_has_a_language_and_landmarks(tree: ElementTree.Element) -> None:
    assert tree.get("lang") == "en"
    for landmark in ("header", "nav", "main", "footer"):
        assert len(list(tree.iter(landmark))) == 1


def test_every_figure_is_a_named_drawing_with_the_table_of_its_numbers(tree: ElementTree.Element) -> None:
    figures = list(tree.iter("figure"))
    assert len(figures) == 4, "forest, heat map, scatter, latency"
    for figure in figures:
        (drawing,) = figure.iter(f"{SVG}svg")
        assert drawing.get("role") == "img"
        named = [element for element in drawing if element.tag in (f"{SVG}title", f"{SVG}desc")]
        assert [element.get("id") for element in named] == drawing.get("aria-labelledby", "").split()
        assert all(said(element) for element in named)
        assert len(list(figure.iter("tbody"))) == 1
        assert figure.find("details") is not None


def test_tables_have_captions_and_every_head_its_scope(tree: ElementTree.Element) -> None:
    tables = list(tree.iter("table"))
    assert all(said(caption) for table in tables for caption in table.iter("caption"))
    assert all(len(list(table.iter("caption"))) == 1 for table in tables)
    assert {head.get("scope") for table in tables for head in table.iter("th")} == {"col", "row"}
    for table in tables:
        assert len({len(row) for row in table.iter("tr")}) == 1


def test_a_loss_against_bm25_stands_in_the_findings(tree: ElementTree.Element) -> None:
    (findings,) = (one for one in tree.iter("section") if one.get("aria-labelledby") == "findings")
    points = [said(point) for point in findings.iter("li")]
    assert any(point.startswith("toy, fr → fr: hybrid has nDCG@10 .958, .042 below BM25") for point in points)
    assert next(iter(tree.iter("section"))) is findings, "findings come first"


def test_the_best_of_each_direction_is_marked(tree: ElementTree.Element) -> None:
    table = next(one for one in tree.iter("table") if said(one).startswith("nDCG@10: means"))
    marked = {
        said(row[0]): [place for place, entry in enumerate(row) if entry.find("strong") is not None]
        for row in table.iter("tr")
    }
    assert marked == {
        "method": [],
        "hybrid Savoir": [2, 3],
        "BM25 textbook": [1, 2, 5],
        "RRF textbook": [2, 3, 4],
        "topics": [],
    }


def test_drawings_keep_their_text_as_text(tree: ElementTree.Element) -> None:
    heat_map = next(one for one in tree.iter(f"{SVG}svg") if "languages" in one.get("aria-labelledby", ""))
    texts = {said(text) for text in heat_map.iter(f"{SVG}text")}
    assert {".958", "1.000", ".750", ".250", "fr", "nl", "questions", "documents"} <= texts


def test_a_drawing_changes_no_style_outside_itself(tree: ElementTree.Element) -> None:
    assert not [one for drawing in tree.iter(f"{SVG}svg") for one in drawing.iter(f"{SVG}style")]


def test_the_encoder_stands_beside_published_scores(tree: ElementTree.Element) -> None:
    table = next(one for one in tree.iter("table") if said(one).startswith("Translations found"))
    assert [said(entry) for entry in list(table.iter("tr"))[1]] == [
        "ntrex",
        "fr → nl",
        "1,997 (1 repeated)",
        ".912 .900–.925",
        ".912 .900–.925",
        ".991",
    ]


def test_what_was_skipped_says_why(tree: ElementTree.Element) -> None:
    table = next(one for one in tree.iter("table") if said(one).startswith("Savoir's parts beside others"))
    assert "it would not fit" in said(table)


def test_names_are_shown_as_they_are_written() -> None:
    report = made_up.report('<b>"R&D"</b>')
    tree = ElementTree.fromstring(page(document(analyse(report, Unwatched()))))
    assert 'Collection <b>"R&D"</b>' in [said(one) for one in tree.iter("h2")]
    assert not list(tree.iter("b"))


def test_the_same_report_gives_the_same_bytes(analysis: Analysis, html: str) -> None:
    assert page(document(analyse(made_up.report(), Unwatched()))) == html


def test_a_report_of_one_part_has_that_part_only() -> None:
    whole = made_up.report()
    alone = replace(whole, matrices=(), bench=None)
    tree = ElementTree.fromstring(page(document(analyse(alone, Unwatched()))))
    assert [one.get("id") for one in tree.iter("h2")] == ["encoder", "provenance"]
