"""Writes a study as plain text."""

import textwrap
from collections.abc import Iterator, Sequence
from functools import singledispatch

from corpus.sample.rendering.blocks import (
    Block,
    Chart,
    Heading,
    ItemList,
    Paragraph,
    Table,
    numeric_columns,
    plain,
)
from corpus.sample.rendering.edition import Edition
from corpus.sample.rendering.typography import NO_BREAK
from corpus.sample.rendering.wording import number_words
from models.language import Language

WIDTH = 78
BAR = 30
# One study comes from an office whose editor predates Unicode: inventories do hold such files.
LEGACY = {"trajectoire-budgetaire"}


def write_text(edition: Edition) -> bytes:
    """Return the text in UTF-8, or for one old study in Windows-1252 with the line ends of DOS."""
    text = "\n\n".join(_parts(edition)).replace(NO_BREAK, " ") + "\n"
    if edition.study.id in LEGACY:
        return text.replace("\n", "\r\n").encode("cp1252")
    return text.encode("utf-8")


def _parts(edition: Edition) -> Iterator[str]:
    yield "\n".join(textwrap.wrap(edition.text.title.upper(), WIDTH))
    yield f"{edition.administrations} - {edition.study.contractor} - {edition.year}"
    for line in edition.text.preface:
        yield _filled(plain(line))
    for block in edition.text.body:
        yield _written(block, edition.language)


def _filled(text: str, first: str = "", rest: str = "") -> str:
    # Non-breaking spaces hold while lines are filled: textwrap breaks at the ordinary ones only.
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


@singledispatch
def _written(block: Block, language: Language) -> str:
    raise TypeError(f"{type(block).__name__} is no block")


@_written.register
def _(block: Heading, language: Language) -> str:
    return f"\n{block.text}\n{('=' if block.level == 2 else '-') * len(block.text)}"


@_written.register
def _(block: Paragraph, language: Language) -> str:
    return _filled(plain(block.line))


@_written.register
def _(block: ItemList, language: Language) -> str:
    marks = [f"{n}. " if block.numbered else "- " for n in range(1, len(block.items) + 1)]
    items = zip(marks, block.items, strict=True)
    return "\n".join(_filled(plain(line), f"  {mark}", " " * (len(mark) + 2)) for mark, line in items)


@_written.register
def _(block: Table, language: Language) -> str:
    caption = f"{_filled(block.caption)}\n\n" if block.caption else ""
    return caption + "\n".join(_grid((block.header, *block.rows), numeric_columns(block)))


@_written.register
def _(block: Chart, language: Language) -> str:
    longest = max(map(len, block.labels))
    top = max(map(abs, block.values)) or 1.0
    rows = [
        f"  {label:<{longest}}  {'#' * round(BAR * abs(value) / top):<{BAR}}  {number_words(value, language)}"
        for label, value in zip(block.labels, block.values, strict=True)
    ]
    return "\n".join([_filled(f"{block.caption} ({block.unit})"), "", *rows])


def _grid(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Iterator[str]:
    """Set cells in columns, breaking long cells over several lines so that a row stays within the width."""
    widths = _widths(rows)
    for number, row in enumerate(rows):
        cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(row, widths, strict=True)]
        for depth in range(max(map(len, cells))):
            line = [cell[depth] if depth < len(cell) else "" for cell in cells]
            places = zip(line, widths, numeric, strict=True)
            yield "  ".join(
                f"{text:{'>' if right else '<'}{width}}" for text, width, right in places
            ).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of columns: the widest gives way until all fit side by side."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(word) for cell in column for word in cell.split(" ")) for column in columns]
    room = WIDTH - 2 * (len(columns) - 1)
    while sum(widths) > room and widths != least:
        slack = [width - part for width, part in zip(widths, least, strict=True)]
        widths[max(range(len(widths)), key=lambda n: (slack[n] > 0, widths[n]))] -= 1
    return widths
