"""Versions of the embedded index: whatever happens to a writer, readers have a whole index."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from index.disk import copy_tree
from index.embedded import EmbeddedHome
from index.errors import (
    DiskFullError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from index.home import IndexHome
from index.manifest import Build
from index.points import AverageLengths
from index.port import Arm, ArmQuery, Filters
from models.language import Language
from tests.index.making import DIMENSIONS, Text, study_points, unit

BUILD = Build(encoder="e", dimensions=DIMENSIONS, analyser="a", splitter="s")
LENGTHS = AverageLengths({Language.FR: 120.5, None: 80.0}, {Language.NL: 9.0})
WAIT = 60  # seconds, for a child process that does not come


@pytest.fixture
def empty_home(quick_path: Path) -> EmbeddedHome:
    return EmbeddedHome(quick_path / "index", BUILD)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template") / "index"
    publish(EmbeddedHome(root, BUILD), "a")
    return root


@pytest.fixture
def home(empty_home: EmbeddedHome, template: Path) -> EmbeddedHome:
    """A home whose live version holds the study "a"."""
    copy_tree(template, empty_home.root)
    return empty_home


def publish(home: IndexHome, *names: str, anew: bool = False) -> None:
    with home.draft(LENGTHS, anew=anew) as index:
        for name in names:
            index.replace_study(*study_points(name, [Text(words={1: 1.0})]))


def studies(home: IndexHome) -> list[str]:
    return sorted(home.contents())


def entries(home: EmbeddedHome) -> set[str]:
    return {path.name for path in home.root.iterdir()}


# From one version to the next


def test_a_home_without_an_index_says_so(empty_home: EmbeddedHome) -> None:
    with pytest.raises(IndexMissingError):
        empty_home.current_version()
    assert (empty_home.manifest(), empty_home.contents()) == (None, {})


def test_a_draft_goes_live_when_its_block_ends_and_not_before(home: EmbeddedHome) -> None:
    first = home.current_version()
    with home.draft(LENGTHS, anew=False) as index:
        index.replace_study(*study_points("b"))
        assert (home.current_version(), studies(home)) == (first, ["a"])
    assert home.current_version() != first
    assert studies(home) == ["a", "b"]
    manifest = home.manifest()
    assert manifest is not None
    assert (manifest.build, manifest.lengths) == (BUILD, LENGTHS)


def test_a_draft_made_anew_starts_empty(home: EmbeddedHome) -> None:
    publish(home, "b", anew=True)
    assert studies(home) == ["b"]


def test_a_failure_in_the_block_leaves_the_old_version_and_no_draft(home: EmbeddedHome) -> None:
    before = entries(home)
    passages, titles = study_points("b")
    with pytest.raises(AttributeError), home.draft(LENGTHS, anew=False) as index:
        index.replace_study([*passages, None], titles)  # type: ignore[list-item]
    assert (studies(home), entries(home)) == (["a"], before)


def test_a_copy_answers_like_the_original_with_the_idf_of_now(empty_home: EmbeddedHome) -> None:
    publish(empty_home, "a", "b", "c")
    publish(empty_home, "a", "b")
    index = empty_home.open(empty_home.current_version())
    words = study_points("x", [Text(words={1: 1.0})])[0][0].words
    (hits,) = index.search([ArmQuery(arm=Arm.PASSAGE_WORDS, vector=words, limit=9)])
    index.close()
    assert {hit.study for hit in hits} == {"a", "b", "c"}
    assert [hit.score for hit in hits] == pytest.approx([0.13353139] * 3, rel=1e-5)  # ln(1 + .5 / 3.5)


# Readers


def test_a_reader_keeps_its_version_while_newer_ones_go_live(home: EmbeddedHome) -> None:
    first = home.current_version()
    reader = home.open(first)
    for name in ("b", "c", "d"):
        publish(home, name, anew=True)
    assert list(reader.contents()) == ["a"]
    assert first in entries(home)
    reader.close()
    publish(home, "e")
    assert first not in entries(home)


def test_the_version_before_the_live_one_can_still_be_opened(home: EmbeddedHome) -> None:
    asked = home.current_version()
    publish(home, "b", anew=True)
    reader = home.open(asked)
    assert list(reader.contents()) == ["a"]
    reader.close()


def test_reading_changes_nothing_but_the_settings_of_the_engine(home: EmbeddedHome) -> None:
    publish(home, "b")
    version = home.root / home.current_version()

    def contents() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in version.rglob("*") if path.is_file()}

    before = contents()
    reader = home.open(version.name)
    reader.search([ArmQuery(arm=Arm.PASSAGE_MEANING, vector=unit((1,)), limit=5)])
    reader.close()
    after = contents()
    changed = {path.name for path in before | after if before.get(path) != after.get(path)}
    assert changed <= {"edge_config.json", "segment.json"}


CHILD = """
import sys
from pathlib import Path
from index.disk import copy_tree
from index.embedded import EmbeddedHome
from index.manifest import Build
from tests.index.making import study_points
from tests.index.test_embedded import BUILD, LENGTHS, publish, studies
home = EmbeddedHome(Path(sys.argv[1]), BUILD)
def ready():
    print("ready", flush=True)
    sys.stdin.read()
