"""Connections to the database of the catalogue: SQLite or PostgreSQL.

Both keep the same promises: one transaction writes at a time, and one that reads sees a single moment.
SQLite runs with a write-ahead log: readers never wait for the writer, nor it for them. With
``synchronous=NORMAL`` a transaction that was committed survives the death of the process at any moment;
a power failure may undo the last ones, never half of one. What an ingest loses that way it does again.
PostgreSQL would let writers go on together until one of them is refused, and would number what they add in
another order than that of their commits: they queue for a lock of their own.
"""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.catalogue.folding import SQLITE_FUNCTION, fold_or_none
from corpus.errors import CatalogueUnavailableError

BUSY_SECONDS = 30.0
"""How long a writer waits for another one."""

_WRITES = "savoir_writes"

_WRITERS = 0x5A401E
"""Any number, the same for all processes that write to one database."""

_KEEPALIVES = {"idle": 10, "interval": 5, "count": 3}
"""After 25 seconds a server lets go of what a machine held that has gone without a word."""
_LOG_SECONDS = 2
_PAUSE_SECONDS = 0.01


def sqlite_url(path: Path) -> URL:
    """Return the URL of a catalogue in one file."""
    return URL.create("sqlite", database=str(path))


def location_of(url: URL) -> str:
    """Return how to name the database in a message: no password in it."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.set(query={}).render_as_string(hide_password=True)  # where a driver takes passwords, too


def parse(url: str | URL) -> URL:
    """Read a database URL.

    Raises:
        CatalogueUnavailableError: it is not a URL, or one of a database that is not known here, or that would
            vanish with the process.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # its text is not repeated: it may hold a password
        raise CatalogueUnavailableError(
            "at SAVOIR_CATALOGUE_URL",
            "this is not a database URL; write one such as sqlite:///var/catalogue.sqlite",
        ) from error
    if parsed.get_backend_name() in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() != "sqlite":
        raise CatalogueUnavailableError(location_of(parsed), "a catalogue is kept in SQLite or PostgreSQL")
    if parsed.database in (None, "", ":memory:"):
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
        else:  # a server may have been restarted meanwhile
            letters = {"client_encoding": "utf8"}
            engine = create_engine(
                url, pool_pre_ping=True, isolation_level="REPEATABLE READ", connect_args=letters
            )
    except (ArgumentError, ImportError) as error:
        raise CatalogueUnavailableError(
            location_of(url),
            f"its driver is missing ({error}); for PostgreSQL: pip install 'savoir[postgres]'",
        ) from error
    event.listen(engine, "connect", _configure_sqlite if is_sqlite else _configure_postgresql)
    event.listen(engine, "begin", _begin_sqlite if is_sqlite else _begin_postgresql)
    return engine


def for_writing(engine: Engine) -> Engine:
    """Return the same engine, whose transactions wait for other writers at their beginning.

    An SQLite transaction that starts by reading and goes on to write is refused at once when another
    writer came between; one that says so first waits its turn. One of PostgreSQL has to see what the
    writer left for which it waited, not the moment at which it began to wait.
    """
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_WRITES: True})
    return engine.execution_options(**{_WRITES: True}, isolation_level="READ COMMITTED")


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
        raw.execute(f"PRAGMA busy_timeout={round(BUSY_SECONDS * 1000)}")
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
    _keep_log(cursor)
    # What is overwritten or deleted leaves the file too: it may be personal data that was redacted.
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
    connection.create_function(SQLITE_FUNCTION, 1, fold_or_none, deterministic=True)


def _keep_log(cursor: sqlite3.Cursor) -> None:
    """Have changes written ahead, as the file says ever after the first time.

    Where several want this of a new file at once, SQLite refuses one without a wait, whatever its timeout.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            # the lowest byte: the rest says what kept it busy
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
        time.sleep(_PAUSE_SECONDS)


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN DEFERRED")


def _configure_postgresql(connection: Any, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for name, value in _KEEPALIVES.items():
        cursor.execute(f"SET tcp_keepalives_{name} = {value}")
    cursor.close()
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(_WRITES))
