"""From the file names of an inventory to the files of its folder."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from corpus.inventory.report import FileName, InventoryRow, Place, Problem, Severity
from corpus.reasons import Reason, reason
from corpus.text import fold
from models.language import Language

_LEAD = re.compile(r"^(?:cfr?|voir|zie|see)\b[.:]?\s+", re.IGNORECASE)
"""What stands before a name that is referred to: "cfr. annexe 3.pdf"."""

_EXTENSION = re.compile(r"\.[a-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class MatchedFile:
    """A file that a row names: ``language`` is what the inventory tells of it."""

    path: Path
    language: Language | None


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A row of an inventory with the files that were found for it."""

    row: InventoryRow
    files: tuple[MatchedFile, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """What became of the names of an inventory and of the files of its folder."""

    rows: tuple[MatchedRow, ...]
    unlisted: tuple[Path, ...]
    """Files that no row names, by path."""
    problems: tuple[Problem, ...]


def match_files(rows: Sequence[InventoryRow], folder: Path, files: Iterable[Path]) -> Matching:
    """Find the file that each name means, among ``files``, which lie under ``folder``.

    A name is compared as a path from where its inventory lies and then, anywhere below, as a bare name:
    first exactly, then without regard to case, accents, spaces, hyphens and underscores, then without its
    extension, and all of this once more without a "cfr." or "voir" before it. Every step counts only where
    one file fits. A name with ".." is not followed. A file belongs to the first row that names it.
    """
    finder = _Finder(folder, sorted(files))
    matched = tuple(finder.match(row) for row in rows)
    unlisted = tuple(path for path in finder.files if path not in finder.owners)
    return Matching(matched, unlisted, tuple(finder.problems))


class _Finder:
    def __init__(self, folder: Path, files: Sequence[Path]) -> None:
        self.files = files
        self.owners: dict[Path, InventoryRow] = {}
        self.problems: list[Problem] = []
        relative = {path: PurePosixPath(_composed(path.relative_to(folder).as_posix())) for path in files}
        self._relative = relative
        self._steps = [
            (key, _by_key(relative, key)) for key in (_exact, _bare, _loose, _loose_bare, _without_extension)
        ]

    def match(self, row: InventoryRow) -> MatchedRow:
        found = []
        for named in row.files:
            path = self._find(named, row)
            if path is None:
                continue
            owner = self.owners.setdefault(path, row)
            if owner is row:
                found.append(MatchedFile(path, named.language))
            else:
                taken = reason("named.taken", row=str(owner.places[0].row))
                self._add(row.places[0], named, taken)
        return MatchedRow(row, tuple({file.path: file for file in reversed(found)}.values())[::-1])

    def _find(self, named: FileName, row: InventoryRow) -> Path | None:
        written = self._written(named, named.name)
        place = row.places[0]
        if ".." in written.parts:
            self._add(place, named, reason("named.outside"))
            return None
        bare = self._written(named, _LEAD.sub("", named.name))
        for name in dict.fromkeys((written, bare)):
            candidates = self._candidates(name, PurePosixPath(named.folder))
            if len(candidates) == 1:
                self._note_difference(place, named, written, candidates[0])
                return candidates[0]
            if candidates:
                names = ", ".join(str(path.name) for path in candidates)
                self._add(place, named, reason("named.several", names=names))
                return None
        self._add(place, named, reason("named.absent"))
        return None

    def _written(self, named: FileName, name: str) -> PurePosixPath:
        return PurePosixPath(named.folder) / _composed(name.replace("\\", "/")).lstrip("/")

    def _candidates(self, written: PurePosixPath, home: PurePosixPath) -> Sequence[Path]:
        """Return the files that a name may mean, by the first step at which there are any."""
        for key, index in self._steps:
            if found := [path for path in index.get(key(written), []) if self._is_below(path, home)]:
                return found
        return ()

    def _is_below(self, path: Path, home: PurePosixPath) -> bool:
        return self._relative[path].is_relative_to(home)

    def _note_difference(self, place: Place, named: FileName, written: PurePosixPath, path: Path) -> None:
        """Note that a file lies in another folder than its name says, or is of another kind."""
        found = self._relative[path]
        said = [_folded(part) for part in written.relative_to(named.folder).parts]
        elsewhere = len(said) > 1 and [_folded(part) for part in found.parts][-len(said) :] != said
        suffix = written.suffix.lower()
        converted = bool(_EXTENSION.fullmatch(suffix)) and suffix != found.suffix.lower()
        if elsewhere or converted:
            self._add(place, named, reason("named.otherwise", path=str(found)), Severity.NOTE)

    def _add(
        self, place: Place, named: FileName, why: Reason, severity: Severity = Severity.VALUE_DROPPED
    ) -> None:
        self.problems.append(
            Problem(
                source=place.source,
                row=place.row,
                column="file",
                value=named.name,
                reason=why,
                severity=severity,
            )
        )


Key = Callable[[PurePosixPath], str]


def _by_key(files: dict[Path, PurePosixPath], key: Key) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for path, relative in files.items():
        found[key(relative)].append(path)
    return found


def _composed(text: str) -> str:
    """Return a name as most programs write it: some file systems part letters and accents."""
    return unicodedata.normalize("NFC", text)


def _exact(name: PurePosixPath) -> str:
    return str(name)


def _bare(name: PurePosixPath) -> str:
    return name.name


def _loose(name: PurePosixPath) -> str:
    return "/".join((*map(_folded, name.parts[:-1]), _loose_bare(name)))


def _loose_bare(name: PurePosixPath) -> str:
    return f"{_folded(name.stem)}{name.suffix.lower()}"


def _without_extension(name: PurePosixPath) -> str:
    return _folded(name.stem if _EXTENSION.fullmatch(name.suffix.lower()) else name.name)


def _folded(text: str) -> str:
    return re.sub(r"[\s_\-]+|%20", "", fold(text))
