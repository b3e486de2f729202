"""Dutch compounds and their parts, and how they are learned."""

import math
from pathlib import Path

import pytest

from models.compounds import LINK_COST, CompoundSplitter, dutch_splitter
from models.language import Language
from models.stems import stem
from models.training.compounds import HandLists, count_words, learn, write

WORDS = [
    line.split()
    for line in (Path(__file__).parent / "compounds.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
COMPOUNDS = [(word, parts) for word, *parts in WORDS if parts]
WHOLES = [word for word, *parts in WORDS if not parts]


def stems(parts: tuple[str, ...] | list[str]) -> list[str]:
    return [stem(part, Language.NL) for part in parts]


def test_the_list_is_long_enough_to_mean_something() -> None:
    assert len(COMPOUNDS) >= 190
    assert len(WHOLES) >= 130


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS)
def test_a_compound_comes_apart(word: str, parts: list[str]) -> None:
    assert stems(dutch_splitter().split(word)) == stems(parts)


@pytest.mark.parametrize("word", WHOLES)
def test_a_word_that_is_no_compound_stays_whole(word: str) -> None:
    assert dutch_splitter().split(word) == ()


def test_the_way_with_the_fewest_parts_wins_and_then_the_most_frequent() -> None:
    words = {"stad": 90, "stads": 5, "land": 90, "bouw": 90, "landbouw": 9}
    splitter = CompoundSplitter(words, words)
    assert splitter.split("stadslandbouw") == ("stad", "landbouw")
    mean, _ = splitter.cut("stadslandbouw")
    assert mean == pytest.approx((math.log(90 * 9) - LINK_COST) / 2)


def test_words_of_absurd_length_are_left_alone() -> None:
    assert dutch_splitter().split("weg" * 1000) == ()


def test_learning_keeps_what_is_no_compound_and_what_is_too_frequent_for_one(tmp_path: Path) -> None:
    cells = ["lucht kwaliteit parkeren plan"] * 50 + ["luchtkwaliteit"] * 4 + ["kwaliteitsplan"] * 5000
    lists = HandLists(*(frozenset() for _ in range(6)))
    splitter = learn(count_words(cells), lists)
    assert splitter.split("luchtkwaliteit") == ("lucht", "kwaliteit")
    assert splitter.split("parkeerplan") == ("parkeer", "plan")
    assert splitter.split("kwaliteitsplan") == ()
    write(splitter, tmp_path / "table.txt.xz")
    assert (tmp_path / "table.txt.xz").stat().st_size < 1000


def test_the_shipped_table_is_words_only_and_small() -> None:
    splitter = dutch_splitter()
    known = {*splitter.first, *splitter.last}
    assert 20_000 < len(known) < 60_000
    assert all(word.isascii() and word.isalpha() and len(word) <= 20 for word in known)
