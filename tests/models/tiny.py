"""Encoders of a few word pieces with random weights, quick to write and to read."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.training.export import save_static
from models.training.graph import Shape, write_model

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklm", *(f"##{letter}" for letter in "abcdefg")]
HIDDEN, LAYERS, POSITIONS = 16, 2, 12


def write_tokenizer(path: Path) -> Path:
    tokenizer: dict[str, object] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {
            "type": "BertNormalizer",
            "clean_text": True,
            "handle_chinese_chars": True,
            "strip_accents": True,
            "lowercase": True,
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": None,
        "model": {
            "type": "WordPiece",
            "vocab": {piece: number for number, piece in enumerate(PIECES)},
            "unk_token": "[UNK]",
            "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100,
        },
    }
    path.write_text(json.dumps(tokenizer), encoding="utf-8")
    return path


def write_bert(path: Path, *, pieces: int = len(PIECES)) -> None:
    """Write a BERT of random weights as an ONNX model."""
    random = np.random.default_rng(1)

    def some(*shape: int) -> NDArray[np.float32]:
        return random.normal(scale=0.3, size=shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": some(pieces, HIDDEN),
        "embeddings.position_embeddings.weight": some(POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": some(2, HIDDEN),
    }
    normal = ["embeddings.LayerNorm"]
    parts: dict[str, tuple[int, int]] = {}
    for layer in (f"encoder.layer.{number}" for number in range(LAYERS)):
        normal += [f"{layer}.attention.output.LayerNorm", f"{layer}.output.LayerNorm"]
        parts |= {f"{layer}.attention.self.{name}": (HIDDEN, HIDDEN) for name in ("query", "key", "value")}
        parts |= {
            f"{layer}.attention.output.dense": (HIDDEN, HIDDEN),
            f"{layer}.intermediate.dense": (2 * HIDDEN, HIDDEN),
            f"{layer}.output.dense": (HIDDEN, 2 * HIDDEN),
        }
    for name in normal:
        weights |= {f"{name}.weight": 1 + some(HIDDEN), f"{name}.bias": some(HIDDEN)}
    for name, shape in parts.items():
        weights |= {f"{name}.weight": some(*shape), f"{name}.bias": some(shape[0])}
    balance = {
        f"{number}.{part}": np.exp(some(HIDDEN))
        for number in range(LAYERS)
        for part in ("attention", "intermediate")
    }
    write_model(path, weights, Shape(heads=2, epsilon=1e-12), balance)


def write_contextual(directory: Path, *, share: float = 0, **told: object) -> Path:
    """Write an encoder that reads ten pieces of a text, with a static branch if that has a share."""
    tokenizer = write_tokenizer(directory / "tokenizer.json")
    if share:
        table = np.random.default_rng(2).normal(size=(len(PIECES), 8))
        save_static(table, tokenizer, directory / "static")
        tokenizer.unlink()
    write_bert(directory / "model.onnx")
    all_told: dict[str, object] = {
        "format": 1,
        "kind": "contextual",
        "dimensions": HIDDEN + (8 if share else 0),
        "longest": 10,
        "share": share,
        "static": "static" if share else None,
    }
    (directory / "encoder.json").write_text(json.dumps(all_told | told), encoding="utf-8")
    return directory
