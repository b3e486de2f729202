"""What training writes is what was trained, but for the roundings of 8 bits."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models.contextual_encoder import ContextualEncoder
from models.errors import OtherPiecesError
from models.load import load_encoder
from models.training.export import export_contextual, save_static
from models.training.int8 import quantised
from models.word_pieces import WordPieces
from tests.models.tiny import PIECES, write_tokenizer

LONGEST = 12
SAMPLE = ["a b c", "d e f g", "abc k l m", "h i j k l m a b"]
TEXTS = ["a", "m l k", "abc def", "a b c d e f g h i j", "a b c d e f g h i j k l m", "g f e d"]


@given(
    arrays.arrays(
        np.float32, (4, 6), elements=st.floats(-100, 100, width=32).filter(lambda x: x == 0 or abs(x) > 1e-6)
    ),
    st.sampled_from([127, 64]),
)
def test_a_quantised_row_is_off_by_half_a_step_at_most(table: Any, most: int) -> None:
    rows, scales = quantised(table, most=most)
    assert rows.dtype == np.int8
    assert np.abs(rows.astype(int)).max() <= most
    assert (np.abs(rows * scales[:, None] - table) <= scales[:, None] * 0.501).all()


def test_a_static_table_has_a_row_per_piece(tmp_path: Path) -> None:
    tokenizer = write_tokenizer(tmp_path / "tokenizer.json")
    save_static(np.eye(len(PIECES)), tokenizer, tmp_path / "fits")
    assert load_encoder(tmp_path / "fits").encode_query("a b")[[4, 5]] == pytest.approx(0.5**0.5, abs=1e-6)
    with pytest.raises(ValueError, match="5 vectors for 24 word pieces"):
        save_static(np.eye(5), tokenizer, tmp_path / "no")


@pytest.fixture(scope="module")
def bert() -> Any:
    """Make a BERT of random weights, with a channel that is great for every text."""
    torch: Any = pytest.importorskip("torch")
    transformers: Any = pytest.importorskip("transformers")
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(PIECES),
        hidden_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=128,
        max_position_embeddings=LONGEST,
        initializer_range=0.2,
    )
    model = transformers.BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        model.encoder.layer[0].attention.output.LayerNorm.weight[7] = 12
    return model


def true_vectors(bert: Any) -> Any:
    torch: Any = pytest.importorskip("torch")
    numbers = {piece: number for number, piece in enumerate(PIECES)}
    rows = []
    for text in TEXTS:
        pieces = [
            numbers[f"##{letter}"] if at else numbers[letter]
            for word in text.split()
            for at, letter in enumerate(word)
        ]
        read = torch.tensor([[2, *pieces[: LONGEST - 2], 3]])
        with torch.no_grad():
            mean = bert(input_ids=read).last_hidden_state[0].mean(0).numpy()
        rows.append(mean / np.linalg.norm(mean))
    return np.array(rows)


def test_the_exported_encoder_gives_the_trained_vectors(bert: Any, tmp_path: Path) -> None:
    tokenizer = write_tokenizer(tmp_path / "tokenizer.json")
    export_contextual(
        bert, tmp_path / "out", tokenizer=tokenizer, static=None, share=0, longest=LONGEST, sample=SAMPLE
    )
    encoder = ContextualEncoder(tmp_path / "out")
    assert encoder.dimensions == 64
    assert (encoder.encode_passages(TEXTS) * true_vectors(bert)).sum(axis=1).min() > 0.998


def test_the_channel_that_is_great_for_every_text_is_divided_most(bert: Any, tmp_path: Path) -> None:
    balance = pytest.importorskip("models.training.balance", exc_type=ImportError).balance
    factors = balance(bert, WordPieces(write_tokenizer(tmp_path / "tokenizer.json")), SAMPLE, LONGEST)
    assert set(factors) == {"0.attention", "0.intermediate", "1.attention", "1.intermediate"}
    assert factors["0.intermediate"].argmax() == 7
    assert factors["0.intermediate"][7] > 2 * np.delete(factors["0.intermediate"], 7).max()
    for factor in factors.values():
        assert np.log(factor).mean() == pytest.approx(0, abs=1e-5)


def test_the_static_branch_is_referred_to_and_stored_once(bert: Any, tmp_path: Path) -> None:
    tokenizer = write_tokenizer(tmp_path / "tokenizer.json")
    save_static(np.eye(len(PIECES)), tokenizer, tmp_path / "static")
    export_contextual(
        bert,
        tmp_path / "contextual",
        tokenizer=tokenizer,
        static=tmp_path / "static",
        share=0.25,
        longest=LONGEST,
        sample=SAMPLE,
    )
    assert {path.name for path in (tmp_path / "contextual").iterdir()} == {"encoder.json", "model.onnx"}
    vector = load_encoder(tmp_path / "contextual").encode_query("a")
    assert vector[[4]] == pytest.approx(0.5)
    assert np.linalg.norm(vector[len(PIECES) :]) == pytest.approx(0.75**0.5, abs=1e-5)


@pytest.mark.parametrize("share", [-0.1, 0.5, 1])
def test_a_share_needs_a_static_branch(tmp_path: Path, share: float) -> None:
    tokenizer = write_tokenizer(tmp_path / "tokenizer.json")
    bert: Any = None
    with pytest.raises(ValueError, match="share"):
        export_contextual(
            bert, tmp_path, tokenizer=tokenizer, static=None, share=share, longest=LONGEST, sample=SAMPLE
        )


def test_branches_that_read_other_pieces_do_not_go_together(tmp_path: Path) -> None:
    tokenizer = write_tokenizer(tmp_path / "tokenizer.json")
    save_static(np.eye(len(PIECES)), tokenizer, tmp_path / "static")
    tokenizer.write_text(tokenizer.read_text(encoding="utf-8") + " ", encoding="utf-8")
    bert: Any = None
    with pytest.raises(OtherPiecesError, match="other pieces"):
        export_contextual(
            bert,
            tmp_path / "out",
            tokenizer=tokenizer,
            static=tmp_path / "static",
            share=0.5,
            longest=LONGEST,
            sample=SAMPLE,
        )
