"""Published scores of other encoders."""

from pathlib import Path

import pytest

from eval.encoding.published import MODELS, Published, read_published
from eval.errors import EvaluationDataError
from tests.eval.encoding.toys import write_table

HEAD = "task|split|subset|model|main_score|revision"
LABSE = "sentence-transformers__LaBSE"


def test_scores_come_under_the_names_of_our_sets(tmp_path: Path) -> None:
    path = write_table(
        tmp_path / "results.tsv.gz",
        HEAD,
        f"NTREXBitextMining|test|nld_Latn-fra_Latn|{LABSE}|0.987|x",
        f"NTREXBitextMining|test|eng_Latn-fra_Latn|{LABSE}|0.992|x",
        f"Tatoeba|test|nld-eng|{LABSE}|0.961|x",
        f"STSBenchmarkMultilingualSTS|dev|fr|{LABSE}|0.761|x",
        f"SICK-NL-STS|test|default|{LABSE}|0.678|x",
    )
    assert read_published(path) == {
        ("ntrex128", "nl-fr"): (Published("sentence-transformers/LaBSE", 0.987),),
        ("ntrex128", "en-fr"): (Published("sentence-transformers/LaBSE", 0.992),),
        ("tatoeba.nl-en", "nl-en"): (Published("sentence-transformers/LaBSE", 0.961),),
        ("stsb.dev", "fr"): (Published("sentence-transformers/LaBSE", 0.761),),
        ("sick TEST", "nl"): (Published("sentence-transformers/LaBSE", 0.678),),
    }


def test_models_come_in_the_same_order_and_others_are_left_out(tmp_path: Path) -> None:
    rows = [f"Tatoeba|test|fra-eng|{model.replace('/', '__')}|0.5|x" for model in reversed(MODELS)]
    others = ["Tatoeba|test|fra-eng|other__encoder|0.9|x", f"Tatoeba|test|deu-eng|{LABSE}|0.9|x"]
    scores = read_published(write_table(tmp_path / "results.tsv", HEAD, *others, *rows))
    assert {key: [one.model for one in found] for key, found in scores.items()} == {
        ("tatoeba.fr-en", "fr-en"): list(MODELS)
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["task|split|subset|model", "a|b|c|d"], "line 1: no column is called 'main_score'"),
        (
            [HEAD, f"Tatoeba|test|fra-eng|{LABSE}|high|x"],
            "line 2: 'high' in column 'main_score' is no number",
        ),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, rows: list[str], said: str) -> None:
    path = write_table(tmp_path / "results.tsv", *rows)
    with pytest.raises(EvaluationDataError, match=said):
        read_published(path)
