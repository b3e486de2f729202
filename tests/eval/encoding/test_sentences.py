"""Files of sentences, good and bad."""

from pathlib import Path

import pytest

from eval.encoding.sentences import Bitext, RatedPairs, read_bitext, read_rated_pairs
from eval.encoding.tables import table_files
from eval.errors import EvaluationDataError
from models.language import Language
from tests.eval.encoding.toys import write_table


@pytest.mark.parametrize("name", ["news.tsv", "news.tsv.gz"])
def test_a_bitext_is_read_plain_or_gzipped(tmp_path: Path, name: str) -> None:
    path = write_table(tmp_path / name, "nl|en", 'een "huis|a house', "l’eau| water ")
    assert read_bitext(path) == Bitext(
        name="news",
        sentences={Language.NL: ('een "huis', "l’eau"), Language.EN: ("a house", "water")},
    )


def test_pairs_are_read_by_split_and_language(tmp_path: Path) -> None:
    rows = ["TRAIN|1|a|b|c|d|x", "TEST|2|e|f|g|h|x", "TRAIN|4.5|i|j|k|l|x", "TEST|3|m|n|o|p|x"]
    path = write_table(tmp_path / "sick.tsv", "split|score|en1|en2|nl1|nl2|entailment", *rows)
    read = read_rated_pairs(path)
    assert [(pairs.name, pairs.language) for pairs in read] == [
        ("sick TRAIN", "nl"),
        ("sick TRAIN", "en"),
        ("sick TEST", "nl"),
        ("sick TEST", "en"),
    ]
    assert read[0] == RatedPairs(
        name="sick TRAIN", language=Language.NL, first=("c", "k"), second=("d", "l"), scores=(1, 4.5)
    )


def test_pairs_without_a_split_are_one_set(tmp_path: Path) -> None:
    path = write_table(tmp_path / "stsb.test.tsv", "score|fr1|fr2", "1|a|b", "2|c|d")
    (pairs,) = read_rated_pairs(path)
    assert (pairs.name, pairs.language, pairs.second) == ("stsb.test", "fr", ("b", "d"))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], ": it is empty"),
        (["fr|nl"], ", line 1: nothing follows"),
        (["Bonjour|Goedendag", "Oui|Ja"], ", line 1: 'Bonjour' is no language"),
        (["fr|de", "a|b"], ", line 1: 'de' is no language"),
        (["fr", "a"], ", line 1: there is one column alone"),
        (["fr|fr", "a|b"], ", line 1: the column 'fr' is there twice"),
        (["fr|nl", "a|b", "c"], ", line 3: the row has 1 cells, but the first line names 2 columns"),
        (["fr|nl", "a|b|c"], ", line 2: the row has 3 cells"),
        (["fr|nl", "a|b", "", "c| "], ", line 4: the cell of column 'nl' is empty"),
    ],
)
def test_a_bad_bitext_is_refused_with_its_line(tmp_path: Path, rows: list[str], said: str) -> None:
    path = write_table(tmp_path / "bad.tsv", *rows)
    with pytest.raises(EvaluationDataError) as caught:
        read_bitext(path)
    assert f"{path}{said}" in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["fr1|fr2", "a|b"], ", line 1: no column is called 'score'"),
        (["score|fr1", "1|a"], ", line 1: the column 'fr1' has no partner"),
        (["score|de1|de2", "1|a|b"], ", line 1: there is no pair of columns"),
        (["score|fr1|fr2", "1|a|b", "high|c|d"], ", line 3: 'high' in column 'score' is no number"),
        (["score|fr1|fr2", "1|a|b", "nan|c|d"], ", line 3: 'nan' in column 'score' is no number"),
        (["score|fr1|fr2", "1|a|b", "inf|c|d"], ", line 3: 'inf' in column 'score' is no number"),
        (["split|score|fr1|fr2", "|1|a|b"], ", line 2: the cell of column 'split' is empty"),
        (["score|fr1|fr2", "1|a|b", "1|c|d"], ": bad: every score is the same"),
    ],
)
def test_bad_pairs_are_refused_with_their_line(tmp_path: Path, rows: list[str], said: str) -> None:
    path = write_table(tmp_path / "bad.tsv", *rows)
    with pytest.raises(EvaluationDataError) as caught:
        read_rated_pairs(path)
    assert f"{path}{said}" in str(caught.value)


def test_a_file_that_only_says_it_is_gzipped_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv.gz"
    path.write_text("fr\tnl\n")
    with pytest.raises(EvaluationDataError, match=r"bad\.tsv\.gz"):
        read_bitext(path)


def test_a_folder_means_the_tables_in_it_and_none_is_read_twice(tmp_path: Path) -> None:
    for name in ("b.tsv", "a.tsv.gz", "README.md", "c.csv"):
        (tmp_path / name).touch()
    found = table_files([tmp_path, tmp_path / "b.tsv"])
    assert [path.name for path in found] == ["a.tsv.gz", "b.tsv"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("empty", "holds no .tsv"),
        ("missing", "there is no such file or folder"),
        ("notes.txt", "ends in .tsv or .tsv.gz"),
    ],
)
def test_a_path_without_tables_is_refused(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").touch()
    with pytest.raises(EvaluationDataError, match=said):
        table_files([tmp_path / name])
