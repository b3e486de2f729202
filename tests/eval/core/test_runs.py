"""Runs and judgements in TREC's format and in BEIR's."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.errors import EvaluationDataError
from eval.qrels import read_qrels, write_qrels
from eval.run import Scored, judged_only, read_run, trec_order, write_run
from tests.eval.making import qrels_of, run_of

IDS = st.text("abc/:é1", min_size=1, max_size=5)


def written(tmp_path: Path, text: str, name: str = "file.trec") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@given(st.dictionaries(IDS, st.dictionaries(IDS, st.floats(-1e6, 1e6), min_size=1, max_size=4), min_size=1))
def test_a_run_that_is_written_reads_back_in_trec_order(
    tmp_path_factory: pytest.TempPathFactory, rankings: dict[str, dict[str, float]]
) -> None:
    path = tmp_path_factory.mktemp("runs") / "run.trec"
    run = run_of(rankings, tag="mine")
    write_run(run, path)
    back = read_run(path)
    assert back.tag == "mine"
    assert back.rankings == {topic: trec_order(scored) for topic, scored in run.rankings.items()}


@given(st.dictionaries(IDS, st.dictionaries(IDS, st.integers(-1, 3), min_size=1, max_size=4), min_size=1))
def test_judgements_that_are_written_read_back(
    tmp_path_factory: pytest.TempPathFactory, grades: dict[str, dict[str, int]]
) -> None:
    path = tmp_path_factory.mktemp("qrels") / "qrels.trec"
    write_qrels(qrels_of(grades), path)
    assert read_qrels(path) == grades


def test_equal_scores_fall_as_in_trec_eval_the_greater_id_first() -> None:
    scored = [Scored("a", 1.0), Scored("c", 1.0), Scored("b", 2.0)]  # type: ignore[arg-type]
    assert [one.document for one in trec_order(scored)] == ["b", "c", "a"]


def test_scores_that_32_bits_cannot_tell_apart_are_equal() -> None:
    scored = [Scored("a", 1.0 + 1e-9), Scored("b", 1.0), Scored("c", 1e300)]  # type: ignore[arg-type]
    assert [one.document for one in trec_order(scored)] == ["c", "b", "a"]


def test_the_ranks_of_a_file_do_not_count_its_scores_do(tmp_path: Path) -> None:
    path = written(tmp_path, "q Q0 a 1 0.5 tag\nq Q0 b 2 0.9 tag\n")
    assert [one.document for one in read_run(path).rankings["q"]] == ["b", "a"]  # type: ignore[index]


def test_gzipped_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "run.trec.gz"
    path.write_bytes(gzip.compress(b"q Q0 a 1 0.5 tag\n"))
    assert list(read_run(path).rankings) == ["q"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("q Q0 a 1 0.5 t\nq Q0 a 2 0.4 t\n", 2, "ranked for topic 'q' before"),
        ("q Q0 a 1 nan t\n", 1, "cannot be ranked"),
        ("q Q0 a 1 inf t\n", 1, "cannot be ranked"),
        ("q Q0 a 1 high t\n", 1, "no number"),
        ("q Q0 a 1 0.5 t\nq 0 b 1\n", 2, "looks like judgements"),
        ("q Q0 a 1 0.5\n", 1, "5 columns"),
        ("other Q0 a 1 0.5 t\n", 1, "another collection"),
        ("\n \n", None, "empty"),
    ],
)
def test_a_bad_run_is_told_by_file_and_line(tmp_path: Path, text: str, line: int | None, reason: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(EvaluationDataError, match=reason) as caught:
        read_run(path, judged=qrels_of({"q": {"a": 1}}))
    assert (caught.value.path, caught.value.line) == (path, line)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("q 0 a 1\nq 0 a 2\n", 2, "judged for topic 'q' before"),
        ("q 0 a 1\nq\tb\t1\n", 2, "3 columns, the lines before have 4"),
        ("q 0 a 1\nq 0 b good\n", 2, "no whole number"),
        ("q 0 a 1\nq 0 b 0.5\n", 2, "no whole number"),
        ("q Q0 a 1 0.5 t\n", 1, "6 columns"),
        ("query-id\tcorpus-id\tscore\n", None, "no judgements"),
    ],
)
def test_bad_judgements_are_told_by_file_and_line(
    tmp_path: Path, text: str, line: int | None, reason: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(EvaluationDataError, match=reason) as caught:
        read_qrels(path)
    assert (caught.value.path, caught.value.line) == (path, line)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"q 0 a 1\n\xe9\n"])
def test_a_file_that_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qrels.trec"
    path.write_bytes(content)
    with pytest.raises(EvaluationDataError, match="UTF-8"):
        read_qrels(path)


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"q 0 a 1\n", mtime=0)[:-9], b"\x1f\x8b\x08" + b"x" * 20]
)
def test_a_damaged_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "qrels.trec.gz"
    path.write_bytes(content)
    with pytest.raises(EvaluationDataError, match="cannot be read"):
        read_qrels(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationDataError, match="No such file"):
        read_run(tmp_path / "nowhere.trec")


def test_an_id_with_a_space_is_not_written_and_the_old_file_stays(tmp_path: Path) -> None:
    path = written(tmp_path, "old", "run.trec")
    with pytest.raises(EvaluationDataError, match="white space"):
        write_run(run_of({"q": {"fine": 2.0, "a b": 1.0}}), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_unjudged_topics_can_be_left_out() -> None:
    run = judged_only(run_of({"q": {"a": 1.0}, "other": {"a": 1.0}}), qrels_of({"q": {"a": 1}}))
    assert list(run.rankings) == ["q"]
