"""Tables of translations: how they are learned, written and read."""

from pathlib import Path

import numpy as np
import pytest

from models.errors import WeightsDamagedError
from models.language import Language
from models.lexical import analyse
from models.training.alignment import NULL, Pair, align
from models.training.translations import Lexicon, Row, analysed, learn, write
from models.translation import TABLES, read_table, translations

FR, NL, EN = Language.FR, Language.NL, Language.EN

SENTENCES = [
    Row(*texts, 1.0)
    for texts in (
        ("le vélo", "de fiets"),
        ("le vélo rouge", "de rode fiets"),
        ("la maison rouge", "het rode huis"),
        ("la maison", "het huis"),
        ("le tram", "de tram"),
    )
] * 3


def test_words_that_always_meet_are_told_from_those_that_sometimes_do() -> None:
    """Two sentences: "1 2" is "1 2" and "1" is "1"; what is left of the first must be 2 for 2."""
    aligned = align([Pair([1, 2], [1, 2]), Pair([1], [1])], iterations=20)
    found = dict(zip(zip(aligned.source, aligned.target, strict=True), aligned.probability, strict=True))
    assert found[1, 1] > 0.9
    assert found[2, 2] > 0.9
    assert found[2, 1] < 0.1


def test_the_probabilities_of_each_word_sum_to_one() -> None:
    aligned = align([Pair([1, 2, 3], [1, 2]), Pair([2], [3]), Pair([1, 3], [2, 3])])
    sums = np.bincount(aligned.source, aligned.probability)
    assert sums == pytest.approx(np.ones(4), abs=1e-5)
    assert NULL in aligned.source


def test_a_pair_counts_as_often_as_its_weight_says() -> None:
    twice = align([Pair([1], [1]), Pair([1], [2]), Pair([1], [2])])
    weighed = align([Pair([1], [1]), Pair([1], [2], 2.0)])
    assert weighed.probability == pytest.approx(twice.probability)


def test_translations_are_learned_in_both_directions() -> None:
    there, back = learn(analysed(SENTENCES, FR, NL), FR, NL)
    best = {term: entry[0][0] for lexicon in (there, back) for term, entry in lexicon.entries.items()}
    for one, other in (("vélo", "fiets"), ("maison", "huis"), ("rouge", "rode")):
        (french,), (dutch,) = analyse(one, FR), analyse(other, NL)
        assert (best[french.term], best[dutch.term]) == (dutch.term, french.term)
    for lexicon in (there, back):
        assert all(sum(share for _, share in entry) == pytest.approx(1) for entry in lexicon.entries.values())


def test_a_table_that_is_written_reads_back(tmp_path: Path) -> None:
    lexicons = [
        Lexicon(FR, NL, {"velo": [("fiet", 0.75), ("rijwiel", 0.25)], "ecole": [("school", 1.0)]}),
        Lexicon(NL, FR, {"fiet": [("velo", 1.0)]}),
    ]
    write(lexicons, tmp_path / "tables.safetensors")
    table = read_table(tmp_path / "tables.safetensors", FR, NL)
    assert table.translate("velo") == pytest.approx({"fiet": 0.75, "rijwiel": 0.25}, abs=0.01)
    assert table.translate("ecole") == {"school": 1.0}
    assert table.translate("fiet") == table.translate("zzz") == table.translate("") == {}
    assert read_table(tmp_path / "tables.safetensors", NL, FR).translate("fiet") == {"velo": 1.0}


@pytest.mark.parametrize("content", [None, b"", b"no table"])
def test_a_missing_or_damaged_file_is_told(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "tables.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WeightsDamagedError, match=r"tables.safetensors cannot be read"):
        read_table(path, FR, NL)


def test_a_file_without_a_direction_is_told(tmp_path: Path) -> None:
    write([Lexicon(FR, NL, {"velo": [("fiet", 1.0)]})], tmp_path / "tables.safetensors")
    with pytest.raises(WeightsDamagedError):
        read_table(tmp_path / "tables.safetensors", NL, EN)


@pytest.mark.parametrize(
    ("source", "word", "target", "expected"),
    [
        (FR, "eau", NL, "water"),
        (NL, "scholen", FR, "école"),
        (EN, "budget", NL, "begroting"),
        (FR, "sécurité", EN, "security"),
        (NL, "belasting", EN, "tax"),
        (EN, "water", FR, "eau"),
    ],
)
def test_the_shipped_tables_know_everyday_words(
    source: Language, word: str, target: Language, expected: str
) -> None:
    (asked, *_), (wanted, *_) = analyse(word, source), analyse(expected, target)
    assert wanted.term in translations(source, target).translate(asked.term)


def test_the_shipped_tables_take_less_than_15_megabytes_and_hold_shares() -> None:
    assert TABLES.stat().st_size < 15_000_000
    table = translations(FR, NL)
    assert table.terms == sorted(set(table.terms))
    assert all(
        0.9 < sum(table.translate(term).values()) < 1.1 for term in table.terms[:500] if table.translate(term)
    )
