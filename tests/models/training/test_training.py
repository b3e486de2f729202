"""Both encoders, trained on a handful of made-up sentences; needs torch and transformers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

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
    teacher = transformers.BertConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=24, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=48, max_position_embeddings=64,
    )  # fmt: skip
    transformers.BertModel(teacher, add_pooling_layer=False).save_pretrained(folder / "teacher")
    tokenizer.save(str(folder / "teacher" / "tokenizer.json"))
    return folder


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


def test_a_student_that_was_stopped_ends_as_one_that_was_not(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.training import contextual, student

    told = of_sources("manuals", languages="fr-en")
    stage = contextual.Stage(
        name="stopped", shares=[Share(lesson=Lesson.DISTIL, of=told, count=60)],
        rates=student.Rates(body=1e-3, pieces=1e-2), longest=32, pieces=100,
    )  # fmt: skip
    monkeypatch.setattr(student, "_CHECKPOINT_EVERY", 0.0)
    whole = trained(work, stage)
    for path in work.glob("stopped.pt"):
        path.unlink()
    stop_after(monkeypatch, steps=5)
    with pytest.raises(KeyboardInterrupt):
        trained(work, stage)
    monkeypatch.undo()
    assert np.allclose(trained(work, stage), whole, atol=1e-5)


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


def trained(work: Path, stage: Any) -> np.ndarray:
    from models.training import contextual

    contextual.train_contextual(work, work / "teacher", seed=1, report=silent, stages=[stage])
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
