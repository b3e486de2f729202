"""Plain text and Markdown to Elements.

A text file is a page of type-writer type: its columns are told as those of a PDF page are, by what stands
under what. unstructured would take each paragraph for one run of words and lose headings and tables.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.reasons import reason
from ingest.errors import UnreadableFileError
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.decode import read_text
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.parsed import Parsed
from ingest.partition.pdf.cells import table_text
from ingest.partition.pdf.lines import Piece
from ingest.partition.pdf.paragraphs import as_line, paragraphs
from ingest.partition.pdf.tables import blocks, rows
from ingest.passage import Element, ElementKind
from ingest.source import Limits

_WIDTH, _HEIGHT, _SIZE = 6.0, 12.0, 10.0  # of a character, in points
_PIECE = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"\s*(=+|-+|~+|\*+|_+)\s*")
_TABLE_RULE = re.compile(r"[\s|+:=-]+")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+[^\W\d_]")
_END = re.compile(r"[.,;:!?]$")
_MAX_HEADING = 100  # characters
_LEVELS = {"=": 2, "-": 3, "~": 4, "*": 2, "_": 3}


def partition_text(path: Path, limits: Limits) -> Parsed:
    """Read a text file; lines are kept inside paragraphs, for hyphens to be judged later."""
    text, shortfalls = read_text(path, limits)
    lines = text.replace("\f", "\n\n").expandtabs(4).split("\n")
    found = list(_elements(_blank_separated(lines)))
    return Parsed(elements=(*map(_as_title, found[:1]), *found[1:]), shortfalls=shortfalls)


def partition_markdown(path: Path, limits: Limits) -> Parsed:
    """Read a Markdown file through unstructured."""
    prepare_unstructured()
    from unstructured.partition.md import partition_md as read

    text, shortfalls = read_text(path, limits)
    try:
        found = read(text=text, languages=NO_LANGUAGE)
    except unstructured_faults() as error:
        raise UnreadableFileError(reason("file.markdown")) from error
    return Parsed(elements=tuple(converted(found)), shortfalls=shortfalls)


def _as_title(element: Element) -> Element:
    """Take a short first paragraph for the title of the text."""
    flat = " ".join(element.text.split())
    short = element.kind is ElementKind.TEXT and len(flat) <= 2 * _MAX_HEADING and not _END.search(flat)
    if short or element.kind is ElementKind.TITLE:
        return Element(text=element.text, kind=ElementKind.TITLE, level=1)
    return element


def _blank_separated(lines: Sequence[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield group
            group = []
    if group:
        yield group


def _elements(groups: Iterator[list[str]]) -> Iterator[Element]:
    for group in groups:
        heading = _heading(group)
        if heading is not None:
            yield heading
            group = group[2:] if _underlined(group) else []
        if group:
            yield from _body(group)


def _underlined(group: Sequence[str]) -> str | None:
    """Return the character that underlines the first line of a group, if one does."""
    rule = _RULE.fullmatch(group[1]) if len(group) > 1 else None
    short = len(group[0].strip()) <= _MAX_HEADING and len(group[0].split("  ")) == 1
    return rule[1][0] if rule and len(rule[1]) >= 3 and short else None


def _heading(group: Sequence[str]) -> Element | None:
    text, mark = group[0].strip(), _underlined(group)
    if mark is not None:
        return Element(text=text, kind=ElementKind.TITLE, level=_LEVELS[mark])
    alone = len(group) == 1 and len(text) <= _MAX_HEADING and not _END.search(text)
    if alone and (_NUMBERED.match(text) or (text.isupper() and len(text) > 4)):
        return Element(
            text=text, kind=ElementKind.TITLE, level=min(text.split()[0].strip(".").count(".") + 2, 6)
        )
    return None


def _body(group: Sequence[str]) -> Iterator[Element]:
    lines = [line for line in group if not _TABLE_RULE.fullmatch(line)]
    for is_table, table in blocks(
        rows([piece for number, line in enumerate(lines) for piece in _pieces(line, number)])
    ):
        if is_table:
            yield Element(text=table_text(table), kind=ElementKind.TABLE)
            continue
        for paragraph in paragraphs([as_line(row) for row in table]):
            yield Element(
                text=paragraph.text, kind=ElementKind.LIST_ITEM if paragraph.listed else ElementKind.TEXT
            )


def _pieces(line: str, number: int) -> Iterator[Piece]:
    for match in _PIECE.finditer(line):
        yield Piece(match[0], match.start() * _WIDTH, match.end() * _WIDTH, -number * _HEIGHT, _SIZE, False)
