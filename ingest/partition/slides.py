"""PowerPoint files to Elements, through unstructured; slides are pages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.reasons import reason
from ingest.partition.converted import NO_LANGUAGE, converted
from ingest.partition.offline import prepare_unstructured, unstructured_faults
from ingest.partition.ooxml import core_facts, damaged
from ingest.partition.parsed import Parsed, Shortfall
from ingest.passage import Element, ElementKind

_DIGITS = re.compile(r"\d+")
_LAST = 3  # elements of a slide, counted from its end, that may be its footer
_ENOUGH = 3  # slides


def partition_pptx(path: Path) -> Parsed:
    """Read a PowerPoint file.

    Raises:
        UnreadableFileError: it is damaged.
    """
    prepare_unstructured()
    from pptx import Presentation
    from pptx.exc import PythonPptxError
    from unstructured.partition.pptx import partition_pptx as read

    try:
        found = read(filename=str(path), languages=NO_LANGUAGE, include_page_breaks=False)
        slides = [slide.part.blob for slide in Presentation(str(path)).slides]
    except unstructured_faults(PythonPptxError) as error:
        raise damaged("PowerPoint") from error
    elements = tuple(_footers_marked([_slide_element(element) for element in converted(found, pages=True)]))
    silent = frozenset(range(1, len(slides) + 1)) - {element.page for element in elements}
    pictured = frozenset(page for page in silent if b"<p:pic" in slides[page - 1])
    return Parsed(
        elements=elements,
        pages_found=len(slides),
        textless=silent - pictured,
        shortfalls=(Shortfall(reason("pages.pictures"), pictured),) if pictured else (),
        facts=core_facts(path),
    )


def _slide_element(element: Element) -> Element:
    """Only a slide's title is a heading: unstructured takes every short line of its body for one."""
    if element.kind is ElementKind.TITLE and element.level > 1:
        return replace(element, kind=ElementKind.LIST_ITEM, level=0)
    return element


def _footers_marked(elements: Sequence[Element]) -> Iterator[Element]:
    """Mark what returns at the end of several slides, but for its number, as a footer."""
    slides = [list(slide) for _, slide in groupby(elements, key=lambda element: element.page)]
    counts = Counter(key for slide in slides for key in {_key(element) for element in slide[-_LAST:]})
    for slide in slides:
        for place, element in enumerate(slide, -len(slide)):
            running = (
                place >= -_LAST and counts[_key(element)] >= _ENOUGH and element.kind is not ElementKind.TITLE
            )
            yield replace(element, kind=ElementKind.FOOTER) if running else element


def _key(element: Element) -> str:
    return _DIGITS.sub("#", element.text.casefold().strip())
