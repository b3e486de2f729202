"""``savoir eval`` as an evaluation script uses it."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.program import Apart, Here, until
from tests.eval.making import parallel_collection


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    (tmp_path / "toy").mkdir()
    return parallel_collection(tmp_path / "toy")


def test_a_collection_is_run_measured_and_compared(empty: Here, toy: Path, tmp_path: Path) -> None:
    """A French question is asked of Dutch documents; every file is one that trec_eval reads."""
    base, new = tmp_path / "base.trec", tmp_path / "new.trec"
    asked: list[str | Path] = [
        "--collection",
        toy,
        "--documents",
        "nl",
        "--query-languages",
        "fr",
        "--mode",
        "semantic",
    ]
    assert empty("eval", "run", *asked, "--depth", "2", "--out", new).code == 0
    lines = [line.split(" ") for line in new.read_text().splitlines()]
    assert {(len(line), line[1], line[5]) for line in lines} == {(6, "Q0", "semantic")}
    assert [line[3] for line in lines] == ["1", "2"] * 3
    qrels = tmp_path / "new.qrels"
    assert qrels.read_text().splitlines()[0] == "q-water 0 water 1"

    measured = empty("eval", "measure", "--qrels", qrels, "--run", new, "--json", "--per-query").json
    assert measured["topics"] == 3
    assert measured["measures"]["Success@10"]["mean"] == 1.0
    assert set(measured["per_query"]) == {"q-water", "q-housing", "q-noise"}

    base.write_text("q-water Q0 noise 1 2.0 hand\nq-water Q0 water 2 1.0 hand\n")
    (compared,) = empty("eval", "compare", "--qrels", qrels, base, new, "--measures", "RR@10", "--json").json
    assert (compared["base"], compared["new"]) == pytest.approx((1 / 6, 1.0))
    shown = empty("eval", "compare", "--qrels", qrels, base, new)
    assert "won/lost/tied" in shown.out
    assert "3/0/0" in shown.out


def test_the_matrix_shows_both_directions_and_the_mixed_index(empty: Here, toy: Path) -> None:
    found = empty("eval", "matrix", "--collection", toy, "--mode", "semantic", "--json").json
    assert {(cell["query"], cell["document"]) for cell in found["cells"]} == {
        (query, document) for query in ("fr", "nl") for document in ("fr", "nl")
    }
    assert {row["query"]: row["counterpart@10"]["mean"] for row in found["fairness"]} == {
        "fr": 1.0,
        "nl": 1.0,
    }
    shown = empty("eval", "matrix", "--collection", toy, "--mode", "semantic")
    assert "counterpart@10" in shown.out


def test_a_drop_under_the_baseline_ends_with_1(empty: Here, toy: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    made = empty("eval", "check", "--baseline", kept, "--update", "--collection", toy, "--measures", "RR@10")
    assert made.code == 0
    assert empty("eval", "check", "--baseline", kept).code == 0
    content = json.loads(kept.read_text())
    content["figures"]["keyword/all/RR@10"] += 0.1
    kept.write_text(json.dumps(content))
    dropped = empty("eval", "check", "--baseline", kept)
    assert dropped.code == 1
    assert "1 of 9 figures fell" in dropped.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["run", "--collection", "TOY", "--out", "x", "--mode", "magic"], 2, "none of keyword, semantic"),
        (["run", "--collection", "TOY", "--out", "x", "--documents", "de"], 2, "none of fr, nl, en"),
        (["run", "--collection", "TOY", "--out", "x", "--documents", "en"], 23, "no documents in en"),
        (["run", "--collection", "nowhere", "--out", "x"], 23, "no such folder"),
        (["measure", "--qrels", "TOY/qrels.tsv", "--run", "TOY/qrels.tsv"], 23, "qrels.tsv, line 1"),
        (["measure", "--qrels", "TOY/qrels.tsv", "--run", "none.trec"], 23, "cannot be read"),
        (["compare", "--qrels", "TOY/qrels.tsv", "one.trec"], 2, "at least one other run"),
        (["check", "--baseline", "none.json"], 23, "--update"),
        (["encoder"], 2, "--bitext"),
    ],
)
def test_bad_input_is_told_in_one_line(
    empty: Here, toy: Path, arguments: list[str], code: int, words: str
) -> None:
    finished = empty("eval", *(argument.replace("TOY", str(toy)) for argument in arguments))
    assert finished.code == code
    assert words in " ".join(finished.err.replace("│", " ").split())
    assert "Traceback" not in finished.err


def test_a_run_of_other_topics_is_refused_unless_they_are_to_be_left_out(
    empty: Here, toy: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run.trec"
    run.write_text("q-water Q0 water 1 1.0 t\nother Q0 water 1 1.0 t\n")
    arguments = ["measure", "--qrels", str(toy / "qrels.tsv"), "--run", str(run), "--json"]
    refused = empty("eval", *arguments)
    assert refused.code == 23
    assert "line 2" in refused.err
    measured = empty("eval", *arguments, "--skip-unjudged").json
    assert measured["measures"]["Success@10"]["mean"] == pytest.approx(1 / 3)


@pytest.mark.slow
def test_a_run_that_is_told_to_end_leaves_nothing_behind(tmp_path: Path) -> None:
    """Told while the library is there, whose files are in the directory for temporary files."""
    (tmp_path / "tmp").mkdir()
    command = Apart(tmp_path / "data", {"TMPDIR": str(tmp_path / "tmp")})
    out = tmp_path / "run.trec"
    with command.running("eval", "run", "--collection", "corpus/sample", "--out", out) as process:
        until(lambda: any((tmp_path / "tmp").glob("savoir-eval-*/extractions/*")), process)
        process.terminate()
        process.communicate()
        assert process.returncode == 143
    assert not list((tmp_path / "tmp").glob("savoir-*"))
    assert not out.exists()
