"""An encoder that needs torch; runs where the extra is installed."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import EncoderDamagedError, EncoderUnsafeError, TokenizerMissingError
from models.load import load_encoder
from models.transformer_encoder import TransformerEncoder

sentence_transformers = pytest.importorskip("sentence_transformers")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a BERT of two tiny layers with random weights."""
    transformers: Any = pytest.importorskip("transformers")
    path = tmp_path_factory.mktemp("encoder")
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefgh", "query", "passage", ":"]
    (path / "vocab.txt").write_text("\n".join(pieces), encoding="utf-8")
    body = path / "body"
    transformers.BertTokenizerFast(vocab=str(path / "vocab.txt")).save_pretrained(body)
    config = transformers.BertConfig(
        vocab_size=len(pieces),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
    )
    transformers.BertModel(config).save_pretrained(body)
    model = sentence_transformers.SentenceTransformer(str(body), device="cpu")
    saved = path / "saved"
    model.save(str(saved))
    (saved / "README.md").write_text('Start texts with "query: " or "passage: ".', encoding="utf-8")
    return saved


def test_it_is_loaded_with_the_prompts_of_its_card(directory: Path) -> None:
    encoder = load_encoder(directory)
    assert isinstance(encoder, TransformerEncoder)
    assert encoder.name.startswith("saved:")
    vectors = encoder.encode_passages(["a b", "c", ""])
    assert vectors.shape == (3, encoder.dimensions) == (3, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode_passages([]).shape == (0, 16)
    model: Any = sentence_transformers.SentenceTransformer(str(directory), device="cpu")
    assert encoder.encode_query("a b") == pytest.approx(
        model.encode("query: a b", prompt="", normalize_embeddings=True), abs=1e-5
    )
    assert vectors[0] == pytest.approx(
        model.encode("passage: a b", prompt="", normalize_embeddings=True), abs=1e-5
    )


def test_damaged_weights_are_refused(directory: Path) -> None:
    weights = directory / "model.safetensors"
    contents = weights.read_bytes()
    weights.write_bytes(contents[:100])
    with pytest.raises(EncoderDamagedError):
        load_encoder(directory)
    weights.write_bytes(contents)


def test_a_directory_without_tokenizer_is_refused(directory: Path, tmp_path: Path) -> None:
    shutil.copytree(directory, tmp_path, dirs_exist_ok=True)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(TokenizerMissingError):
        load_encoder(tmp_path)


def test_a_pickle_is_not_read(directory: Path, tmp_path: Path) -> None:
    shutil.copytree(directory, tmp_path, dirs_exist_ok=True)
    (tmp_path / "model.safetensors").rename(tmp_path / "pytorch_model.bin")
    with pytest.raises(EncoderUnsafeError):
        load_encoder(tmp_path)
