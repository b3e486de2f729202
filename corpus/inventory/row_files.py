"""The files that a row names, and the language of each."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from corpus.inventory.cells import Cell, is_unknown, items
from corpus.inventory.columns import Column
from corpus.inventory.languages import read_languages
from corpus.inventory.report import FileName
from corpus.inventory.row_cells import RowCells
from corpus.inventory.vocabulary import Meaning
from corpus.reasons import reason
from corpus.text import words
from models.language import Language

_BETWEEN = r"[;|\n]|\s/\s"
_LISTED = r"[;|\n]"
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{2,5}$")


def read_files(cells: RowCells, declared: Sequence[Language]) -> tuple[FileName, ...]:
    """Return the files that a row names, each once.

    The language of a file is what its own column or entry says; else what its name says
    ("rapport_nl.pdf"), if the row does not contradict; else that of the row, where it declares one
    language or as many as it has files.
    """
    entries = [
        entry for column, cell in cells.known(Meaning.FILE) for entry in _named(cell, column.languages)
    ]
    entries = list(dict.fromkeys(entries))
    told = _told(cells, len(entries))
    return tuple(
        FileName(entry.name, told[place] or entry.language or _guessed(cells, place, entries, declared))
        for place, entry in enumerate(entries)
    )


def language_in_name(name: str, declared: Sequence[Language] = ()) -> Language | None:
    """Return the language that a file name carries: "_fr", "-NL", "FR_" and the like; ``None`` for several.

    Inside a name "en" is more often the Dutch "and", so there it counts only where English is declared.
    """
    spoken = words(PurePosixPath(name.replace("\\", "/")).stem)
    found = {
        Language(word)
        for place, word in enumerate(spoken)
        if word in tuple(Language)
        and (word != Language.EN or place == len(spoken) - 1 or Language.EN in declared)
    }
    return found.pop() if len(found) == 1 and len(spoken) > 1 else None


def names_in(cell: Cell) -> list[str]:
    """Return the file names in a cell, parted at semicolons, lines, bars and slashes between spaces.

    Commas part names only where each of them has an extension; a name may hold a comma itself.
    """
    return [name for part in items(cell, _BETWEEN) for name in _parted(cell, part)]


def _named(cell: Cell, languages: Sequence[Language]) -> list[FileName]:
    language = languages[0] if len(languages) == 1 else None
    return [FileName(name, language) for name in names_in(cell)]


def _parted(cell: Cell, part: str) -> list[str]:
    names = [name.strip() for name in part.split(",")]
    is_list = len(names) > 1 and all(_EXTENSION.search(name) for name in names)
    return names if is_list and isinstance(cell, str) else [part]


def _told(cells: RowCells, count: int) -> list[Language | None]:
    """Return the languages beside the names: of entries in JSON and TOML, or in the order of a cell."""
    for column, cell in cells.known(Meaning.FILE_LANGUAGE):
        values = cell if isinstance(cell, tuple) else items(cell, _LISTED)
        if len(values) == count:
            return [_one_language(cells, column, value) for value in values]
        cells.add(column, cell, reason("language.count"))
    return [None] * count


def _one_language(cells: RowCells, column: Column, value: Cell) -> Language | None:
    read = None if is_unknown(value) else cells.attempt(column, value, read_languages)
    return read[0] if read and len(read) == 1 else None


def _guessed(
    cells: RowCells, place: int, entries: Sequence[FileName], declared: Sequence[Language]
) -> Language | None:
    name = entries[place].name
    carried = language_in_name(name, declared)
    if carried and declared and carried not in declared:
        told = reason("language.contradicts", named=carried, declared=", ".join(declared))
        cells.add(cells.known(Meaning.FILE)[0][0], name, told)
        return None
    if carried or not declared:
        return carried
    if len(declared) == 1:
        return declared[0]
    return declared[place] if len(declared) == len(entries) else None
