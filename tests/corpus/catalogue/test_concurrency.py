import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.study import Sha256, Study, StudyFile, StudyId
from models.language import Language

ROOT = Path(__file__).parents[3]

OPEN_WHEN_TOLD = """
import sys
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
print("ready", flush=True)
sys.stdin.readline()
with Catalogue.open(sqlite_url(sys.argv[1])) as catalogue:
    print(catalogue.count_studies())
"""

WRITE_FOR_EVER = """
import sys
from itertools import count
from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue
from corpus.study import Study, StudyId
from models.language import Language
with Catalogue.open(sqlite_url(sys.argv[1])) as catalogue:
    for number in count():
        catalogue.put_study(Study(id=StudyId(f"s{number}"), titles={Language.FR: "x" * 2000}))
        print(f"s{number}", flush=True)
"""

Starter = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def start(path: Path) -> Starter:
    def start_script(script: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-c", script, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    return start_script


def study(number: int, name: str = "s") -> Study:
    file = StudyFile(sha256=Sha256(f"{number:064x}"), name="a.pdf", size=number)
    return Study(id=StudyId(f"{name}{number}"), titles={Language.EN: str(number)}, files=(file,) * 3)


def test_processes_that_open_a_new_catalogue_at_once_all_succeed(start: Starter) -> None:
    processes = [start(OPEN_WHEN_TOLD) for _ in range(4)]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [(process.communicate()[0], process.returncode) for process in processes] == [("0\n", 0)] * 4


def test_a_study_that_was_stored_survives_the_death_of_the_process(start: Starter, path: Path) -> None:
    with start(WRITE_FOR_EVER) as process:
        assert process.stdout
        stored = [process.stdout.readline().strip() for _ in range(25)]
        process.kill()
        stored += process.stdout.read().split()
    with Catalogue.open(sqlite_url(path)) as catalogue:
        found = {entry.id: entry for entry in catalogue.studies()}
        assert set(stored) <= set(found)
        assert all(len(entry.titles[Language.FR]) == 2000 for entry in found.values())
        catalogue.put_study(study(0))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_reader_neither_waits_for_a_writer_nor_sees_half_of_its_work(
    catalogue: Catalogue, path: Path
) -> None:
    catalogue.put_study(study(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM study")
        assert catalogue.studies() == [study(1)]
        writer.execute("COMMIT")
        assert catalogue.studies() == []


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
