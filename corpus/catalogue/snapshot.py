"""The catalogue as it was at one moment, in a file of its own, while others read and write it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import OperationalError

from corpus.catalogue import engine as connections
from corpus.catalogue.engine import BUSY_SECONDS
from corpus.catalogue.faults import translated
from corpus.errors import CatalogueUnavailableError


def take_snapshot(url: URL, target: Path) -> None:
    """Copy the SQLite database at ``url`` into the new file ``target``.

    The copy holds every transaction that was committed when it began, and no other. Writers are not held up.

    Raises:
        CatalogueUnavailableError: there is no database, it cannot be read, or it is damaged.
    """
    location = connections.location_of(url)
    source = Path(location)
    if not source.is_file():
        raise CatalogueUnavailableError(location, "there is no such file; check SAVOIR_DATA_DIR")
    with translated(location):
        try:
            # Reading needs a shared-memory file beside the database, so it is not opened as read-only.
            address = f"{source.resolve().as_uri()}?mode=rw"
            with (
                closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as live,
                closing(sqlite3.connect(target)) as copy,
            ):
                live.backup(copy)
        except sqlite3.Error as error:
            raise OperationalError(None, None, error) from error
    check_database(target, location)


def check_database(path: Path, location: str) -> None:
    """Make sure that the pages of an SQLite database fit together.

    Raises:
        CatalogueUnavailableError: they do not; ``location`` is how the message calls the database.
    """
    engine = connections.connect(connections.sqlite_url(path))
    try:
        with translated(location), engine.connect() as connection:
            found = connection.scalar(text("PRAGMA quick_check(1)"))
    finally:
        engine.dispose()
    if found != "ok":
        raise CatalogueUnavailableError(location, f"the file is damaged ({found}); restore a backup")
