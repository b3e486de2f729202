import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from corpus.catalogue import engine as connections
from corpus.catalogue.engine import connect, for_writing, parse
from corpus.catalogue.store import Catalogue
from corpus.errors import CatalogueUnavailableError
from corpus.study import Sha256, Study, StudyFile, StudyId
from models.language import Language
from tests.corpus.together import together

ROOT = Path(__file__).parents[3]

OPEN_WHEN_TOLD = """
import sys
from corpus.catalogue.store import Catalogue
print("ready", flush=True)
sys.stdin.readline()
with Catalogue.open(sys.argv[1]) as catalogue:
    print(catalogue.count_studies())
"""

WRITE_FOR_EVER = """
import sys
from itertools import count
from corpus.catalogue.store import Catalogue
from corpus.study import Study, StudyId
from models.language import Language
with Catalogue.open(sys.argv[1]) as catalogue:
    for number in count():
        catalogue.put_study(Study(id=StudyId(f"s{number}"), titles={Language.FR: "x" * 2000}))
        print(f"s{number}", flush=True)
"""


def start(script: str, url: str) -> "subprocess.Popen[str]":
    found = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, "-c", script, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": found},
    )


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """Connections of another process, as it were."""
    made = connect(parse(url))
    yield made
    made.dispose()


def study(number: int, name: str = "s") -> Study:
    file = StudyFile(sha256=Sha256(f"{number:064x}"), name="a.pdf", size=number)
    return Study(id=StudyId(f"{name}{number}"), titles={Language.EN: str(number)}, files=(file,) * 3)


def test_processes_that_open_a_new_catalogue_at_once_all_succeed(new_url: str) -> None:
    processes = [start(OPEN_WHEN_TOLD, new_url) for _ in range(4)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[0], process.returncode) for process in processes] == [("0\n", 0)] * 4


def test_a_new_file_that_another_process_is_writing_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(time, "sleep", lambda _seconds: other.rollback())
        with Catalogue.open(f"sqlite:///{path}") as catalogue:
            assert catalogue.count_studies() == 0
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_study_that_was_stored_survives_the_death_of_the_process(url: str) -> None:
    with start(WRITE_FOR_EVER, url) as process:
        assert process.stdout
        stored = [process.stdout.readline().strip() for _ in range(25)]
        process.kill()
        stored += process.stdout.read().split()
    with Catalogue.open(url) as catalogue:
        found = {entry.id: entry for entry in catalogue.studies()}
        assert set(stored) <= set(found)
        assert all(len(entry.titles[Language.FR]) == 2000 for entry in found.values())
        catalogue.put_study(study(0))


def test_a_kill_leaves_a_file_in_order(path: Path) -> None:
    with start(WRITE_FOR_EVER, f"sqlite:///{path}") as process:
        assert process.stdout
        process.stdout.readline()
        process.kill()
        process.stdout.read()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(
    catalogue: Catalogue, engine: Engine
) -> None:
    catalogue.put_study(study(1))
    with for_writing(engine).begin() as writer:
        writer.execute(text("DELETE FROM study"))
        assert catalogue.studies() == [study(1)]
    assert catalogue.studies() == []


def test_one_reading_sees_one_moment(catalogue: Catalogue, engine: Engine) -> None:
    catalogue.put_study(study(1))
    counted = text("SELECT count(*) FROM study")
    with engine.connect() as reader:
        assert reader.scalar(counted) == 1
        catalogue.put_study(study(2))
        assert reader.scalar(counted) == 1


def test_a_writer_that_waits_too_long_for_another_says_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    with Catalogue.open(url) as catalogue:
        other = connect(parse(url))
        with for_writing(other).begin(), pytest.raises(CatalogueUnavailableError, match="another process is"):
            catalogue.put_study(study(1))
        other.dispose()
        catalogue.put_study(study(1))


def test_who_changes_one_study_at_the_same_time_takes_turns(catalogue: Catalogue) -> None:
    for turn in range(3):
        together(4, lambda number: catalogue.put_study(study(number, f"new-{turn}-")))  # noqa: B023
        together(4, lambda number: catalogue.put_study(replace(study(number), id=study(0).id)))
    assert catalogue.count_studies() == 3 * 4 + 1
    assert [revision.number for revision in catalogue.history(study(0).id)][:4] == [1, 2, 3, 4]


def test_threads_share_one_catalogue_for_reading_and_writing(catalogue: Catalogue) -> None:
    catalogue.put_study(study(0))

    def write(name: str) -> None:
        for number in range(10):
            catalogue.put_study(study(number, name))

    def read(_turn: int) -> bool:
        return all(len(entry.files) == 3 for entry in catalogue.studies())

    with ThreadPoolExecutor(8) as pool:
        writers = [pool.submit(write, name) for name in ("a", "b", "c")]
        assert all(pool.map(read, range(40)))
        for writer in writers:
            writer.result()
    assert catalogue.count_studies() == 31
