"""Sentences with what must be recognised in them, and what is read in them."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.administrations import registry
from search_api.interpreting.interpret import interpret

TODAY = date(2026, 6, 30)
UNCHANGED = "="


@dataclass(frozen=True, slots=True)
class Sentence:
    """A question, what is left of it, and the parameters that it says."""

    text: str
    left: str
    filters: Mapping[str, tuple[str, ...]]


def sentences(name: str) -> Iterator[Sentence]:
    """Yield the sentences of a table; "=" is a question that is left as it is."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            said = (pair.split("=") for pair in row["filters"].split())
            left = row["text"] if row["left"] == UNCHANGED else row["left"]
            yield Sentence(row["text"], left, {key: tuple(values.split(",")) for key, values in said})


def misreadings(name: str) -> list[str]:
    """Return a line for each sentence that is read otherwise than its table says."""
    return [line for sentence in sentences(name) if (line := misread(sentence))]


def misread(sentence: Sentence) -> str:
    """Return how a sentence is misread; nothing where it is read as it must be."""
    read = interpret(sentence.text, registry=registry(), today=TODAY)
    filters: dict[str, tuple[str, ...]] = {}
    for one in read.recognised:
        filters.update(one.parameters)
    if (read.question, filters) == (sentence.left, sentence.filters):
        return ""
    return f"{sentence.text!r}: left {read.question!r}, filters {filters}"
