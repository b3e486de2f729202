import json
from pathlib import Path
from typing import Any

import pytest

from models.errors import ScoresError
from models.load import WEIGHTS
from models.training.scores import BEGIN, END, write_scores

CARD = f"# Weights\n\n{BEGIN}old\n{END}\n\nThe end.\n"


def estimate(value: float, low: float, high: float) -> dict[str, Any]:
    return {"value": value, "interval": [low, high]}


def measured(encoder: str, **more: object) -> dict[str, Any]:
    """Made-up scores in the form of `savoir eval encoder --json`."""
    mining = {"name": "ntrex", "source": "fr", "target": "nl", "sentences": 9, "repeated": 0, "published": []}
    machine = {"cores": 2, "processor": "any"}
    speed = {"passages_per_second": 9210.4, "words_per_passage": 200, "machine": machine}
    return {
        "encoder": encoder,
        "dimensions": 4,
        "bitext": [mining | {"accuracy": estimate(0.96, 0.9514, 0.968), "f1": estimate(0.5, 0.4, 0.6)}],
        "sts": [{"name": "sts", "language": "en", "pairs": 9, "spearman": estimate(1.0, -0.1, 1.0)}],
        "speed": speed | {"query": {"p50": 1.0, "p95": 3.456}},
    } | more


def written(tmp_path: Path, *encoders: dict[str, Any]) -> list[str]:
    """Return the lines of a card into which scores were written."""
    card = tmp_path / "README.md"
    card.write_text(CARD, encoding="utf-8")
    files = [tmp_path / f"{number}.json" for number in range(len(encoders))]
    for path, encoder in zip(files, encoders, strict=True):
        path.write_text(json.dumps(encoder), encoding="utf-8")
    write_scores(card, files)
    return card.read_text(encoding="utf-8").splitlines()


def test_the_table_has_a_row_a_figure_and_a_column_an_encoder(tmp_path: Path) -> None:
    other = measured("contextual:def", sts=[])
    assert written(tmp_path, measured("static:abc"), other)[2:-2] == [
        BEGIN.rstrip(),
        "| measured, with 95% intervals (`savoir eval encoder`) | static | contextual |",
        "| --- | --- | --- |",
        "| ntrex fr→nl, accuracy | .960 (.951–.968) | .960 (.951–.968) |",
        "| sts en, Spearman | 1.000 (-.100–1.000) | – |",
        "| passages of 200 words a second | 9,210 on 2 cores | 9,210 on 2 cores |",
        "| a question, p95 | 3.46 ms | 3.46 ms |",
        "",
        "Weights: `static:abc`, `contextual:def`.",
        END,
    ]


def test_all_else_in_the_card_stays(tmp_path: Path) -> None:
    lines = written(tmp_path, measured("static:abc"))
    assert (lines[:2], lines[-2:]) == (["# Weights", ""], ["", "The end."])
    assert "old" not in lines


def test_scores_that_were_written_are_replaced_by_the_next(tmp_path: Path) -> None:
    written(tmp_path, measured("static:abc"))
    card, path = tmp_path / "README.md", tmp_path / "0.json"
    before = card.read_text(encoding="utf-8")
    write_scores(card, [path])
    assert card.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("contents", ["", "[]", "{}", '{"encoder": "a", "bitext": [{}]}', '{"encoder": 1}'])
def test_scores_that_cannot_be_read_are_named_and_the_card_stays(tmp_path: Path, contents: str) -> None:
    card, path = tmp_path / "README.md", tmp_path / "scores.json"
    card.write_text(CARD, encoding="utf-8")
    path.write_text(contents, encoding="utf-8")
    with pytest.raises(ScoresError, match=r"scores\.json"):
        write_scores(card, [path])
    assert card.read_text(encoding="utf-8") == CARD


def test_a_card_without_a_place_for_scores_is_refused(tmp_path: Path) -> None:
    card = tmp_path / "README.md"
    card.write_text("# Weights\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for scores"):
        write_scores(card, [])


def test_the_shipped_card_has_a_place_for_scores() -> None:
    text = (WEIGHTS / "README.md").read_text(encoding="utf-8")
    assert text.count(BEGIN) == text.count(END) == 1
