"""What training must not see: texts that are measured on, or are chosen on.

A text overlaps when a good part of its sequences of eight words occurs in a text of an evaluation set, or, if
it is shorter than that, when it equals a query, a title or a sentence of one.
"""

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.folding import fold

SHARED_AT_MOST = 0.3
"""Share of a text's sequences of words above which it overlaps."""

_LENGTH = 8
_BASE = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\w+")

Hashes = NDArray[np.uint64]


class Audit:
    """Knows the sequences of eight words of all texts that are held out, by their hashes."""

    def __init__(self, held_out: Iterable[str]) -> None:
        """Read the texts that training must not see."""
        self._numbers: dict[str, int] = {}
        long: list[Hashes] = []
        short: set[int] = set()
        for text in held_out:
            words = self._words(text)
            if len(words) < _LENGTH:
                short.add(_whole(words))
            else:
                long.append(_sequences(words))
        self._long = np.unique(np.concatenate(long)) if long else np.empty(0, np.uint64)
        self._short = frozenset(short)

    def overlaps(self, text: str) -> bool:
        """Tell whether a text shares too much with those held out."""
        words = self._words(text)
        if len(words) < _LENGTH:
            return len(words) > 0 and _whole(words) in self._short
        if not len(self._long):
            return False
        found = _sequences(words)
        places = np.searchsorted(self._long, found).clip(max=len(self._long) - 1)
        return bool((self._long[places] == found).mean() > SHARED_AT_MOST)

    def _words(self, text: str) -> Hashes:
        numbers = self._numbers
        found = [numbers.setdefault(word, len(numbers) + 1) for word in _WORD.findall(fold(text))]
        return np.array(found, dtype=np.uint64)


def _sequences(words: Hashes) -> Hashes:
    """Return a polynomial hash of every eight words in a row."""
    return _polynomial(np.lib.stride_tricks.sliding_window_view(words, _LENGTH))


def _whole(words: Hashes) -> int:
    return int(_polynomial(words[None, :])[0])


def _polynomial(rows: Hashes) -> Hashes:
    """Hash every row: Horner's rule modulo 2**64, the words' numbers scattered first."""
    scattered = rows * _BASE
    scattered ^= scattered >> np.uint64(29)
    total = np.zeros(len(rows), dtype=np.uint64)
    for column in scattered.T:
        total = (total + column) * _BASE
    return total


def evaluation_texts(data: Path) -> Iterator[str]:
    """Yield what is measured under ``data/eval``: sentences, topics, and the documents that answer one.

    Other documents of a collection are only there to be told apart from those. Training parts are left out.
    """
    for folder in sorted((data / "eval").glob("[!_]*")):
        answers = _judged(folder)
        for path in sorted(folder.glob("*.gz")):
            if ".train." not in path.name:
                yield from _texts(path, answers)


def _judged(folder: Path) -> frozenset[str]:
    """Return the documents that some topic of a collection is answered by."""
    lines = (line for path in folder.glob("qrels*.tsv") for line in path.read_text("utf-8").splitlines())
    return frozenset(line.split("\t")[1] for line in lines)


def _texts(path: Path, answers: frozenset[str]) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if ".jsonl" not in path.name:
                yield from filter(str.strip, line.split("\t"))
                continue
            row = json.loads(line)
            if not path.name.startswith("corpus.") or row["id"] in answers:
                yield from (row[name] for name in ("title", "text") if row.get(name))