"""


def child(home: EmbeddedHome, program: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD + program, str(home.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@contextmanager
def child_at_work(home: EmbeddedHome, program: str) -> Iterator[subprocess.Popen[str]]:
    """Run a program until it calls ``ready``, and kill it -9 at the end if it is still there."""
    with child(home, program) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def test_any_number_of_processes_open_a_fresh_version_at_once(empty_home: EmbeddedHome) -> None:
    publish(empty_home, "a", "b")
    reader = empty_home.open(empty_home.current_version())
    children = [child(empty_home, "print(studies(home), studies(home))") for _ in range(3)]
    said = [process.communicate(timeout=WAIT)[0] for process in children]
    assert said == ["['a', 'b'] ['a', 'b']\n"] * 3
    assert reader.count_studies(Filters()) == 2
    reader.close()


# Writers


def test_a_second_writer_is_told_that_the_index_is_busy(home: EmbeddedHome) -> None:
    with child_at_work(home, "with home.writer_lock(): ready()"), pytest.raises(IndexBusyError):
        home.writer_lock().__enter__()
    with home.writer_lock(), pytest.raises(IndexBusyError):
        home.writer_lock().__enter__()


def test_a_killed_writer_takes_its_lock_with_it(home: EmbeddedHome) -> None:
    with child_at_work(home, "with home.writer_lock(): ready()"):
        pass
    with home.writer_lock():
        publish(home, "a")
    assert studies(home) == ["a"]


KILLED = {
    "while it copies": "import index.embedded as e; e.copy_tree = lambda *_: ready(); publish(home, 'b')",
    "while it writes": """
with home.draft(LENGTHS, anew=False) as index:
    for number in range(50):
        index.replace_study(*study_points(f"new-{number}"))
    ready()
