"""A report as Markdown, without drawings, so that it can be kept beside the code."""

import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace

from eval.report.blocks import (
    Block,
    Document,
    Entry,
    Folded,
    Listing,
    Paragraph,
    Plot,
    Points,
    Section,
    Table,
    Terms,
)

_WIDTH = 110
"""Characters of a line that is easy to read."""
_CLAUSE = re.compile(r"[:;]")
_TAG = re.compile(r"<(?=[A-Za-z/!])")


def markdown(document: Document) -> str:
    """Return the report; tables of numbers stand where the page has drawings that no other table repeats."""
    parts = [f"# {document.title}", _wrapped(document.lead)]
    parts += [part for section in document.sections for part in _section(section, "##")]
    return "\n\n".join(parts) + "\n"


def _section(section: Section, marks: str) -> Iterator[str]:
    yield f"{marks} {_escaped(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    for part in section.sections:
        yield from _section(part, f"{marks}#")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _wrapped(text)
        case Points(items):
            yield "\n".join(_wrapped(item, "- ") for item in items)
        case Terms(items):
            yield "\n".join(_wrapped(f"**{term}**: {meaning}", "- ") for term, meaning in items)
        case Listing(text):
            yield f"```\n{text}\n```"
        case Folded(_, tables):
            for table in tables:
                yield from _table(table)
        case Plot(table=table, in_text=True):
            yield from _table(table)
        case Table():
            yield from _table(block)
        case Plot():
            pass


def _table(table: Table) -> Iterator[str]:
    """Yield a table with its caption; where notes make it too wide, they follow in one of their own."""
    whole = _rows(table, _with_note)
    if not table.notes or len(whole[0]) <= _WIDTH:
        notes = f" ({table.notes} in parentheses)" if table.notes else ""
        yield _wrapped(f"**{_escaped(table.caption)}**{notes}")
        yield "\n".join(whole)
        return
    if table.heads == 1 and len(table.columns) > len(table.rows) + 1:
        table = _turned(table)
    yield _wrapped(f"**{_escaped(table.caption)}**")
    yield "\n".join(_rows(table, _figure))
    yield f"**{_escaped(_CLAUSE.split(table.caption)[0])}: {table.notes}**"
    yield "\n".join(_rows(_noted(table), _note))


def _noted(table: Table) -> Table:
    """Return a table without the rows and columns in which nothing is noted."""
    rows = [row for row in table.rows if any(entry.note for entry in row[table.heads :])]
    kept = [
        place
        for place in range(len(table.columns))
        if place < table.heads or any(row[place].note for row in rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[place] for place in kept),
        rows=tuple(tuple(row[place] for place in kept) for row in rows),
    )


def _turned(table: Table) -> Table:
    """Return a table with its rows as columns."""
    heads, *columns = zip(*table.rows, strict=True)
    rows = [(Entry(name), *column) for name, column in zip(table.columns[1:], columns, strict=True)]
    return replace(table, columns=("", *(head.text for head in heads)), rows=tuple(rows))


def _rows(table: Table, write: Callable[[Entry], str]) -> list[str]:
    """Return the lines of a table, its columns as wide as their widest entry; names of rows have no notes."""
    texts = [[_escaped(name) for name in table.columns]]
    texts += [
        [(_figure if place < table.heads else write)(entry) for place, entry in enumerate(row)]
        for row in table.rows
    ]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    lines = [[_aligned(*cell) for cell in zip(row, widths, _sides(table), strict=True)] for row in texts]
    rule = [
        "-" * width if side == "<" else "-" * (width - 1) + ":"
        for width, side in zip(widths, _sides(table), strict=True)
    ]
    return [f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:])]


def _sides(table: Table) -> str:
    """Return for each column where its entries stand: left or right."""
    return "<" * table.heads + ">" * (len(table.columns) - table.heads)


def _aligned(text: str, width: int, side: str) -> str:
    return f"{text:{side}{width}}"


def _with_note(entry: Entry) -> str:
    return f"{_figure(entry)} ({_escaped(entry.note)})" if entry.note else _figure(entry)


def _figure(entry: Entry) -> str:
    return f"**{_escaped(entry.text)}**" if entry.strong else _escaped(entry.text)


def _note(entry: Entry) -> str:
    return _escaped(entry.note or entry.text)


def _escaped(text: str) -> str:
    """Return text in which nothing is taken for a mark; an underscore inside a word is none."""
    return _TAG.sub("&lt;", text).replace("|", "\\|").replace("*", "\\*")


def _wrapped(text: str, mark: str = "") -> str:
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
