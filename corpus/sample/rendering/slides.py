"""Deals the blocks of a text out over slides, whatever program shows them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpus.sample.rendering.blocks import Block, Chart, Heading, ItemList, Line, Paragraph, Table, plain

LETTERS_PER_LINE = 58
LINES_PER_SLIDE = 13


@dataclass(frozen=True, slots=True)
class Point:
    """One paragraph of a slide: its mark is a bullet, a number or nothing."""

    line: Line
    mark: str = ""


Content: TypeAlias = tuple[Point, ...] | Table | Chart


@dataclass(frozen=True, slots=True)
class Slide:
    """A title above points, a table or a chart."""

    title: str
    content: Content
    part: int = 1
    """Which slide of its section this is, from 1."""


def deal(body: Sequence[Block], title: str) -> tuple[Slide, ...]:
    """Return at least one slide per heading; what stands before the first heading goes under ``title``."""
    slides: list[Slide] = []
    for heading, blocks in _sections(body, title):
        contents = list(_contents(blocks)) or [()]
        slides += [Slide(heading, content, part) for part, content in enumerate(contents, start=1)]
    return tuple(slides)


def _sections(body: Iterable[Block], title: str) -> Iterator[tuple[str, list[Block]]]:
    heading, blocks, seen = title, list[Block](), False
    for block in body:
        if isinstance(block, Heading):
            if seen or blocks:
                yield heading, blocks
            heading, blocks, seen = block.text, [], True
        else:
            blocks.append(block)
    yield heading, blocks


def _contents(blocks: Iterable[Block]) -> Iterator[Content]:
    points: list[Point] = []
    for block in blocks:
        if isinstance(block, Table | Chart):
            yield from _pages(points)
            points = []
            yield block
        else:
            points += _points(block)
    yield from _pages(points)


def _points(block: Block) -> Iterator[Point]:
    if isinstance(block, ItemList):
        for number, line in enumerate(block.items, start=1):
            yield Point(line, f"{number}." if block.numbered else "•")
    elif isinstance(block, Paragraph):
        yield Point(block.line)


def _pages(points: Iterable[Point]) -> Iterator[tuple[Point, ...]]:
    page: tuple[Point, ...] = ()
    for point in points:
        if page and sum(map(_lines, (*page, point))) > LINES_PER_SLIDE:
            yield page
            page = ()
        page = (*page, point)
    if page:
        yield page


def _lines(point: Point) -> float:
    # The space between two points is worth a third of a line.
    return math.ceil(len(plain(point.line)) / LETTERS_PER_LINE) + 1 / 3
