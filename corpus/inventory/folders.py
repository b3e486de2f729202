"""All that a folder tells of studies: its inventories, its sidecars, and the files that neither names."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from corpus.administrations import Registry
from corpus.errors import InventoryError
from corpus.inventory.finding import describes_study, file_names, find_inventories, find_sidecars
from corpus.inventory.folder_files import folder_files
from corpus.inventory.matching import Matching, match_files
from corpus.inventory.merging import merge
from corpus.inventory.reading import Drafts, knowledge, read_drafts, table_drafts
from corpus.inventory.report import ColumnUse, Problem, SkippedRows
from corpus.inventory.rows import Knowledge
from corpus.inventory.table_files import LISTS, read_tables
from corpus.inventory.tables import Table, with_files
from corpus.inventory.texts import Identify
from corpus.reasons import reason
from corpus.text import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderReport:
    """What a folder holds.

    ``matching.rows`` are the studies with their files; ``matching.unlisted`` are files that nothing
    describes, which may still go in with what they say themselves.
    """

    matching: Matching
    problems: tuple[Problem, ...]
    """All of them, those of ``matching`` included, by source and row."""
    columns: tuple[ColumnUse, ...]
    skipped: SkippedRows
    inventories: tuple[Path, ...]
    sidecars: tuple[Path, ...]
    errors: tuple[InventoryError, ...]
    """Inventories and sidecars that could not be read as a whole; they are not among the unlisted files."""


def read_folder(
    folder: Path, registry: Registry, *, today: date | None = None, identify: Identify | None = None
) -> FolderReport:
    """Read all that ``folder`` tells, below it too: inventories first, then the sidecars of other files.

    Args:
        folder: A folder; what its ``.savoirignore`` names is left out.
        registry: See ``read_inventory``, as for the rest.
        today: Bounds the years of publication.
        identify: Tells the language of a text whose column does not.

    Raises:
        InventoryError: the folder itself cannot be read.
    """
    files, links = folder_files(folder)
    reader = _Reader(folder, knowledge(registry, today, identify), Drafts(problems=links))
    found = find_inventories(files)
    reader.errors += found.errors
    for path in found.paths:
        reader.read_inventory(path)
    rest = [path for path in files if path not in reader.done()]
    sidecars = reader.open_sidecars(rest)
    documents = [path for path in rest if path not in reader.done()]
    unlisted = reader.match(documents).unlisted
    for sidecar in sidecars:
        reader.read_sidecar(sidecar, unlisted)
    return reader.report(reader.match(documents))


def read_file(
    file: Path, registry: Registry, *, today: date | None = None, identify: Identify | None = None
) -> FolderReport:
    """Read what the sidecar of one file tells: "<file>.toml", "<file>.json" or a "study.toml" beside it.

    Other files that the sidecar names go in too. Without a sidecar the file is unlisted. An inventory
    brings the files of its folder that it lists, and no others.

    Raises:
        InventoryError: the folder of the file cannot be read.
    """
    folder = file.parent
    reader = _Reader(folder, knowledge(registry, today, identify))
    beside = _files_beside(folder)
    if file.suffix.lower() in LISTS and file in find_inventories(beside).all():
        reader.read_inventory(file)
        matching = reader.match([path for path in folder_files(folder)[0] if path != file])
        return reader.report(replace(matching, unlisted=()))
    records = [record for record, described in find_sidecars(beside).items() if file in described]
    sidecars = [sidecar for sidecar in reader.open_sidecars([file, *records]) if sidecar.describes(file)][:1]
    for sidecar in sidecars:
        reader.read_sidecar(sidecar, (file,))
    reader.sidecars = [sidecar.path for sidecar in sidecars]
    matching = reader.match(beside)
    return reader.report(replace(matching, unlisted=() if matching.rows else (file,)))


def _files_beside(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        told = reason("inventory.folder-not-readable", fault=str(error.strerror))
        raise InventoryError(folder, told) from error


@dataclass(frozen=True, slots=True)
class _Sidecar:
    path: Path
    table: Table
    beside: tuple[Path, ...]

    def describes(self, file: Path) -> bool:
        """Tell whether it stands beside ``file``, and names it if it names files at all."""
        named = file_names(self.table)
        return file in self.beside and (not named or fold(file.name) in named)


@dataclass(slots=True)
class _Reader:
    folder: Path
    known: Knowledge
    drafts: Drafts = field(default_factory=Drafts)
    inventories: list[Path] = field(default_factory=list)
    sidecars: list[Path] = field(default_factory=list)
    errors: list[InventoryError] = field(default_factory=list)

    def done(self) -> set[Path]:
        """Return the files that tell of studies, well or badly: they are no documents."""
        return {*self.inventories, *self.sidecars, *(error.path for error in self.errors)}

    def read_inventory(self, path: Path) -> None:
        try:
            self.drafts += read_drafts(path, self.known, self._place(path))
        except InventoryError as error:
            self.errors.append(error)
        else:
            self.inventories.append(path)

    def open_sidecars(self, files: Sequence[Path]) -> list[_Sidecar]:
        found: list[_Sidecar] = []
        for path, beside in find_sidecars(files).items():
            try:
                table = read_tables(path).tables[0]
            except InventoryError as error:
                self.errors.append(error)
                continue
            if describes_study(table):
                found.append(_Sidecar(path, table, beside))
        self.sidecars += [sidecar.path for sidecar in found]
        return found

    def read_sidecar(self, sidecar: _Sidecar, unlisted: Sequence[Path]) -> None:
        """Read a sidecar for those of its files that no inventory lists."""
        fresh = [path.name for path in unlisted if sidecar.describes(path)]
        if fresh or not self.inventories:
            table = with_files(sidecar.table, fresh)
            self.drafts += table_drafts(table, self.known, self._place(sidecar.path))
        else:
            source = sidecar.path.relative_to(self.folder).as_posix()
            self.drafts += Drafts(problems=(Problem.of_table(source, reason("folder.sidecar-unused")),))

    def match(self, documents: Sequence[Path]) -> Matching:
        return match_files(merge(self.drafts.drafts)[0], self.folder, documents)

    def report(self, matching: Matching) -> FolderReport:
        oddities = merge(self.drafts.drafts)[1]
        problems = (*self.drafts.problems, *oddities, *matching.problems)
        return FolderReport(
            matching=matching,
            problems=tuple(sorted(problems, key=lambda line: (line.source, line.row or 0))),
            columns=self.drafts.columns,
            skipped=self.drafts.skipped,
            inventories=tuple(self.inventories),
            sidecars=tuple(self.sidecars),
            errors=tuple(self.errors),
        )

    def _place(self, path: Path) -> str:
        place = path.parent.relative_to(self.folder).as_posix()
        return "" if place == "." else place
