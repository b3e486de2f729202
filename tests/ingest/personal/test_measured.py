"""Precision and recall on the marked set; ``pytest -s`` prints them."""

from collections import Counter

import pytest

from ingest.personal.finding import Kind
from tests.ingest.personal.marked import Sentence, read_marked, scores, wrong

REACHED = {
    Kind.NATIONAL_NUMBER: (1.0, 1.0),
    Kind.IBAN: (1.0, 1.0),
    Kind.EMAIL: (1.0, 1.0),
    Kind.PHONE: (1.0, 1.0),
    Kind.ADDRESS: (1.0, 0.98),
    Kind.NAME: (0.99, 0.94),
}
"""Precision and recall of each kind over the whole set, not to fall below."""


@pytest.fixture(scope="module")
def marked() -> list[Sentence]:
    return read_marked()


def test_the_set_holds_hundreds_of_positives_and_of_near_misses_in_each_language(
    marked: list[Sentence],
) -> None:
    positive = Counter(sentence.language for sentence in marked for mark in sentence.marks if mark.kind)
    near = Counter(sentence.language for sentence in marked for mark in sentence.marks if not mark.kind)
    assert positive.total() >= 300
    assert near.total() >= 300
    assert min(positive[language] for language in ("fr", "nl", "en")) >= 100
    assert min(near[language] for language in ("fr", "nl", "en")) >= 100


def test_a_quarter_of_the_set_was_held_back(marked: list[Sentence]) -> None:
    parts = Counter(sentence.part for sentence in marked)
    assert set(parts) == {"open", "held", "late", "last"}
    assert (parts.total() - parts["open"]) / parts.total() >= 0.25


def test_precision_and_recall_do_not_fall_below_what_was_reached(marked: list[Sentence]) -> None:
    measured = scores(marked)
    for kind, score in measured.items():
        print(f"{kind:16} precision {score.precision:.3f} recall {score.recall:.3f} of {score.marked}")
    fallen = [
        kind
        for kind, (precision, recall) in REACHED.items()
        if measured[kind].precision < precision or measured[kind].recall < recall
    ]
    assert not fallen, "\n".join(wrong(marked))
