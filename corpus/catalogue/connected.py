"""An open catalogue: its connections, its transactions, and whose view it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from corpus.catalogue import engine as connections
from corpus.catalogue.faults import translated
from corpus.catalogue.migrate import migrate
from corpus.catalogue.visibility import for_readers

Beside = TypeVar("Beside", bound="Connected")


class Connected:
    """A view of the catalogue. Safe to share between threads; each call is one transaction.

    Other processes may read while one writes, and see what it committed. Every method raises
    ``CatalogueError`` kinds for what the database refuses, and nothing of the call is kept then.
    """

    def __init__(self, engine: Engine, location: str, *, everything: bool = False) -> None:
        self._engine = engine
        self._writer = connections.for_writing(engine)
        self._sees_everything = everything
        self.location = location

    @classmethod
    def open(cls, url: str | URL) -> Self:
        """Open the catalogue at a database URL (``sqlite_url`` makes one of a path), new or old.

        Raises:
            CatalogueNewerError: a newer version of the program migrated it.
            CatalogueUnavailableError: it cannot be reached, read or written.
        """
        parsed = connections.parse(url)
        location = connections.location_of(parsed)
        engine = connections.connect(parsed)
        try:
            with translated(location):
                migrate(engine, location)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, location)

    def everything(self) -> Self:
        """Return the curator's view: studies in every state. It lives as long as this one."""
        return type(self)(self._engine, self.location, everything=True)

    def beside(self, kind: type[Beside]) -> Beside:
        """Return something else that is kept in the same database. It lives as long as this one."""
        return kind(self._engine, self.location)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._looking() as session:
            yield session if self._sees_everything else for_readers(session)

    @contextmanager
    def _looking(self) -> Iterator[Session]:
        """Read whatever the view."""
        with translated(self.location), Session(self._engine) as session:
            yield session

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """Begin a transaction that sees everything: what readers do not see may be in the way too."""
        with translated(self.location), Session(self._writer) as session, session.begin():
            yield session
