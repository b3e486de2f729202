"""The Markdown of a report."""

import re
from itertools import groupby

import pytest

from eval.report.blocks import Document, Entry, Paragraph, Section, Table, entries
from eval.report.markdown import markdown

SPLIT = re.compile(r"(?<!\\)\|")


def tables(text: str) -> list[list[list[str]]]:
    grouped = groupby(text.splitlines(), key=lambda line: line.startswith("|"))
    return [[_cells(line) for line in lines] for inside, lines in grouped if inside]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in SPLIT.split(line)[1:-1]]


def of(table: Table) -> str:
    return markdown(Document(title="A", lead="B.", sections=(Section(id="c", title="C", blocks=(table,)),)))


def test_all_rows_of_a_table_have_as_many_columns(text: str) -> None:
    found = tables(text)
    assert len(found) > 10
    for table in found:
        assert len({len(row) for row in table}) == 1
        assert all(re.fullmatch(r"-+:?", cell) for cell in table[1])


def test_headings_are_in_order_and_lines_are_readable(text: str) -> None:
    levels = [len(line.partition(" ")[0]) for line in text.splitlines() if re.match("#+ ", line)]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert max(len(line) for line in text.splitlines() if not line.startswith("|")) <= 110


def test_findings_means_and_the_command_are_there(text: str) -> None:
    joined = " ".join(text.split())
    assert "- `toy`, fr → fr: hybrid has nDCG@10 .958, .042 below BM25 with 1.000" in joined
    assert "```\nsavoir eval report --out report/\n```" in text
    means = next(table for table in tables(text) if table[0] == ["", "hybrid", "BM25", "RRF", "topics"])
    assert means[2] == ["fr → fr", ".958", "**1.000**", ".500", "12"]


def test_a_heat_map_and_a_curve_are_tables_and_no_drawing_is_left(text: str) -> None:
    assert "**nDCG@10 of hybrid search, questions down, documents across**" in text
    assert "**Searches in one process, one after the other, in milliseconds**" in text
    assert "<svg" not in text
    assert "![" not in text


def test_notes_that_make_a_table_too_wide_follow_in_one_of_their_own() -> None:
    wide = Table(
        caption="Means: of all",
        columns=("method", *(f"d{number}" for number in range(12))),
        rows=(
            (Entry("one"), *(Entry(".5", note=f".{number:02}–.9") for number in range(12))),
            *(entries("topics", *["7"] * 12) for _ in range(12)),
        ),
        notes="95% intervals",
    )
    means, notes = tables(of(wide))
    assert means[2] == ["one", *[".5"] * 12]
    assert [row[0] for row in notes] == ["method", "-" * len("method"), "one"]
    assert "**Means: 95% intervals**" in of(wide)


def test_a_table_that_is_too_wide_and_not_long_is_turned() -> None:
    wide = Table(
        caption="Means",
        columns=("method", *(f"direction {number:03}" for number in range(9))),
        rows=((Entry("one"), *(Entry(f".{number}", note="x") for number in range(9))),),
        notes="why",
    )
    turned, notes = tables(of(wide))
    assert turned[0] == notes[0] == ["", "one"]
    assert turned[2] == ["direction 000", ".0"]
    assert notes[2] == ["direction 000", "x"]


@pytest.mark.parametrize(("name", "written"), [("a|b", r"a\|b"), ("<i>x", "&lt;i>x"), ("< .001", "< .001")])
def test_what_could_be_a_mark_is_escaped(name: str, written: str) -> None:
    table = Table(caption="C", columns=("x",), rows=(entries(name),))
    assert tables(of(table))[0][2] == [written]


def test_paragraphs_are_wrapped_between_words() -> None:
    section = Section(id="c", title="C", blocks=(Paragraph("word " * 60),))
    lines = markdown(Document(title="A", lead="B.", sections=(section,))).splitlines()
    assert max(map(len, lines)) <= 110
    assert sum(line.count("word") for line in lines) == 60
