"""The marked set: sentences in which ``⟦kind:…⟧`` is personal data and ``⟦-:…⟧`` only looks like it.

All people, numbers and addresses are invented; register numbers have a counter that is never given out
(000 or 999), account numbers a bank that does not exist.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.personal.find import find_personal_data
from ingest.personal.finding import Finding, Kind

_MARK = re.compile(r"⟦(?P<kind>[a-z_]+|-):(?P<text>[^⟧]*)⟧")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a sentence; ``kind`` is ``None`` for a near miss."""

    kind: Kind | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and the marks."""

    part: str
    """``open``: the rules were made on it. ``held``, ``late`` and ``last`` were measured before they
    were used to mend the rules."""
    language: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What was found of one kind."""

    marked: int
    found: int
    right: int
    told: int

    @property
    def precision(self) -> float:
        """Share of what was told that is right."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Share of what is marked that was found whole."""
        return self.found / self.marked if self.marked else 1.0


def read_marked() -> list[Sentence]:
    with (Path(__file__).parent / "marked.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [_sentence(row["part"], row["language"], row["text"].replace("⏎", "\n")) for row in rows]


def _sentence(part: str, language: str, written: str) -> Sentence:
    text, marks, last = "", [], 0
    for match in _MARK.finditer(written):
        text += written[last : match.start()]
        kind = None if match["kind"] == "-" else Kind(match["kind"])
        marks.append(Mark(kind, len(text), len(text) + len(match["text"])))
        text += match["text"]
        last = match.end()
    return Sentence(part, language, text + written[last:], tuple(marks))


def scores(sentences: Iterable[Sentence]) -> dict[Kind, Score]:
    """Return the score of each kind.

    Marked data is found when a finding of its kind covers it whole and is at most 12 characters longer; a
    finding is right when it touches marked data of its kind.
    """
    counts: Counter[tuple[Kind, str]] = Counter()
    for sentence in sentences:
        findings = find_personal_data(sentence.text)
        for mark in sentence.marks:
            if mark.kind is not None:
                counts[mark.kind, "marked"] += 1
                counts[mark.kind, "found"] += any(_covers(one, mark) for one in findings)
        for one in findings:
            counts[one.kind, "told"] += 1
            counts[one.kind, "right"] += any(_touches(one, mark) for mark in sentence.marks)
    return {
        kind: Score(*(counts[kind, name] for name in ("marked", "found", "right", "told"))) for kind in Kind
    }


def _covers(one: Finding, mark: Mark) -> bool:
    longer = (one.end - one.start) - (mark.end - mark.start)
    return one.kind is mark.kind and one.start <= mark.start and mark.end <= one.end and longer <= 12


def _touches(one: Finding, mark: Mark) -> bool:
    return one.kind is mark.kind and one.start < mark.end and mark.start < one.end


def wrong(sentences: Iterable[Sentence]) -> list[str]:
    """Return what was missed and what was found wrongly, for whoever mends the rules."""
    told = []
    for sentence in sentences:
        findings = find_personal_data(sentence.text)
        told += [
            f"missed {mark.kind}: {sentence.text[mark.start : mark.end]!r} in {sentence.text}"
            for mark in sentence.marks
            if mark.kind is not None and not any(_covers(one, mark) for one in findings)
        ]
        told += [
            f"false {one.kind} ({one.why}): {one.text!r} in {sentence.text}"
            for one in findings
            if not any(_touches(one, mark) for mark in sentence.marks)
        ]
    return told
