"""Settings of fusion chosen on toy collections."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from corpus.study import StudyId
from eval.collection import open_collection
from eval.run import DocumentId, TopicId
from eval.running import run
from eval.tuning.asked import Asked, AskedTopic, ask_all
from eval.tuning.calibrate import calibration
from eval.tuning.choose import GRID, choose
from eval.tuning.objective import figures, objective
from index.fusion_settings import FusionSettings, read_fusion_settings
from index.port import Hit
from index.retrieval import ArmHits, Candidates
from ingest.watch import Unwatched
from models.encoder_files import DEFAULT
from models.language import Language
from search_api.cli.train_fusion import fusion
from search_api.evaluating import eval_setup
from search_api.settings import Settings
from tests.eval.making import parallel_collection
from tests.index.test_fusion import WEIGHTS

FR, NL = Language.FR, Language.NL
SETTINGS = FusionSettings(weights=WEIGHTS)


def hits(prefix: str, scores: Sequence[float]) -> tuple[Hit, ...]:
    return tuple(
        Hit(id=f"{prefix}{n}/1", study=StudyId(f"{prefix}{n}"), score=score) for n, score in enumerate(scores)
    )


def asked(topics: Sequence[Candidates], answers: Sequence[Sequence[str]], *documents: Language) -> Asked:
    """Topics in French; studies are called as they are in the index."""
    arms = [arm for one in topics for arm in one.passages.values()]
    found = {hit.study for arm in arms for hit in (*arm.meaning, *arm.words)}
    return Asked(
        documents=documents,
        topics=[AskedTopic(id=TopicId(f"t{n}"), language=FR, candidates=one) for n, one in enumerate(topics)],
        names={study: DocumentId(study) for study in found},
        qrels={
            TopicId(f"t{n}"): {DocumentId(answer): 1 for answer in names} for n, names in enumerate(answers)
        },
    )


def candidates(**passages: ArmHits) -> Candidates:
    by_language: dict[Language | None, ArmHits] = {Language(name): found for name, found in passages.items()}
    return Candidates(passages=by_language, titles=ArmHits(), asked_in=FR, exhausted=True)


def test_a_weight_moves_to_where_the_answers_are_found() -> None:
    """Words find the answer, which lies far from the question in meaning."""
    topic = candidates(fr=ArmHits(meaning=hits("fr/", [0.2, 0.9]), words=hits("fr/", [9.0, 7.0])))
    collection = [asked([topic], [["fr/0"]], FR)]
    start = replace(SETTINGS, weights=replace(WEIGHTS, meaning=0.7))
    told: list[str] = []
    chosen = choose([collection], start, told.append)
    assert objective([collection], start) < objective([collection], chosen) == 1.0
    assert chosen.weights.meaning in GRID["meaning"]
    assert chosen.weights.meaning < 0.3
    assert told[0].startswith("objective 0.")


def test_settings_that_answer_everything_stay_as_they_are() -> None:
    topic = candidates(fr=ArmHits(meaning=hits("fr/", [0.9, 0.2]), words=hits("fr/", [9.0, 1.0])))
    assert choose([[asked([topic], [["fr/0"]], FR)]], SETTINGS, lambda _: None) == SETTINGS


def test_a_map_finds_how_another_language_is_scored() -> None:
    """Dutch studies answer at the odds that French ones have at twice the score less a tenth."""
    rng = np.random.default_rng(1)
    topics, answers = [], []
    for _ in range(400):
        own = rng.uniform(0, 1, 10)
        foreign = (rng.uniform(0, 1, 10) + 0.1) / 2
        odds = np.concatenate([own, 2 * foreign - 0.1])
        right = rng.uniform(0, 1, 20) < 1 / (1 + np.exp(-12 * (odds - 0.7)))
        names = [*(f"fr/{n}" for n in range(10)), *(f"nl/{n}" for n in range(10))]
        # An answer at 1 in both languages keeps the scores as they are: each is divided by the greatest.
        found = [name for name, one in zip(names, right, strict=True) if one]
        answers.append([*found, "fr/10", "nl/10"])
        topics.append(
            candidates(
                fr=ArmHits(meaning=hits("fr/", [*own, 1.0])), nl=ArmHits(meaning=hits("nl/", [*foreign, 1.0]))
            )
        )
    settings = replace(SETTINGS, weights=replace(WEIGHTS, meaning=1.0, foreign_meaning=1.0, title=0.0))
    maps = calibration([[asked(topics, answers, FR, NL)]], settings)
    assert maps.keys() == {(FR, NL)}
    assert maps[FR, NL](0.5) == pytest.approx(0.9, abs=0.08)
    assert maps[FR, NL](0.25) == pytest.approx(0.4, abs=0.08)


def test_a_pair_of_languages_with_few_answers_gets_no_map() -> None:
    topic = candidates(fr=ArmHits(meaning=hits("fr/", [0.9])), nl=ArmHits(meaning=hits("nl/", [0.9])))
    assert calibration([[asked([topic] * 5, [["fr/0", "nl/0"]] * 5, FR, NL)]], SETTINGS) == {}


def test_every_direction_and_the_shared_index_are_measured(tmp_path: Path) -> None:
    setup = eval_setup(Settings(data_dir=tmp_path), Unwatched())
    libraries = ask_all(open_collection(parallel_collection(tmp_path)), setup)
    found = figures(libraries, setup.fusion)
    assert [*found] == [
        "fr own Success@10",
        "fr other Success@10",
        "nl own Success@10",
        "nl other Success@10",
        "fr-fr nDCG@10",
        "nl-fr nDCG@10",
        "fr-nl nDCG@10",
        "nl-nl nDCG@10",
    ]
    assert all(0 < value <= 1 for value in found.values())


def test_kept_candidates_give_the_ranking_of_the_product(tmp_path: Path) -> None:
    setup = eval_setup(Settings(data_dir=tmp_path), Unwatched())
    collection = open_collection(parallel_collection(tmp_path))
    mixed = ask_all(collection, setup)[0].run(setup.fusion)
    product = run(collection, setup).run
    assert {topic: [one.document for one in ranking] for topic, ranking in mixed.rankings.items()} == {
        topic: [one.document for one in ranking] for topic, ranking in product.rankings.items()
    }


@pytest.mark.slow
def test_the_command_writes_settings_that_can_be_read_and_say_where_they_came_from(tmp_path: Path) -> None:
    (tmp_path / "toy").mkdir()
    collection = parallel_collection(tmp_path / "toy")
    app = typer.Typer()
    app.command()(fusion)
    out = tmp_path / "fusion.json"
    done = CliRunner().invoke(
        app, ["--collection", str(collection), "--out", str(out)], catch_exceptions=False
    )
    settings, told = read_fusion_settings(out), json.loads(out.read_text(encoding="utf-8"))
    assert told["version"] == settings.version
    assert settings.version in done.stdout
    assert told["chosen_on"]["toy"]["fr-fr nDCG@10"] == 1.0
    assert told["encoder"].startswith(f"{DEFAULT}:")
