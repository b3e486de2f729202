"""An encoder measured as a whole."""

import json
from collections import Counter
from pathlib import Path

import pytest

from eval.encoding.evaluate import encoder as evaluate
from eval.encoding.published import Published
from eval.errors import EvaluationDataError
from models.load import load_encoder
from tests.eval.encoding.toys import ToyEncoder, write_table

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "eval"
LABSE = Published("sentence-transformers/LaBSE", 0.95)


class CountingWatch:
    """Remembers what was begun, and the steps of it."""

    def __init__(self) -> None:
        self.tasks: dict[str, list[int]] = {}

    def begin(self, task: str, total: int) -> None:
        self.tasks[task] = [total, 0]

    def step(self) -> None:
        self.tasks[list(self.tasks)[-1]][1] += 1


@pytest.fixture
def bitext(tmp_path: Path) -> Path:
    # Dutch "ja" is there twice: whoever looks for the second finds the first.
    rows = ["oui|ja|yes", "non|nee|no", "si|ja|yes indeed", "eau|water|water"]
    return write_table(tmp_path / "tatoeba.fr-en.tsv", "fr|nl|en", *rows)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    return write_table(tmp_path / "stsb.test.tsv.gz", "score|en1|en2", "5|yes|yes", "3|no|water", "0|yes|no")


@pytest.fixture
def references(tmp_path: Path) -> Path:
    rows = [
        "Tatoeba|test|fra-eng|sentence-transformers__LaBSE|0.95",
        "STSBenchmarkMultilingualSTS|test|en|sentence-transformers__LaBSE|0.72",
    ]
    return write_table(tmp_path / "results.tsv", "task|split|subset|model|main_score", *rows)


@pytest.fixture
def toy() -> ToyEncoder:
    degrees = {"oui": 0, "ja": 1, "yes": 2, "non": 90, "nee": 91, "no": 92, "si": 6, "yes indeed": 7}
    return ToyEncoder({**degrees, "eau": 60, "water": 61})


def test_a_bitext_is_mined_in_every_direction(toy: ToyEncoder, bitext: Path) -> None:
    results = evaluate(toy, bitext=[bitext]).bitext
    assert [result.languages for result in results] == ["fr-nl", "fr-en", "nl-fr", "nl-en", "en-fr", "en-nl"]
    accuracy = {result.languages: result.accuracy.value for result in results}
    # The second "ja" finds "oui" and "yes", what the first means; "si" and "yes indeed" find the first "ja".
    wrong = dict.fromkeys(["fr-nl", "nl-fr", "nl-en", "en-nl"], 0.75)
    assert accuracy == {**wrong, "fr-en": 1, "en-fr": 1}
    assert results[0].f1.value == pytest.approx((2 / 3 + 1 + 0 + 1) / 4)


def test_repeated_targets_are_told(toy: ToyEncoder, bitext: Path) -> None:
    repeated = {result.languages: result.repeated for result in evaluate(toy, bitext=[bitext]).bitext}
    assert repeated == {"fr-nl": 1, "en-nl": 1, "fr-en": 0, "nl-en": 0, "nl-fr": 0, "en-fr": 0}


def test_pairs_give_the_rank_correlation_of_their_cosines(toy: ToyEncoder, pairs: Path) -> None:
    (result,) = evaluate(toy, sts=[pairs]).sts
    assert (result.name, result.languages, result.pairs) == ("stsb.test", "en", 3)
    assert result.spearman.value == pytest.approx(1)


def test_published_scores_stand_beside_the_same_sets(
    toy: ToyEncoder, bitext: Path, pairs: Path, references: Path
) -> None:
    measured = evaluate(toy, bitext=[bitext], sts=[pairs], references=references)
    beside = {(result.languages, result.MEASURE): result.published for result in measured.results}
    assert beside["fr-en", "F1"] == (LABSE,)
    assert beside["en", "Spearman"] == (Published(LABSE.model, 0.72),)
    assert Counter(map(len, beside.values())) == {0: 5, 1: 2}
    assert measured.bitext[1].comparable == measured.bitext[1].f1