""",
    "before the version gets its name": "Path.rename = lambda *_: ready(); publish(home, 'b')",
    "before the version goes live": "Path.replace = lambda *_: ready(); publish(home, 'b')",
}


@pytest.mark.parametrize("moment", KILLED)
def test_a_writer_killed_at_any_moment_leaves_the_old_version_and_the_next_run_finishes(
    home: EmbeddedHome, moment: str
) -> None:
    version = home.current_version()
    with child_at_work(home, KILLED[moment]) as process:
        process.kill()
        process.wait(WAIT)
    assert (home.current_version(), studies(home)) == (version, ["a"])
    publish(home, "b")
    assert studies(home) == ["a", "b"]
    assert entries(home) == {version, home.current_version(), "current"}


def test_a_writer_killed_after_the_version_went_live_has_finished(home: EmbeddedHome) -> None:
    program = (
        "import index.embedded as e; e.sync = lambda path: path == home.root and ready()\npublish(home, 'b')"
    )
    with child_at_work(home, program):
        pass
    assert studies(home) == ["a", "b"]


# Trouble


class Damage(NamedTuple):
    name: str
    do: Callable[[EmbeddedHome], object]


def version_of(home: EmbeddedHome) -> Path:
    return home.root / home.current_version()


def one(home: EmbeddedHome, pattern: str) -> Path:
    return next(version_of(home).rglob(pattern))


DAMAGES = [
    Damage("pointer empty", lambda home: (home.root / "current").write_bytes(b"")),
    Damage("pointer garbage", lambda home: (home.root / "current").write_bytes(b"\xff\x00")),
    Damage("version gone", lambda home: shutil.rmtree(version_of(home))),
    Damage("manifest gone", lambda home: one(home, "manifest.json").unlink()),
    Damage("manifest garbage", lambda home: one(home, "manifest.json").write_text("[]")),
    Damage("points gone", lambda home: shutil.rmtree(version_of(home) / "points")),
    Damage("segments gone", lambda home: shutil.rmtree(one(home, "segments"))),
    Damage("ids cut", lambda home: os.truncate(one(home, "mutable_id_tracker.mappings"), 4)),
    Damage("vectors gone", lambda home: one(home, "chunk_0.mmap").unlink()),
    Damage("payloads cut", lambda home: os.truncate(one(home, "payload_storage/page_0.dat"), 0)),
    Damage("settings garbage", lambda home: one(home, "segment.json").write_text("{")),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damaged_index_is_refused(home: EmbeddedHome, damage: Damage) -> None:
    damage.do(home)
    with pytest.raises(IndexDamagedError, match="reindex"):
        home.contents()
    with pytest.raises(IndexDamagedError), home.draft(LENGTHS, anew=False):
        pass


@pytest.mark.parametrize("damage", DAMAGES[:4], ids=lambda damage: damage.name)
def test_a_damaged_index_can_be_built_anew(home: EmbeddedHome, damage: Damage) -> None:
    damage.do(home)
    publish(home, "b", anew=True)
    assert studies(home) == ["b"]


OTHERWISE = {
    "encoder": replace(BUILD, encoder="other"),
    "dimensions": replace(BUILD, dimensions=16),
    "analyser": replace(BUILD, analyser="other"),
    "splitter": replace(BUILD, splitter="other"),
    "schema": replace(BUILD, schema="other"),
}


@pytest.mark.parametrize("what", OTHERWISE)
def test_an_index_built_otherwise_is_refused(home: EmbeddedHome, what: str) -> None:
    other = replace(home, build=OTHERWISE[what])
    with pytest.raises(IndexMismatchError, match=what):
        other.open(other.current_version())
    with pytest.raises(IndexMismatchError), other.draft(LENGTHS, anew=False):
        pass
    assert studies(home) == ["a"]


class AlmostFull(NamedTuple):
    free: int = 1 << 20


def test_an_index_built_otherwise_can_be_built_anew(home: EmbeddedHome) -> None:
    other = replace(home, build=OTHERWISE["dimensions"])
    with other.draft(LENGTHS, anew=True):
        pass
    assert studies(other) == []


def test_nothing_is_written_where_the_disk_is_all_but_full(
    home: EmbeddedHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = entries(home)
    monkeypatch.setattr("index.disk.shutil.disk_usage", lambda _: AlmostFull())
    with pytest.raises(DiskFullError):
        publish(home, "b")
    with pytest.raises(DiskFullError):
        publish(home, "b", anew=True)
    assert (studies(home), entries(home)) == (["a"], before)


@pytest.mark.parametrize("call", ["index.disk._copy_range", "index.disk.os.fsync"])
def test_a_disk_that_fills_up_leaves_the_old_version(
    home: EmbeddedHome, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = entries(home)
    with monkeypatch.context() as patch:
        patch.setattr(call, full)
        with pytest.raises(DiskFullError):
            publish(home, "b")
    assert (studies(home), entries(home)) == (["a"], before)
    publish(home, "b")
    assert studies(home) == ["a", "b"]
