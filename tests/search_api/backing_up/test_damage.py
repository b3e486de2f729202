"""An archive in which any byte may be another one: it is restored as it was, or refused."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.filestore import FileStore
from corpus.study import Study, StudyFile, StudyId
from ingest.watch import Unwatched
from models.language import Language
from search_api.backing_up.backup import back_up
from search_api.backing_up.errors import ArchiveError
from search_api.backing_up.restore import restore
from search_api.settings import Settings

CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a library of one study in ``data``, and its backup, ``whole.zip``."""
    folder = tmp_path_factory.mktemp("damage")
    (folder / "report.txt").write_text("Un péage urbain.\n" * 20)
    stored = FileStore(folder / "data/files").add(folder / "report.txt")
    file = StudyFile(sha256=stored.sha256, name="report.txt", size=stored.size)
    with Catalogue.open(sqlite_url(folder / "data/catalogue.sqlite")) as catalogue:
        catalogue.put_study(Study(id=StudyId("toll"), titles={Language.FR: "Péage"}, files=(file,)))
    back_up(Settings(data_dir=folder / "data"), folder / "whole.zip", Unwatched())
    return folder


def contents(data: Path) -> dict[str, bytes]:
    """Return the files of a library, and its catalogue as what it says."""
    with Catalogue.open(sqlite_url(data / "catalogue.sqlite")) as catalogue:
        said = repr(catalogue.studies()).encode()
    files = (path for path in (data / "files").rglob("*") if path.is_file())
    return {"catalogue": said, **{path.name: path.read_bytes() for path in files}}


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(changes=CHANGES)
def test_a_damaged_archive_is_restored_as_it_was_or_refused(
    library: Path, changes: list[tuple[float, int]]
) -> None:
    content = bytearray((library / "whole.zip").read_bytes())
    for share, value in changes:
        content[int(share * len(content))] = value
    (library / "changed.zip").write_bytes(content)
    shutil.rmtree(library / "out", ignore_errors=True)
    try:
        restore(library / "changed.zip", Settings(data_dir=library / "out"), Unwatched())
    except ArchiveError:
        assert not (library / "out/catalogue.sqlite").exists()
    else:
        assert contents(library / "out") == contents(library / "data")
