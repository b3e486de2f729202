"""The shipped static encoder, read without torch."""

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import save_file

from models.encoder import Encoder
from models.errors import EncoderDamagedError, EncoderMixedError
from models.load import WEIGHTS, load_encoder
from models.static_encoder import StaticEncoder, read_table
from models.training.export import save_static
from models.word_pieces import WordPieces

SHIPPED = WEIGHTS / "static"
_shipped = cache(lambda: StaticEncoder(SHIPPED))
TEXTS = [
    "Qualité de l'air à Bruxelles",
    "De luchtkwaliteit in Brussel",
    "Air quality in Brussels",
    "",
    "PM2.5: 12,5 µg/m³ (2021)",
    "l’été\u00a0indien\u2028à 2\u202f500 m",
]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return _shipped()


def test_vectors_have_the_shape_and_the_length_that_the_port_promises(encoder: Encoder) -> None:
    vectors = encoder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 0, 1, 1], abs=1e-6)
    assert encoder.encode_passages([]).shape == (0, encoder.dimensions)


@pytest.mark.parametrize("text", ["", "   ", "水", "水 🦄", "جودة"])
def test_text_without_a_known_word_is_near_to_nothing(encoder: Encoder, text: str) -> None:
    assert not encoder.encode_query(text).any()


@given(st.lists(st.text(max_size=40), max_size=5))
def test_a_batch_gives_what_single_texts_give(texts: list[str]) -> None:
    encoder = _shipped()
    for text, vector in zip(texts, encoder.encode_passages(texts), strict=True):
        assert (encoder.encode_query(text) == vector).all()


def test_a_big_batch_changes_no_vector() -> None:
    encoder = StaticEncoder(SHIPPED)
    before = encoder.encode_passages(TEXTS)
    many = encoder.encode_passages(TEXTS * 100)
    assert (many[: len(TEXTS)] == before).all()
    assert (encoder.encode_passages(TEXTS) == before).all()


def test_a_text_of_a_hundred_thousand_words_is_not_truncated(encoder: Encoder) -> None:
    start, asked = "luchtkwaliteit " * 50_000, encoder.encode_query("belasting")
    assert (
        encoder.encode_query(start + "belasting " * 50_000) @ asked
        > encoder.encode_query(start) @ asked + 0.1
    )


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("qualité de l'air", "luchtkwaliteit", "belasting"),
        ("qualité de l'air", "air quality", "tax"),
        ("rekeningrijden voor auto's", "péage urbain pour les voitures", "crèche pour enfants"),
        ("drinking water", "eau potable", "logement social"),
        ("kinderopvang", "childcare", "rail noise"),
    ],
)
def test_meaning_is_near_across_languages(encoder: Encoder, question: str, near: str, far: str) -> None:
    vector = encoder.encode_query(question)
    assert vector @ encoder.encode_query(near) > vector @ encoder.encode_query(far) + 0.2


def test_the_name_is_that_of_the_weights(encoder: Encoder, tmp_path: Path) -> None:
    assert encoder.name == load_encoder(SHIPPED).name
    assert encoder.name.startswith("static:")
    tiny(tmp_path, rows=8)
    assert StaticEncoder(tmp_path).name != encoder.name


