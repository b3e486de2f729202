"""Parallel texts as the recipes read them."""

import lzma
from collections.abc import Iterator, Mapping
from pathlib import Path

from models.language import Language

Row = Mapping[Language, str]
"""The same sentence or term by language; a language that it is missing in is not there."""


def files(data: Path) -> list[Path]:
    """Return the files of parallel texts under ``data/parallel``, in order."""
    return sorted((data / "parallel").glob("*/*.tsv.xz"))


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file: cells between tabs, under a header of languages, empty where missing."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        names = next(lines).rstrip("\n").split("\t")
        columns = [(place, Language(name)) for place, name in enumerate(names)]
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            cells_of = ((language, cells[place]) for place, language in columns if place < len(cells))
            yield {language: text for language, text in cells_of if text}
