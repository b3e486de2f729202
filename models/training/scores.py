"""The table of scores in the card of the weights, from what ``savoir eval encoder --json`` prints."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from models.errors import ScoresError

BEGIN, END = "<!-- scores, written by `savoir train card --scores` -->\n", "<!-- end of the scores -->"
_BLOCK = re.compile(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", re.DOTALL)
_NOT_MEASURED = "–"

Column = Mapping[str, str]
"""What one encoder did, by the name of the row."""


def write_scores(card: Path, files: Sequence[Path]) -> None:
    """Write a table with a column for each file of scores between the marks of a card.

    Raises:
        ScoresError: a file cannot be read.
        ValueError: the card has no marks.
    """
    text = card.read_text(encoding="utf-8")
    found = _BLOCK.search(text)
    if not found:
        raise ValueError(f"{card} has no place for scores")
    table = _table([_read(path) for path in files])
    card.write_text(text[: found.start()] + table + text[found.end() :], encoding="utf-8")


def _table(columns: Sequence[tuple[str, Column]]) -> str:
    rows = list(dict.fromkeys(row for _, column in columns for row in column))
    kinds = [name.partition(":")[0] for name, _ in columns]
    cells = [
        ["measured, with 95% intervals (`savoir eval encoder`)", *kinds],
        ["---"] * (len(columns) + 1),
        *([row, *(column.get(row, _NOT_MEASURED) for _, column in columns)] for row in rows),
    ]
    names = ", ".join(f"`{name}`" for name, _ in columns)
    return "".join(f"| {' | '.join(line)} |\n" for line in cells) + f"\nWeights: {names}.\n"


def _read(path: Path) -> tuple[str, Column]:
    """Return an encoder's name and its column."""
    try:
        measured = json.loads(path.read_text(encoding="utf-8"))
        return str(measured["encoder"]), dict(_figures(measured))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ScoresError(path, repr(error)) from error


def _figures(measured: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for one in measured["bitext"]:
        yield f"{one['name']} {one['source']}→{one['target']}, accuracy", _estimate(one["accuracy"])
    for one in measured["sts"]:
        yield f"{one['name']} {one['language']}, Spearman", _estimate(one["spearman"])
    speed = measured["speed"]
    passages = f"{speed['passages_per_second']:,.0f} on {speed['machine']['cores']} cores"
    yield f"passages of {speed['words_per_passage']} words a second", passages
    yield "a question, p95", f"{speed['query']['p95']:.2f} ms"


def _estimate(estimate: Mapping[str, Any]) -> str:
    low, high = estimate["interval"]
    return f"{_figure(estimate['value'])} ({_figure(low)}–{_figure(high)})"


def _figure(value: float) -> str:
    return f"{value:.3f}".replace("0.", ".", 1)
