"""Which files of a folder tell of studies: inventories by their columns, sidecars by the file beside them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.errors import InventoryError
from corpus.inventory.row_files import names_in
from corpus.inventory.table_files import LISTS, RECORDS, read_tables
from corpus.inventory.tables import Table
from corpus.inventory.vocabulary import Meaning
from corpus.text import fold

STUDY_RECORDS = frozenset({"study.json", "study.toml"})
"""Names of a file that describes the study whose files lie beside it."""

_NAMED = re.compile(r"inventa|inventor")


@dataclass(frozen=True, slots=True)
class Inventories:
    """The inventories of a folder, and the files that call themselves so but cannot be read."""

    paths: tuple[Path, ...]
    errors: tuple[InventoryError, ...] = ()

    def all(self) -> frozenset[Path]:
        """Return every file that is an inventory, readable or not."""
        return frozenset((*self.paths, *(error.path for error in self.errors)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    path: Path
    named: bool
    """Its own name says that it is an inventory."""
    confirmed: bool
    """It names a file of its folder."""


def find_inventories(files: Sequence[Path]) -> Inventories:
    """Return those of ``files`` that list the studies of their folder.

    A file is an inventory by its columns: titles or files, and beside them an administration, or a file that
    exists, or the file's own name says so ("inventaire 2021.xlsx"). Of several in one folder those are taken
    that name files there, else those so called, else all; the others are documents, such as a data file that
    is a study itself.
    """
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for path in files:
        if path.suffix.lower() in LISTS:
            by_folder[path.parent].append(path)
    found: list[Path] = []
    errors: list[InventoryError] = []
    for folder, candidates in by_folder.items():
        below = {fold(path.name) for path in files if path.is_relative_to(folder)}
        found += _best([one for path in candidates if (one := _candidate(path, below, errors))])
    return Inventories(tuple(found), tuple(errors))


def find_sidecars(files: Sequence[Path]) -> Mapping[Path, tuple[Path, ...]]:
    """Return the files that may describe a study, each with the files that it stands beside.

    "rapport.pdf.toml" and "rapport.toml" stand beside "rapport.pdf", "study.toml" beside all of its folder.
    """
    by_folder: dict[Path, list[Path]] = defaultdict(list)
    for path in files:
        by_folder[path.parent].append(path)
    records = [path for path in files if path.suffix.lower() in RECORDS]
    beside = {record: _beside(record, by_folder[record.parent]) for record in records}
    return {record: described for record, described in beside.items() if described}


def describes_study(table: Table) -> bool:
    """Tell whether the record beside a file describes it as a study."""
    told = {Meaning.TITLE, Meaning.ABSTRACT, Meaning.ADMINISTRATION, Meaning.CONTRACTOR, Meaning.COST}
    return not told.isdisjoint(table.columns.meanings)


def _candidate(path: Path, below: set[str], errors: list[InventoryError]) -> _Candidate | None:
    named = bool(_NAMED.search(fold(path.stem)))
    try:
        tables = read_tables(path, peek=True).tables
    except InventoryError as error:
        errors += [error] if named else []
        return None
    confirmed = any(not below.isdisjoint(file_names(table) - {fold(path.name)}) for table in tables)
    ordered = any(Meaning.ADMINISTRATION in table.columns.meanings for table in tables)
    return _Candidate(path, named, confirmed) if named or confirmed or ordered else None


def file_names(table: Table) -> set[str]:
    """Return the bare names of the files that a table names, folded."""
    cells = [
        row.cells[column.index]
        for column in table.columns.of(Meaning.FILE)
        for row in table.rows
        if column.index < len(row.cells)
    ]
    names = [name.replace("\\", "/") for cell in cells for name in names_in(cell)]
    return {fold(PurePosixPath(name).name) for name in names}


def _best(candidates: Sequence[_Candidate]) -> list[Path]:
    confirmed = [one.path for one in candidates if one.confirmed]
    named = [one.path for one in candidates if one.named]
    return confirmed or named or [one.path for one in candidates]


def _beside(record: Path, neighbours: Sequence[Path]) -> tuple[Path, ...]:
    others = [path for path in neighbours if path.suffix.lower() not in RECORDS]
    if record.name.lower() in STUDY_RECORDS:
        return tuple(others)
    return tuple(path for path in others if record.stem in (path.name, path.stem))