def test_loading_and_encoding_need_no_torch() -> None:
    script = (
        "import sys; from models.load import load_encoder; load_encoder('static').encode_query('péage');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def tiny(directory: Path, *, rows: int, dtype: str = "float32", pre_tokenizer: str = "Whitespace") -> None:
    """Write an encoder of eight word pieces."""
    vocabulary = {piece: place for place, piece in enumerate(["[UNK]", *"abcdefg"])}
    tokenizer: dict[str, object] = {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": 2, "strategy": "LongestFirst", "stride": 0},
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": pre_tokenizer},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
    ]
    (directory / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    (directory / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    tensors: dict[str, NDArray[Any]] = {"embedding.weight": np.eye(rows, dtype=dtype)}
    if dtype == "int8":
        scales = np.arange(1, rows + 1, dtype=np.float16)
        tensors = {"embedding.int8": np.diag(12 // scales).astype(np.int8), "embedding.scale": scales}
    save_file(tensors, directory / "model.safetensors")


@pytest.mark.parametrize("dtype", ["float16", "float32", "int8"])
@pytest.mark.parametrize("pre_tokenizer", ["Whitespace", "UnicodeScripts"])
def test_any_static_encoder_is_read(tmp_path: Path, dtype: str, pre_tokenizer: str) -> None:
    tiny(tmp_path, rows=8, dtype=dtype, pre_tokenizer=pre_tokenizer)
    encoder = load_encoder(tmp_path)
    assert isinstance(encoder, StaticEncoder)
    expected = np.zeros(8)
    # In 8 bits 12 of each: 6 times 2, 4 times 3, 3 times 4.
    expected[[1, 2, 3]] = 2 / 3, 2 / 3, 1 / 3
    text = "A B a b C" if pre_tokenizer == "Whitespace" else "a"
    vector = encoder.encode_query(text)
    assert vector == pytest.approx(expected if text != "a" else np.eye(8)[1])


def test_a_table_too_short_for_its_tokenizer_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path, rows=5)
    with pytest.raises(EncoderMixedError, match="5 vectors for 8 word pieces"):
        StaticEncoder(tmp_path)


def test_a_table_in_8_bits_gives_nearly_the_same_vectors(tmp_path: Path) -> None:
    pieces = len(WordPieces(SHIPPED / "tokenizer.json"))
    table = np.random.default_rng(1).normal(size=(pieces, 32)).astype(np.float32)
    whole, small = tmp_path / "whole", tmp_path / "small"
    for directory in (whole, small):
        save_static(table, SHIPPED / "tokenizer.json", directory)
    save_file({"embedding.weight": table}, whole / "model.safetensors")
    texts = [text for text in TEXTS if text]
    one, other = (load_encoder(directory).encode_passages(texts) for directory in (whole, small))
    assert (one * other).sum(axis=1).min() > 0.999
    sizes = [(directory / "model.safetensors").stat().st_size for directory in (small, whole)]
    assert sizes[0] < 0.3 * sizes[1]


@pytest.mark.parametrize(
    ("tensors", "reason"),
    [
        ({"embedding.int8": np.eye(8, dtype=np.int8)}, "embedding.scale"),
        (
            {"embedding.int8": np.eye(8), "embedding.scale": np.ones(8, np.float32)},
            "embedding.int8 is float64",
        ),
        (
            {"embedding.int8": np.eye(8, dtype=np.int8), "embedding.scale": np.ones(7, np.float32)},
            "for 8 rows",
        ),
        (
            {"embedding.int8": np.eye(8, dtype=np.int8), "embedding.scale": np.ones(8)},
            "embedding.scale is float64",
        ),
    ],
)
def test_tables_in_8_bits_that_do_not_fit_their_scales_are_refused(
    tmp_path: Path, tensors: dict[str, NDArray[Any]], reason: str
) -> None:
    tiny(tmp_path, rows=8)
    save_file(tensors, tmp_path / "model.safetensors")
    with pytest.raises(EncoderDamagedError, match=reason):
        StaticEncoder(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("damage", ["missing", "truncated", "empty", "another file"])
def test_damaged_files_are_refused(tmp_path: Path, name: str, damage: str) -> None:
    directory = tmp_path / "encoder"
    shutil.copytree(SHIPPED, directory)
    path = directory / name
    contents = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes({"truncated": contents[:5000], "empty": b"", "another file": b"{}"}[damage])
    with pytest.raises(EncoderDamagedError, match="copy its files again"):
        StaticEncoder(directory)


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    tiny(tmp_path, rows=8)
    save_file({"weight": np.eye(8)}, tmp_path / "model.safetensors")
    with pytest.raises(EncoderDamagedError, match=r"no tensor embedding\.weight"):
        StaticEncoder(tmp_path)
    save_file({"embedding.weight": np.eye(8, dtype=np.int64)}, tmp_path / "model.safetensors")
    with pytest.raises(EncoderDamagedError, match="int64"):
        StaticEncoder(tmp_path)


def test_vectors_equal_those_of_sentence_transformers(encoder: Encoder, tmp_path: Path) -> None:
    sentence_transformers = pytest.importorskip("sentence_transformers")
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    table = {"embedding.weight": read_table(SHIPPED / "model.safetensors")}
    save_file(table, tmp_path / "model.safetensors")
    model = sentence_transformers.SentenceTransformer(str(tmp_path), local_files_only=True, device="cpu")
    texts = [text for text in TEXTS if text] + ["[UNK] l'air [PAD]x", "a\x1cb c", "ΣΟΦΟΣ", "mot " * 3000]
    theirs = model.float().encode(texts, normalize_embeddings=True)
    assert np.abs(encoder.encode_passages(texts) - theirs).max() < 1e-5