def test_a_text_is_encoded_once_in_a_set(toy: ToyEncoder, bitext: Path) -> None:
    evaluate(toy, bitext=[bitext])
    assert Counter(toy.encoded)["ja"] == 1


def test_speed_is_taken_on_passages_of_two_hundred_words(toy: ToyEncoder, bitext: Path) -> None:
    speed = evaluate(toy, bitext=[bitext]).speed
    lengths = Counter(len(text.split()) for text in toy.encoded if len(text.split()) > 2)
    assert set(lengths) == {200}
    assert lengths[200] >= 64
    assert speed.query.count == len(toy.asked) == 12


def test_a_watch_is_told_every_step(toy: ToyEncoder, bitext: Path, pairs: Path) -> None:
    watch = CountingWatch()
    evaluate(toy, bitext=[bitext], sts=[pairs], watch=watch)
    assert list(watch.tasks)[:2] == ["Encoding tatoeba.fr-en fr", "Encoding tatoeba.fr-en nl"]
    encoding = [counts for task, counts in watch.tasks.items() if task.startswith("Encoding")]
    assert encoding == [[1, 1]] * 4


def test_the_same_files_give_the_same_figures(toy: ToyEncoder, bitext: Path, pairs: Path) -> None:
    first, second = (evaluate(toy, bitext=[bitext], sts=[pairs]) for _ in range(2))
    assert first.results == second.results


def test_the_evaluation_is_json(toy: ToyEncoder, bitext: Path, pairs: Path, references: Path) -> None:
    measured = evaluate(toy, bitext=[bitext], sts=[pairs], references=references)
    read = json.loads(measured.to_json())
    assert (read["encoder"], read["dimensions"]) == ("toy", 2)
    assert read["bitext"][1]["target"] == "en"
    assert read["bitext"][0]["accuracy"]["value"] == 0.75
    assert read["bitext"][1]["published"] == [{"model": LABSE.model, "score": 0.95}]
    assert len(read["sts"][0]["spearman"]["interval"]) == 2


def test_a_bad_file_stops_before_anything_is_encoded(
    toy: ToyEncoder, bitext: Path, pairs: Path, tmp_path: Path
) -> None:
    bad = write_table(tmp_path / "bad.tsv", "no header")
    with pytest.raises(EvaluationDataError):
        evaluate(toy, bitext=[bitext], sts=[pairs], references=bad)
    assert toy.encoded == []


def test_nothing_to_measure_with_is_refused(toy: ToyEncoder) -> None:
    with pytest.raises(ValueError, match="measured on"):
        evaluate(toy)


CARDS = {
    "static": {
        "tatoeba.nl-en nl-en": 0.824,
        "stsb.test en": 0.742,
        "stsb.test fr": 0.731,
        "stsb.test nl": 0.694,
    },
    "contextual": {
        "tatoeba.nl-en nl-en": 0.896,
        "stsb.test en": 0.816,
        "stsb.test fr": 0.793,
        "stsb.test nl": 0.759,
    },
}


@pytest.mark.slow
@pytest.mark.data
@pytest.mark.skipif(not DATA.exists(), reason="the measuring data is not beside the checkout")
@pytest.mark.parametrize("name", CARDS)
def test_the_shipped_encoders_have_the_figures_of_their_card(name: str) -> None:
    measured = evaluate(
        load_encoder(name),
        bitext=[DATA / "tatoeba_laser"],
        sts=[DATA / "stsb" / "stsb.test.tsv.gz"],
    )
    found = {f"{one.name} {one.languages}": one.accuracy.value for one in measured.bitext}
    found |= {f"{one.name} {one.languages}": one.spearman.value for one in measured.sts}
    assert {what: found[what] for what in CARDS[name]} == pytest.approx(CARDS[name], abs=0.01)
