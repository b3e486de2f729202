"""One catalogue for each database that a library may be kept in, empty."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from corpus.catalogue.engine import parse, sqlite_url
from corpus.catalogue.store import Catalogue
from tests.servers import Cluster

Ask = Callable[[str], list[tuple[Any, ...]]]

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def ready(postgresql: Cluster) -> str:
    """Where there are all tables in PostgreSQL."""
    url = postgresql.new_database()
    Catalogue.open(url).close()
    return url


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "catalogue.sqlite"


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, path: Path) -> str:
    """Where the catalogue of the test is."""
    if request.param == "sqlite":
        return f"sqlite:///{path}"
    cluster: Cluster = request.getfixturevalue("postgresql")
    url: str = request.getfixturevalue("ready")
    cluster.clear(url)
    return url


@pytest.fixture(params=DATABASES)
def new_url(request: pytest.FixtureRequest, path: Path) -> str:
    """Where nothing is yet."""
    if request.param == "sqlite":
        return f"sqlite:///{path}"
    cluster: Cluster = request.getfixturevalue("postgresql")
    return cluster.new_database()


@pytest.fixture
def catalogue(url: str) -> Iterator[Catalogue]:
    with Catalogue.open(url) as opened:
        yield opened


@pytest.fixture
def ask(catalogue: Catalogue, url: str) -> Iterator[Ask]:
    """Asks the database itself, past the program."""
    engine = create_engine(parse(url))

    def asked(statement: str) -> list[tuple[Any, ...]]:
        with engine.begin() as connection:
            found = connection.execute(text(statement))
            return [tuple(row) for row in found] if found.returns_rows else []

    yield asked
    engine.dispose()


@pytest.fixture
def in_file(path: Path) -> Iterator[Catalogue]:
    """A catalogue in SQLite, at ``path``."""
    with Catalogue.open(sqlite_url(path)) as opened:
        yield opened
