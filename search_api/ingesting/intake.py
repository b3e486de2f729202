"""From folders and files to records in the catalogue and contents in the file store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import InventoryError, SourceUnreadableError
from corpus.ids import study_id
from corpus.inventory.folders import FolderReport, read_file, read_folder
from corpus.inventory.report import Problem
from corpus.study import Sha256, Study, StudyFile
from models.language import Language
from search_api.ingesting.reading import kept_extraction
from search_api.library import Library


@dataclass(slots=True)
class Intake:
    """What came in so far."""

    library: Library
    studies: list[Study] = field(default_factory=list)
    """As the inventories describe them, with their files."""
    loose: list[StudyFile] = field(default_factory=list)
    """Files that nothing describes."""
    problems: list[Problem] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    duplicates: list[str] = field(default_factory=list)
    _names: dict[Sha256, str] = field(default_factory=dict)

    def add(self, path: Path) -> None:
        """Take in a folder, or a file with its sidecar.

        Raises:
            InventoryError: the path is not there or cannot be read.
        """
        if not path.exists():
            raise InventoryError(path, "there is no such file or folder; check its name")
        report = (read_folder if path.is_dir() else read_file)(path, self.library.registry)
        self.problems += report.problems
        self.errors += [str(error) for error in report.errors]
        self._take_rows(report)
        self.loose += [file for loose in report.matching.unlisted if (file := self._store(loose, None))]

    def files(self) -> list[StudyFile]:
        """Return every file taken in."""
        return [*(file for study in self.studies for file in study.files), *self.loose]

    def _take_rows(self, report: FolderReport) -> None:
        for row in report.matching.rows:
            files = tuple(
                file for matched in row.files if (file := self._store(matched.path, matched.language))
            )
            self.studies.append(replace(row.row.study, files=_each_once(files)))

    def _store(self, path: Path, language: Language | None) -> StudyFile | None:
        try:
            stored = self.library.files.add(path)
        except SourceUnreadableError as error:
            self.errors.append(str(error))
            return None
        first = self._names.setdefault(stored.sha256, path.name)
        if first != path.name:
            self.duplicates.append(f"{path.name} has the same content as {first}; it is kept once")
        return StudyFile(sha256=stored.sha256, name=path.name, size=stored.size, language=language)


def take_in(library: Library, paths: Sequence[Path]) -> Intake:
    """Read all folders and files, and keep the contents of what they hold."""
    library.files.discard_leftovers()
    intake = Intake(library)
    for path in paths:
        intake.add(path)
    return intake


def undescribed_studies(library: Library, loose: Iterable[StudyFile]) -> Iterator[Study]:
    """Return a study for each file that nothing describes, after what the file says of itself.

    A file that a study holds already makes none. A file with the name of an earlier undescribed one is its
    new version.
    """
    existing = library.catalogue.studies()
    held = {file.sha256 for study in existing for file in study.files}
    versions = {study.files[0].name: study.id for study in existing if _is_undescribed(study)}
    taken: set[str] = {study.id for study in existing}
    for file in _each_once(loose):
        if file.sha256 in held:
            continue
        extraction = kept_extraction(library, file)
        title = (extraction.title if extraction else None) or Path(file.name).stem
        chosen = versions.get(file.name) or study_id(title, None, taken)
        taken.add(chosen)
        language = (extraction.language if extraction else None) or Language.FR
        yield Study(
            id=chosen,
            titles={language: title},
            contractor=extraction.author if extraction else None,
            files=(file,),
        )


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


def _is_undescribed(study: Study) -> bool:
    return len(study.files) == 1 and not study.administrations and study.published is None


def _each_once(files: Iterable[StudyFile]) -> tuple[StudyFile, ...]:
    return tuple({file.sha256: file for file in reversed(list(files))}.values())[::-1]
