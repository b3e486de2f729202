"""``savoir eval encoder``, as a command on its own."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from models.training.scores import BEGIN, END, write_scores
from search_api.cli.eval_encoder import encoder
from search_api.outcomes import outcome_of
from tests.eval.encoding.toys import write_table

app = typer.Typer()
app.command()(encoder)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("SAVOIR_ENCODER", "static")
    bitext = write_table(
        tmp_path / "tatoeba.nl-en.tsv",
        "nl|en",
        "Het water is koud.|The water is cold.",
        "Goed zo!|Well done!",
    )
    pairs = write_table(tmp_path / "stsb.test.tsv", "score|nl1|nl2", "5|een huis|het huis", "1|een kat|ja")
    references = write_table(
        tmp_path / "results.tsv",
        "task|split|subset|model|main_score",
        "Tatoeba|test|nld-eng|sentence-transformers__LaBSE|0.961",
    )
    return ["--bitext", str(bitext), "--sts", str(pairs), "--references", str(references)]


def test_tables_fit_a_hundred_columns(files: list[str]) -> None:
    shown = CliRunner().invoke(app, files, env={"COLUMNS": "100"}, catch_exceptions=False).stdout
    tables = [line.split() for line in shown.splitlines() if not line.startswith("LaBSE:")]
    assert ["tatoeba.nl-en", "nl-en", "F1", "1.000", "0.961", "–", "–", "–", "–", "–", "–"] in tables
    assert ["stsb.test", "nl", "2"] in [line[:3] for line in tables]
    assert "LaBSE: sentence-transformers/LaBSE\n" in shown
    assert all(len(line) <= 100 for line in shown.splitlines())


def test_json_is_all_that_is_printed(files: list[str]) -> None:
    shown = CliRunner().invoke(app, [*files, "--json"], catch_exceptions=False).stdout
    read = json.loads(shown)
    assert [result["accuracy"]["value"] for result in read["bitext"]] == [1, 1]
    assert read["dimensions"] == 256


def test_the_card_of_the_weights_takes_its_scores_from_the_json(files: list[str], tmp_path: Path) -> None:
    card, scores = tmp_path / "README.md", tmp_path / "scores.json"
    card.write_text(BEGIN + END, encoding="utf-8")
    shown = CliRunner().invoke(app, [*files, "--json"], catch_exceptions=False).stdout
    scores.write_text(shown, encoding="utf-8")
    write_scores(card, [scores])
    text = card.read_text(encoding="utf-8")
    assert "| measured, with 95% intervals (`savoir eval encoder`) | static |\n" in text
    assert "| tatoeba.nl-en nl→en, accuracy | 1.000 (1.000–1.000) |\n" in text
    assert f"Weights: `{json.loads(shown)['encoder']}`." in text


def test_sentences_must_be_given() -> None:
    ended = CliRunner().invoke(app, [])
    assert "savoir eval encoder --bitext DIR --sts DIR" in str(ended.exception)
    assert isinstance(ended.exception, Exception)
    assert outcome_of(ended.exception).exit_code == 2
