"""Files in child processes: whatever a reader does costs its file and nothing else."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.study import FileState, Sha256
from ingest import cache
from ingest.batch import extract_all
from ingest.errors import SandboxError
from ingest.passage import Extraction
from ingest.source import Limits, Source
from tests.ingest.builders import column, write_pdf

HERE = Path(__file__).parent
TASK = "misbehaving:read"
QUICK = Limits(seconds=1.0, memory=400_000_000)

Batch = Callable[..., dict[str, Extraction]]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    monkeypatch.setattr("ingest.sandbox._GRACE", 0.2)


def sources(tmp_path: Path, *names: str) -> Iterator[Source]:
    for number, name in enumerate(names):
        path = tmp_path / str(number)
        path.touch()
        yield Source(path=path, sha256=Sha256(f"{number:064x}"), name=name)


def run(tmp_path: Path, *names: str, processes: int = 2, limits: Limits = QUICK) -> dict[str, Extraction]:
    found = extract_all(sources(tmp_path, *names), limits, processes=processes, task=TASK)
    return {source.name: extraction for source, extraction in found}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("hang", "took longer than 1 s"),
        ("eat", "more than 400 MB of memory"),
        ("segfault", "broke down on this file (SIGSEGV)"),
        ("exit", "broke down on this file (exit code 3)"),
        ("raise", "broke down on this file (exit code 1)"),
    ],
)
def test_a_reader_that_goes_wrong_costs_its_file_and_nothing_else(
    tmp_path: Path, fault: str, said: str
) -> None:
    found = run(tmp_path, "one", fault, "two", "three")
    assert found[fault].state is FileState.FAILED
    assert said in str(found[fault].reason)
    assert "Traceback" not in str(found[fault].reason)
    assert {found[name].state for name in ("one", "two", "three")} == {FileState.INDEXED}


def test_every_file_has_its_result_once_even_where_most_go_wrong(tmp_path: Path) -> None:
    names = ["exit", "a", "segfault", "b", "raise", "c", "eat", "d"]
    found = [
        source.name for source, _ in extract_all(sources(tmp_path, *names), QUICK, processes=2, task=TASK)
    ]
    assert sorted(found) == sorted(names)


def test_a_child_serves_many_files(tmp_path: Path) -> None:
    found = run(tmp_path, *(str(number) for number in range(20)), processes=1)
    assert len({str(extraction.title).split(" by ")[1] for extraction in found.values()}) == 1


def test_what_a_reader_prints_is_not_taken_for_an_answer(tmp_path: Path) -> None:
    assert str(run(tmp_path, "print", processes=1)["print"].title).startswith("print by ")


def test_a_long_answer_comes_whole(tmp_path: Path) -> None:
    assert len(str(run(tmp_path, "long")["long"].title)) == 3_000_000


def test_a_file_is_not_blamed_for_what_an_earlier_one_did(tmp_path: Path) -> None:
    assert run(tmp_path, "hurt", "after hurt", processes=1)["after hurt"].state is FileState.INDEXED


def test_a_child_that_keeps_much_memory_is_replaced(tmp_path: Path) -> None:
    found = run(tmp_path, "eat quietly", "next", processes=1)
    assert len({str(extraction.title).split(" by ")[1] for extraction in found.values()}) == 2


def test_a_child_killed_from_outside_is_replaced(tmp_path: Path) -> None:
    results = extract_all(sources(tmp_path, "one", "two", "three"), QUICK, processes=1, task=TASK)
    _, first = next(results)
    os.kill(int(str(first.title).split(" by ")[1]), signal.SIGKILL)
    assert [extraction.state for _, extraction in results] == [FileState.INDEXED] * 2


def test_what_a_stopped_reader_had_started_is_stopped_too(tmp_path: Path) -> None:
    found = run(tmp_path, "hang with a child")
    assert "took longer" in str(found["hang with a child"].reason)
    assert all(map(_has_ended, _processes(tmp_path / "0")))


def test_nothing_is_left_behind_when_the_caller_stops_early(tmp_path: Path) -> None:
    results = extract_all(
        sources(tmp_path, "one", "hang with a child"), Limits(seconds=60), processes=2, task=TASK
    )
    next(results)
    _wait_for_content(tmp_path / "1")
    results.close()  # type: ignore[attr-defined]
    assert all(map(_has_ended, _processes(tmp_path / "1")))


def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom ingest.batch import extract_all\n"
        "from ingest.source import Limits, Source\n"
        "source = Source(path=Path(sys.argv[1]), sha256='0' * 64, name='hang with a child')\n"
        f"list(extract_all([source], Limits(), processes=1, task={TASK!r}))\n"
    )
    path = tmp_path / "0"
    path.touch()
    parent = subprocess.Popen([sys.executable, "-c", script, str(path)], cwd=HERE.parents[1])
    _wait_for_content(path)
    parent.kill()
    parent.wait()
    assert all(map(_has_ended, _processes(path)))


def test_children_that_cannot_start_are_an_error_of_the_installation(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="no_such_module"):
        list(extract_all(sources(tmp_path, "one"), QUICK, task="no_such_module:read"))


def test_temporary_folders_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    run(tmp_path, "one", "exit")
    assert not list(tmp_path.glob("savoir-*"))


def test_a_kept_extraction_is_not_made_again(tmp_path: Path) -> None:
    kept = tmp_path / "extractions"
    one = {
        s.name: e for s, e in extract_all(sources(tmp_path, "a", "b"), QUICK, cache_directory=kept, task=TASK)
    }
    two = {
        s.name: e for s, e in extract_all(sources(tmp_path, "a", "b"), QUICK, cache_directory=kept, task=TASK)
    }
    assert one == two


def test_a_failure_is_tried_again_under_other_limits(tmp_path: Path) -> None:
    kept = tmp_path / "extractions"
    (source,) = sources(tmp_path, "exit")
    ((_, failed),) = extract_all([source], QUICK, cache_directory=kept, task=TASK)
    assert cache.load(kept, source, QUICK) == failed
    assert cache.load(kept, source, Limits(seconds=2.0)) is None


def test_real_files_go_through_real_children(tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "a.pdf", [column(60, 700, ["Les trams de la ville sont pleins.", "Le matin surtout."])]
    )
    source = Source(path=path, sha256=Sha256("a" * 64), name="a.pdf")
    ((_, extraction),) = extract_all([source], processes=1)
    assert extraction.passages[0].text == "Les trams de la ville sont pleins. Le matin surtout."
    assert extraction.passages[0].id == "a" * 16 + "-0"


def _processes(path: Path) -> list[int]:
    return [int(number) for number in path.read_text(encoding="ascii").split()]


def _has_ended(process: int) -> bool:
    """Wait for the end of a process that is not our child."""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with os.fdopen(descriptor):
        return bool(select.select([descriptor], [], [], 10)[0])


def _wait_for_content(path: Path) -> None:
    """Wait until a child has written to a file, through the kernel's notice of it."""
    while not path.stat().st_size:
        os.sched_yield()
