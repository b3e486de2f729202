"""``savoir bench``."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.bench.results import BenchResult
from search_api.cli.bench_report import print_bench
from tests.end_to_end.folders import write_texts
from tests.end_to_end.program import Here
from tests.eval.bench.making import DESK, result, size


@pytest.fixture
def savoir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Here:
    return Here(tmp_path / "data", monkeypatch, capsys)


@pytest.mark.parametrize("sizes", ["0", "abc", "999", "10000,,20000", "-5", "1e4", ""])
def test_sizes_that_are_none_are_refused_before_anything_is_done(savoir: Here, sizes: str) -> None:
    finished = savoir("bench", f"--passages={sizes}")
    assert finished.code == 2
    assert "--passages" in finished.err
    assert "write for example" in " ".join(finished.err.replace("│", " ").split())


def test_a_folder_that_is_not_there_is_refused(savoir: Here, tmp_path: Path) -> None:
    finished = savoir("bench", "--ingest", tmp_path / "nowhere")
    assert finished.code == 2
    assert "does not exist" in " ".join(finished.err.replace("│", " ").split())


def test_a_folder_without_files_is_refused(savoir: Here, tmp_path: Path) -> None:
    (tmp_path / "folder" / "deeper").mkdir(parents=True)
    finished = savoir("bench", "--ingest", tmp_path / "folder", "--passages", "1000")
    assert finished.code == 2
    assert "there is no file in" in " ".join(finished.err.replace("│", " ").split())


def test_the_ingest_of_a_folder_is_told_by_stage(savoir: Here, tmp_path: Path) -> None:
    folder = write_texts(tmp_path / "folder")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (folder / "again.txt").write_bytes((folder / "peage.txt").read_bytes())
    finished = savoir("bench", "--ingest", folder, "--json")
    assert finished.code == 0, finished.err
    measured = BenchResult.from_json(finished.out)
    ingest = measured.ingest
    assert measured.sizes == ()
    assert ingest is not None
    assert (ingest.files, ingest.failed, ingest.pages) == (3, 1, 2)
    assert ingest.passages >= 2
    assert [stage.name for stage in ingest.stages] == ["read", "measure", "encode", "store", "publish"]
    assert sum(stage.seconds for stage in ingest.stages) == pytest.approx(ingest.seconds, abs=0.1)
    assert list(folder.parent.iterdir()) == [folder]


def test_everything_is_printed_in_lines_of_at_most_a_hundred_characters(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sizes = size(1_000, 0.5), size(100_000, 1_234.5, rss=None), size(1_000_000, 9_876.5)
    print_bench(result(*sizes, desk=DESK))
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "…" not in out
    for words in ("1,000,000", "9,876", "unknown", "0.000841", "skipped: bm25s", "open: 0.25", "45,678"):
        assert words in out


def test_pages_that_let_librarians_wait_too_long_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_bench(result(desk=DESK, ingest=None))
    *_, last = capsys.readouterr().out.splitlines()
    assert last == "over 300 ms: many at a time, 50 to publish: preview; load 12.34 at the end"
    print_bench(result(desk=replace(DESK, pages=DESK.pages[:1], load=None), ingest=None))
    assert capsys.readouterr().out.endswith("no page took more than 300 ms\n")


def test_a_desk_of_too_few_studies_is_refused(savoir: Here) -> None:
    finished = savoir("bench", "--desk", "--studies", "1499")
    assert finished.code == 2
    assert "--studies" in finished.err


def test_only_what_was_measured_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    print_bench(result())
    out = capsys.readouterr().out
    assert "Ingesting 1,234 files (12 failed)" in out
    assert "Searching" not in out
