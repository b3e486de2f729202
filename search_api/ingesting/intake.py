"""From folders and files to records in the catalogue and contents in the file store."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.catalogue.records import StudySelection
from corpus.errors import InventoryError, SourceUnreadableError
from corpus.ids import study_id
from corpus.inventory.folders import FolderReport, read_file, read_folder
from corpus.inventory.report import Problem
from corpus.life import StudyState
from corpus.reasons import reason
from corpus.study import Sha256, Study, StudyFile, StudyId
from models.language import Language
from search_api.ingesting.reading import kept_extraction
from search_api.library import Library


@dataclass(slots=True)
class Intake:
    """What came in so far."""

    library: Library
    loose: list[StudyFile] = field(default_factory=list)
    """Files that nothing describes."""
    problems: list[Problem] = field(default_factory=list)
    errors: list[InventoryError | SourceUnreadableError] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    places: dict[tuple[str, int], StudyId] = field(default_factory=dict)
    """The study that each row of an inventory tells of."""
    _sources: dict[Sha256, Path] = field(default_factory=dict)
    _studies: dict[StudyId, Study] = field(default_factory=dict)

    def add(self, path: Path) -> None:
        """Take in a folder, or a file with its sidecar.

        Raises:
            InventoryError: the path is not there or cannot be read.
        """
        if not path.exists():
            raise InventoryError(path, reason("inventory.absent"))
        report = (read_folder if path.is_dir() else read_file)(path, self.library.registry)
        self.problems += report.problems
        self.errors += report.errors
        root = path if path.is_dir() else path.parent
        self._take_rows(report, root)
        self.loose += [file for loose in report.matching.unlisted if (file := self._store(loose, None, root))]

    @property
    def studies(self) -> list[Study]:
        """The studies as the inventories describe them, with their files."""
        return list(self._studies.values())

    def files(self) -> list[StudyFile]:
        """Return every file taken in."""
        return [*(file for study in self.studies for file in study.files), *self.loose]

    def _take_rows(self, report: FolderReport, root: Path) -> None:
        for row in report.matching.rows:
            stored = (self._store(matched.path, matched.language, root) for matched in row.files)
            files = _each_once(file for file in stored if file)
            told = replace(row.row.study, files=files)
            study = told if row.row.gives_id else self._settled(told)
            self._studies[study.id] = study
            self.places |= {(place.source, place.row): study.id for place in row.row.places}

    def _settled(self, study: Study) -> Study:
        """Give a study whose id was made of its title another one, where that id belongs to another work.

        An id that the inventory gives never comes here: the row is a new state of that study.
        """
        title = next(iter(study.titles.values()), "")
        year = study.published.first.year if study.published else None
        taken: set[str] = set()
        chosen = study_id(title, year, taken)
        while (known := self._known(chosen)) is not None and not _same_work(known, study):
            taken.add(chosen)
            chosen = study_id(title, year, taken)
        return replace(study, id=chosen)

    def _known(self, study: StudyId) -> Study | None:
        known = self.library.catalogue.everything().studies_by_id([study])
        return self._studies.get(study) or known.get(study)

    def _store(self, path: Path, language: Language | None, root: Path) -> StudyFile | None:
        try:
            stored = self.library.files.add(path)
        except SourceUnreadableError as error:
            self.errors.append(error)
            return None
        if (same := self._same_content(stored.sha256, path, root)) is not None:
            self.duplicates.append(f"{_below(path, root)} has the same content as {same}; it is kept once")
        return StudyFile(sha256=stored.sha256, name=path.name, size=stored.size, language=language)

    def _same_content(self, sha256: Sha256, path: Path, root: Path) -> str | None:
        """Return the name under which the content of ``path`` came before, where that is another one."""
        first = self._sources.setdefault(sha256, path)
        if first != path:
            return _below(first, root)
        catalogue = self.library.catalogue.everything()
        holders = catalogue.studies_by_id(catalogue.studies_of_file(sha256)).values()
        names = [file.name for study in holders for file in study.files if file.sha256 == sha256]
        return names[0] if names and path.name not in names else None


def take_in(library: Library, paths: Sequence[Path]) -> Intake:
    """Read all folders and files, and keep the contents of what they hold."""
    library.files.discard_leftovers()
    intake = Intake(library)
    for path in paths:
        intake.add(path)
    return intake


def titled(library: Library, studies: Iterable[Study]) -> Iterator[Study]:
    """Return the studies, those that no inventory gives a title with that of their first file."""
    for study in studies:
        untitled = study.files and not study.titles
        yield replace(study, titles=_own_title(library, study.files[0])) if untitled else study


def undescribed_studies(library: Library, loose: Iterable[StudyFile]) -> Iterator[Study]:
    """Return a study for each file that nothing describes, after what the file says of itself.

    A file that a study holds already makes none. A file with the name of an earlier undescribed one, which
    is not there any more, is its new version, if no other file of this name may be meant.
    """
    files = _each_once(loose)
    existing = library.catalogue.everything().studies()
    held = {file.sha256 for study in existing for file in study.files}
    versions = _older_versions(existing, files)
    taken: set[str] = {study.id for study in existing}
    for file in files:
        if file.sha256 in held:
            continue
        titles = _own_title(library, file)
        chosen = versions.get(file.name) or study_id(next(iter(titles.values())), None, taken)
        taken.add(chosen)
        extraction = kept_extraction(library, file)
        author = extraction.author if extraction else None
        yield Study(id=chosen, titles=titles, contractor=author, files=(file,))


def superseded_studies(library: Library, described: Iterable[Study]) -> list[StudyId]:
    """Return the undescribed studies whose file belongs to a described one now."""
    described = list(described)
    ids = {study.id for study in described}
    hashes = {file.sha256 for study in described for file in study.files}
    return [
        study.id
        for study in library.catalogue.studies()
        if study.id not in ids and is_undescribed(study) and study.files[0].sha256 in hashes
    ]


def apart_from_withdrawn(library: Library, studies: Iterable[Study]) -> tuple[list[Study], list[Study]]:
    """Return the studies that would serve again what a withdrawal took away, and the others."""
    gone = StudySelection(states=frozenset({StudyState.WITHDRAWN}))
    withdrawn = library.catalogue.everything().studies(selection=gone)
    hashes = {file.sha256 for study in withdrawn for file in study.files}
    parts: tuple[list[Study], list[Study]] = ([], [])
    for study in studies:
        parts[hashes.isdisjoint(file.sha256 for file in study.files)].append(study)
    return parts


def _older_versions(existing: Iterable[Study], files: Sequence[StudyFile]) -> dict[str, StudyId]:
    """Return by name the undescribed studies of which one of ``files`` is the new version."""
    present = {file.sha256 for file in files}
    older = [study for study in existing if is_undescribed(study) and study.files[0].sha256 not in present]
    before = Counter(study.files[0].name for study in older)
    now = Counter(file.name for file in files)
    names = {study.files[0].name: study.id for study in older}
    return {name: study for name, study in names.items() if before[name] == 1 and now[name] == 1}


def _own_title(library: Library, file: StudyFile) -> dict[Language, str]:
    """Return what a file says its title is, else its name.

    A title needs a language: where neither the text nor the inventory tells it, French stands in.
    """
    extraction = kept_extraction(library, file)
    title = (extraction.title if extraction else None) or Path(file.name).stem
    return {(extraction.language if extraction else None) or file.language or Language.FR: title}


def missing_facts(study: Study) -> tuple[str, ...]:
    """Return what a librarian should still tell of a study."""
    told = {
        "administration": bool(study.administrations),
        "author": study.contractor is not None,
        "publication date": study.published is not None,
        "cost": study.cost is not None,
        "document type": study.document_type is not None,
    }
    return tuple(name for name, known in told.items() if not known)


def _same_work(known: Study, study: Study) -> bool:
    shared = {file.sha256 for file in known.files} & {file.sha256 for file in study.files}
    return bool(shared) or (known.titles == study.titles and known.published == study.published)


def is_undescribed(study: Study) -> bool:
    """Tell whether nobody told more of a study than its only file does."""
    told = study.administrations, study.published, study.cost, study.document_type, study.keywords
    return len(study.files) == 1 and not any((*told, study.abstracts))


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _each_once(files: Iterable[StudyFile]) -> tuple[StudyFile, ...]:
    return tuple({file.sha256: file for file in reversed(list(files))}.values())[::-1]
