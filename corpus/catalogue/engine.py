"""Connections to the database of the catalogue.

SQLite runs with a write-ahead log: readers never wait for the writer, nor it for them. With
``synchronous=NORMAL`` a transaction that was committed survives the death of the process at any moment;
a power failure may undo the last ones, never half of one. What an ingest loses that way it does again.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.catalogue.folding import SQLITE_FUNCTION, fold_or_none
from corpus.errors import CatalogueUnavailableError

BUSY_SECONDS = 30
"""How long a writer waits for another one."""

_LOG_SECONDS = 2
_BEGIN = "savoir_begin"


def sqlite_url(path: Path) -> URL:
    """Return the URL of a catalogue in one file."""
    return URL.create("sqlite", database=str(path))


def location_of(url: URL) -> str:
    """Return how to name the database in a message: no password in it."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def parse(url: str | URL) -> URL:
    """Read a database URL.

    Raises:
        CatalogueUnavailableError: it is not a URL, or one of a database that would vanish with the process.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # its text is not repeated: it may hold a password
        raise CatalogueUnavailableError(
            "at SAVOIR_CATALOGUE_URL",
            "this is not a database URL; write one such as sqlite:///var/catalogue.sqlite",
        ) from error
    if parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise CatalogueUnavailableError(str(parsed), "it would be lost at the end; name a file")
    return parsed


def connect(url: URL) -> Engine:
    """Return an engine for ``url`` without connecting yet.

    Raises:
        CatalogueUnavailableError: its driver is not installed, or its folder cannot be made.
    """
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite:
        _make_folder(url)
    try:
        if is_sqlite:
            engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        else:
            engine = create_engine(url, pool_pre_ping=True)  # a server may have been restarted meanwhile
    except (ArgumentError, ImportError) as error:
        raise CatalogueUnavailableError(
            location_of(url), f"its driver is missing ({error}); install the driver's package"
        ) from error
    if is_sqlite:
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, whose transactions wait for other writers at their beginning.

    An SQLite transaction that starts by reading and goes on to write is refused at once when another
    writer came between; one that says so first waits its turn.
    """
    return engine.execution_options(**{_BEGIN: "IMMEDIATE"})


def empty_log(engine: Engine) -> None:
    """Let nothing stay in the write-ahead log of SQLite that was overwritten since.

    Readers that are at work meanwhile are waited for a little; then it stays until the log is used again.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute(f"PRAGMA busy_timeout={_LOG_SECONDS * 1000}")
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        raw.close()


def _make_folder(url: URL) -> None:
    try:
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CatalogueUnavailableError(
            location_of(url), f"its folder cannot be made ({error.strerror}); check SAVOIR_DATA_DIR"
        ) from error


def _configure_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where sqlite3 guesses
    cursor = connection.cursor()
    # What is overwritten or deleted leaves the file too: it may be personal data that was redacted.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function(SQLITE_FUNCTION, 1, fold_or_none, deterministic=True)


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
