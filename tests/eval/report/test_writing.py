"""A report on disk: whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.errors import EvaluationDataError
from eval.qrels import read_qrels
from eval.report.data import Report
from eval.report.write import check_folder, write_report
from eval.run import read_run
from ingest.watch import Unwatched
from tests.eval.report import made_up

FILES = [
    "index.html",
    "report.md",
    "report.json",
    "runs/toy.bm25.trec.gz",
    "runs/toy.hybrid.trec.gz",
    "runs/toy.qrels",
]


class Stopped(Unwatched):
    """Is told that the work goes on, and ends it at one task, as an interrupt from the keyboard would."""

    def __init__(self, task: str) -> None:
        self._task, self._now = task, ""

    def begin(self, task: str, total: int) -> None:
        self._now = task

    def step(self) -> None:
        if self._now == self._task:
            raise KeyboardInterrupt


def small(collection: str = "toy") -> Report:
    """One method in one direction: quickly drawn."""
    matrix = made_up.matrix(collection)
    return Report(
        matrices=(replace(matrix, cells=matrix.cells[:1]),),
        encoder=None,
        bench=None,
        provenance=made_up.provenance(),
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_report_is_a_page_a_text_data_and_runs(tmp_path: Path) -> None:
    out = tmp_path / "new" / "report"
    written = write_report(small(), out)
    assert [path.relative_to(out).as_posix() for path in written] == FILES
    assert set(contents(out)) == set(FILES)
    assert [path.name for path in out.parent.iterdir()] == ["report"], "no draft stays"


def test_runs_and_judgements_are_read_back(tmp_path: Path) -> None:
    write_report(small(), tmp_path / "report")
    run, qrels = small().matrices[0].mixed[made_up.HYBRID]
    judged = read_qrels(tmp_path / "report" / "runs" / "toy.qrels")
    assert judged == qrels
    assert read_run(tmp_path / "report" / "runs" / "toy.hybrid.trec.gz", judged=judged) == run


def test_a_report_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    out = tmp_path / "report"
    write_report(small("older"), out)
    write_report(small(), out)
    assert set(contents(out)) == set(FILES)
    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_the_same_report_gives_the_same_files(tmp_path: Path) -> None:
    write_report(small(), tmp_path / "one")
    write_report(small(), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("three years")
    with pytest.raises(EvaluationDataError, match="it is no report; name another one"):
        write_report(small(), tmp_path)
    assert contents(tmp_path) == {"thesis.txt": b"three years"}


@pytest.mark.parametrize("name", ["notes.txt", "runs/thesis.txt"])
def test_a_report_with_something_of_somebody_beside_it_is_refused(name: str, tmp_path: Path) -> None:
    write_report(small(), tmp_path / "report")
    (tmp_path / "report" / name).write_text("three years")
    with pytest.raises(EvaluationDataError, match=f"'{name}' is no part of it"):
        check_folder(tmp_path / "report")


def test_a_file_is_refused_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("")
    with pytest.raises(EvaluationDataError, match="it is a file"):
        check_folder(tmp_path / "report")


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    write_report(small(), tmp_path / "report")
    assert set(contents(tmp_path / "report")) == set(FILES)


def test_two_collections_of_one_name_are_refused(tmp_path: Path) -> None:
    twice = replace(small(), matrices=(made_up.matrix(), made_up.matrix()))
    with pytest.raises(EvaluationDataError, match="two collections of the report are called 'toy'"):
        write_report(twice, tmp_path / "report")


@pytest.mark.parametrize("task", ["Measuring mixed runs", "Writing the report"])
def test_an_interrupted_report_leaves_nothing_behind(task: str, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_report(small(), tmp_path / "report", Stopped(task))
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_report_leaves_the_older_one(tmp_path: Path) -> None:
    write_report(small(), tmp_path / "report")
    before = contents(tmp_path / "report")
    with pytest.raises(KeyboardInterrupt):
        write_report(small("newer"), tmp_path / "report", Stopped("Writing the report"))
    assert contents(tmp_path / "report") == before
    assert [path.name for path in tmp_path.iterdir()] == ["report"]
