"""Both encoders, trained on a handful of made-up sentences; needs torch and transformers."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.load import load_encoder
from models.training.batches import Lesson, Share, of_sources
from models.training.prepare import open_prepared, prepare
from models.training.vocabulary import cache_tokens, learn
from models.word_pieces import WordPieces
from tests.models.training.making import SENTENCES, write_data

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    write_data(folder / "data")
    prepare(folder / "data", folder)
    tokenizer = learn(open_prepared(folder), [], seed=1)
    tokenizer.save(str(folder / "tokenizer.json"))
    cache_tokens(open_prepared(folder), folder / "tokenizer.json", folder / "tokens")
    write_teacher(folder / "teacher", seed=1)
    tokenizer.save(str(folder / "teacher" / "tokenizer.json"))
    return folder


def write_teacher(directory: Path, *, seed: int) -> None:
    """Write a BERT of random weights."""
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=11_000, hidden_size=24, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=48, max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(directory)


def silent(_: str) -> None:
    """Report nothing."""


def test_a_static_encoder_learns_which_sentences_mean_the_same(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.static_encoder import StaticEncoder
    from models.training import static
    from models.training.export import save_static

    monkeypatch.setattr(static, "_SMALLEST", 8)
    save_static(static.train_static(work, seed=1, report=silent), work / "tokenizer.json", tmp_path)
    encoder = StaticEncoder(tmp_path)
    french, dutch = (encoder.encode_passages([row[column] for row in SENTENCES]) for column in (1, 2))
    assert np.mean((french @ dutch.T).argmax(axis=1) == np.arange(len(SENTENCES))) > 0.8


@pytest.fixture
def kept_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a checkpoint after every step."""
    from models.training import student

    monkeypatch.setattr(student, "_CHECKPOINT_EVERY", 0.0)


@pytest.mark.usefixtures("kept_often")
def test_a_student_that_was_stopped_ends_as_one_that_was_not(work: Path, tmp_path: Path) -> None:
    whole = trained(own(work, tmp_path / "whole"))
    stopped = own(work, tmp_path / "stopped")
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        trained(stopped, patch=patch)
    told: list[str] = []
    assert np.allclose(trained(stopped, report=told.append), whole, atol=1e-5)
    assert not any("another training" in line for line in told)


@pytest.mark.usefixtures("kept_often")
def test_a_student_of_another_seed_starts_anew_and_says_so(work: Path, tmp_path: Path) -> None:
    fresh = trained(own(work, tmp_path / "fresh"), seed=2)
    used = own(work, tmp_path / "used")
    trained(used, seed=1)
    told: list[str] = []
    assert np.allclose(trained(used, seed=2, report=told.append), fresh, atol=1e-5)
    renewed = {line.split()[0] for line in told if "another training" in line}
    assert renewed == {"first_table.npz", "stopped.targets.npz", "stopped.pt"}


@pytest.mark.usefixtures("kept_often")
def test_a_student_of_another_teacher_starts_anew(work: Path, tmp_path: Path) -> None:
    used = own(work, tmp_path / "used")
    trained(used)
    write_teacher(used / "teacher", seed=7)
    told: list[str] = []
    found = trained(used, report=told.append)
    renewed = {line.split()[0] for line in told if "another training" in line}
    assert renewed == {"first_table.npz", "stopped.targets.npz", "stopped.pt"}
    fresh = own(work, tmp_path / "fresh")
    write_teacher(fresh / "teacher", seed=7)
    assert np.allclose(found, trained(fresh), atol=1e-5)


@pytest.mark.usefixtures("kept_often")
def test_a_stage_of_other_settings_starts_anew_from_what_still_holds(work: Path, tmp_path: Path) -> None:
    used = own(work, tmp_path / "used")
    trained(used)
    told: list[str] = []
    trained(used, rate=2e-2, report=told.append)
    assert [line.split()[0] for line in told if "another training" in line] == ["stopped.pt"]


def test_the_student_is_written_as_an_encoder(work: Path, tmp_path: Path) -> None:
    from models.training.contextual import export

    used = own(work, tmp_path / "work")
    trained(used)
    export(used, tmp_path / "encoder", static=None, share=0, longest=32, seed=1)
    vector = load_encoder(tmp_path / "encoder").encode_query(SENTENCES[0][1])
    assert vector.shape == (24,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_the_teacher_reads_its_own_special_pieces(work: Path, tmp_path: Path) -> None:
    from models.training.contextual import load_teacher
    from models.training.student import teach

    teacher, text = load_teacher(work / "teacher"), SENTENCES[0][0]
    shifted = json.loads((work / "teacher" / "tokenizer.json").read_text(encoding="utf-8"))
    numbers = shifted["model"]["vocab"]
    numbers["[CLS]"], numbers["[MASK]"] = numbers["[MASK]"], numbers["[CLS]"]
    shifted["added_tokens"] = []
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(shifted), encoding="utf-8")
    pieces = WordPieces(path)
    row = [numbers["[CLS]"], *pieces.read([text])[0], numbers["[SEP]"]]
    with torch.no_grad():
        states = teacher(input_ids=torch.tensor([row])).last_hidden_state[0].numpy()
    expected = states.mean(axis=0) / np.linalg.norm(states.mean(axis=0))
    (found,) = teach(teacher, pieces, [text], 32)
    assert found @ expected == pytest.approx(1, abs=1e-2)
    assert np.abs(found - expected).max() < 1e-2


def own(work: Path, folder: Path) -> Path:
    """Return a copy of a work directory that is ready to train."""
    return Path(shutil.copytree(work, folder))


def trained(
    work: Path,
    *,
    seed: int = 1,
    rate: float = 1e-2,
    report: Callable[[str], None] = silent,
    patch: pytest.MonkeyPatch | None = None,
) -> np.ndarray:
    """Train a student, stopped after two steps if there is a ``patch``; return its table."""
    from models.training import contextual, recipe

    if patch:
        stop_after(patch, steps=2)
    told = of_sources("manuals", languages="fr-en")
    stage = recipe.Stage(
        name="stopped", shares=[Share(lesson=Lesson.DISTIL, of=told, count=20)],
        rates=recipe.Rates(body=1e-3, pieces=rate), longest=32, pieces=40,
    )  # fmt: skip
    contextual.train_contextual(work, work / "teacher", seed=seed, report=report, stages=[stage])
    bert = contextual.load_teacher(work / "student")
    return np.asarray(bert.embeddings.word_embeddings.weight.detach().numpy())


def stop_after(monkeypatch: pytest.MonkeyPatch, *, steps: int) -> None:
    """Interrupt the training, as a person or a machine that goes down does."""
    from models.training import student

    done, loss_of = [0], student.loss_of

    def interrupted(*arguments: Any) -> Any:
        done[0] += 1
        if done[0] > steps:
            raise KeyboardInterrupt
        return loss_of(*arguments)

    monkeypatch.setattr(student, "loss_of", interrupted)
