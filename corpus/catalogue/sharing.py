"""What machines that share a catalogue have in common beside it: the server of its database."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from corpus.catalogue.connected import Connected
from corpus.catalogue.faults import translated

_WORKER = 0x5A401F
"""Any number, the same for all workers of one database."""


class SharedServer(Connected):
    """The server of a database, where there is one; a file of SQLite has none."""

    @property
    def url(self) -> str | None:
        """Where it is, with its password, as PostgreSQL's own programs take it."""
        if self._engine.dialect.name != "postgresql":
            return None
        return self._engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    @contextmanager
    def worker_lock(self) -> Iterator[Callable[[], bool] | None]:
        """Hold the lock of the one worker while the block lasts; ``None`` where another process holds it.

        The server keeps it for a connection: it goes with the process, however that ends.

        Yields:
            Tells whether it is still held: a server that ends lets go of it, and another process may take it.

        Raises:
            CatalogueUnavailableError: the server cannot be reached.
        """
        with translated(self.location):
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # it is closed with the block, and the lock gone with it
        with closing(connection):
            with translated(self.location):
                is_ours = connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_WORKER})").scalar()
            try:
                yield (lambda: _answers(connection)) if is_ours else None
            finally:
                # The end of the connection reaches the server a moment later.
                with suppress(SQLAlchemyError):
                    connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")


def _answers(connection: Connection) -> bool:
    try:
        connection.exec_driver_sql("SELECT 1")
    except SQLAlchemyError:
        return False
    return True
