import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.errors import CatalogueUnavailableError
from corpus.study import Study, StudyId
from models.language import Language
from tests.servers import Cluster


def study(name: str, characters: int = 1) -> Study:
    return Study(id=StudyId(name), titles={Language.FR: "x" * characters})


@contextmanager
def full_disk() -> Iterator[None]:
    """Keeps every SQLite database that is opened meanwhile from growing."""

    def no_more_pages(connection: sqlite3.Connection, _entry: object) -> None:
        connection.execute("PRAGMA max_page_count=1")

    event.listen(Engine, "connect", no_more_pages)
    try:
        yield
    finally:
        event.remove(Engine, "connect", no_more_pages)


def test_a_full_disk_is_named_and_keeps_what_was_there(path: Path) -> None:
    with Catalogue.open(sqlite_url(path)) as catalogue:
        catalogue.put_study(study("a"))
    with full_disk(), Catalogue.open(sqlite_url(path)) as catalogue:
        with pytest.raises(CatalogueUnavailableError, match="no space is left"):
            catalogue.put_studies([study("b", 500_000), study("c")])
        assert [entry.id for entry in catalogue.studies()] == ["a"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("just some notes, longer than the header of a database would be " * 20)
    before = path.read_bytes()
    with pytest.raises(CatalogueUnavailableError, match="restore a backup"):
        Catalogue.open(sqlite_url(path))
    assert path.read_bytes() == before


def test_a_damaged_catalogue_says_so(path: Path) -> None:
    with Catalogue.open(sqlite_url(path)) as catalogue:
        catalogue.put_studies(study(f"s{number}", 3000) for number in range(60))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * len(content[8192:])
    path.write_bytes(content)
    with pytest.raises(CatalogueUnavailableError, match="restore a backup"):
        list_all(path)


def list_all(path: Path) -> None:
    with Catalogue.open(sqlite_url(path)) as catalogue:
        catalogue.studies()


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("catalogue.sqlite", "not a database URL"),
        ("postgresql://localhost:port/savoir", "not a database URL"),
        ("sqlite://", "name a file"),
        ("sqlite:///:memory:", "name a file"),
        ("nosuchdatabase://localhost/savoir", "SQLite or PostgreSQL"),
        ("oracle+cx_oracle://localhost/savoir", "SQLite or PostgreSQL"),
    ],
)
def test_a_url_that_leads_nowhere_is_refused_with_advice(url: str, advice: str) -> None:
    with pytest.raises(CatalogueUnavailableError, match=advice):
        Catalogue.open(url)


@pytest.mark.parametrize(
    "url",
    [
        "nosuch://savoir:secret@localhost/savoir",
        "postgresql/savoir:secret@h",
        "postgresql://localhost:1/savoir?password=secret",
    ],
)
def test_a_password_never_shows(url: str) -> None:
    with pytest.raises(CatalogueUnavailableError) as refusal:
        Catalogue.open(url)
    assert "secret" not in str(refusal.value)


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueUnavailableError, match="cannot be opened"):
        Catalogue.open(sqlite_url(tmp_path))


def test_a_file_in_the_place_of_the_data_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("in the way")
    with pytest.raises(CatalogueUnavailableError, match="SAVOIR_DATA_DIR"):
        Catalogue.open(sqlite_url(tmp_path / "var" / "catalogue.sqlite"))


def test_a_missing_driver_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(CatalogueUnavailableError, match=r"savoir\[postgres\]"):
        Catalogue.open("postgresql://localhost/savoir")


@pytest.mark.postgresql
@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_hold_every_letter_is_refused(postgresql: Cluster, encoding: str) -> None:
    url = postgresql.new_database(letters=f"ENCODING '{encoding}' LOCALE 'C'")
    with pytest.raises(CatalogueUnavailableError, match=f"{encoding}.*createdb"):
        Catalogue.open(url)
