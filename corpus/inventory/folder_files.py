"""The files of a folder that may be studies or tell of studies."""

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from corpus.errors import InventoryError
from corpus.inventory.report import Problem
from corpus.reasons import reason

IGNORE_FILE = ".savoirignore"
"""Names and patterns, one a line, of what is in a folder but not in the library ("drafts/", "*.bak")."""

_CLUTTER = (".*", "~$*", "Thumbs.db", "desktop.ini", "__MACOSX", "__pycache__")


def folder_files(folder: Path) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """Return the files under ``folder`` in the order of their paths, and what was passed over.

    Left out are hidden files, the clutter that systems leave, what ``IGNORE_FILE`` names, and links, which
    may lead out of the folder; a link is reported.

    Raises:
        InventoryError: ``folder`` is no folder that can be read.
    """
    patterns = (*_CLUTTER, *_ignored_names(folder))
    unreadable: list[OSError] = []
    files: list[Path] = []
    problems: list[Problem] = []
    for path in _walk(folder, patterns, unreadable):
        if path.is_symlink():
            link = reason("folder.link", path=str(path.relative_to(folder)))
            problems.append(Problem.of_table(folder.name, link))
        elif path.is_file():
            files.append(path)
    problems += [_unreadable(error, folder) for error in unreadable]
    return tuple(sorted(files)), tuple(problems)


def _walk(folder: Path, patterns: tuple[str, ...], unreadable: list[OSError]) -> Iterator[Path]:
    """Yield files and links to folders below ``folder``; folders that are left out are not entered."""
    for root, directories, names in os.walk(folder, onerror=unreadable.append):
        here = Path(root)
        kept = [here / name for name in directories]
        kept = [path for path in kept if not _is_ignored(path, folder, patterns, is_folder=True)]
        directories[:] = [path.name for path in kept if not path.is_symlink()]
        yield from (path for path in kept if path.is_symlink())
        yield from (here / name for name in names if not _is_ignored(here / name, folder, patterns))


def _unreadable(error: OSError, folder: Path) -> Problem:
    path = Path(str(error.filename))
    told = reason("inventory.folder-not-readable", fault=str(error.strerror))
    if path == folder:
        raise InventoryError(folder, told) from error
    return Problem.of_table(path.relative_to(folder).as_posix(), told)


def _ignored_names(folder: Path) -> list[str]:
    path = folder / IGNORE_FILE
    if not path.is_file():
        return []
    lines = path.read_text("utf-8", errors="replace").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _is_ignored(path: Path, folder: Path, patterns: tuple[str, ...], *, is_folder: bool = False) -> bool:
    """Match a pattern without a slash inside against the name, another against the path from ``folder``."""
    relative = PurePosixPath(path.relative_to(folder).as_posix())
    for pattern in patterns:
        plain = pattern.strip("/")
        if pattern.endswith("/") and not is_folder:
            continue
        if fnmatchcase(str(relative) if "/" in pattern.rstrip("/") else relative.name, plain):
            return True
    return False
