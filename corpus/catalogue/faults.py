"""Errors of databases, translated into errors of the catalogue that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from corpus.errors import CatalogueUnavailableError, UnstorableTextError

_BUSY = "another process is writing to it; wait until that has finished and try again"
_DAMAGED = "the file is damaged or is no database; restore a backup, or move it away and ingest again"
_FULL = "no space is left on its disk; free some and run the command again"
_SQLITE_REASONS = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": _FULL,
    "SQLITE_NOTADB": _DAMAGED,
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_CANTOPEN": "the file cannot be opened; check that its folder may be read and written",
    "SQLITE_READONLY": "the file may not be written; check its permissions and those of its folder",
    "SQLITE_IOERR": "the disk refuses to read or write; check the disk and its free space, and try again",
}

_POSTGRESQL_REASONS = {"55P03": _BUSY, "53100": _FULL}
"""By SQLSTATE."""


@contextmanager
def translated(location: str) -> Iterator[None]:
    """Raise ``CatalogueError`` kinds for what a database says while it works at ``location``.

    Broken SQL and broken constraints are mistakes of the program and pass as they are.
    """
    try:
        yield
    except DataError as error:
        raise UnstorableTextError(str(error.orig)) from error
    except UnicodeEncodeError as error:
        raise UnstorableTextError(f"{error.object[error.start : error.end]!a} is no character") from error
    except PoolTimeoutError as error:
        raise CatalogueUnavailableError(location, "too many requests at a time; try again") from error
    except (IntegrityError, ProgrammingError):
        raise
    except (DatabaseError, InterfaceError) as error:
        raise CatalogueUnavailableError(location, _reason(error.orig)) from error


def _reason(error: BaseException | None) -> str:
    if isinstance(error, sqlite3.Error):
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if name in _SQLITE_REASONS:
            return _SQLITE_REASONS[name]
    state = getattr(error, "sqlstate", None)
    if state in _POSTGRESQL_REASONS:
        return _POSTGRESQL_REASONS[state]
    said = " ".join(str(error).split())
    return f"{said}; check that the database runs and that SAVOIR_CATALOGUE_URL leads to it"
