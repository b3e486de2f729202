"""Write trained encoders into the directories that ``models.load`` reads."""

import json
import shutil
from collections.abc import Sequence
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from models.contextual_encoder import FORMAT
from models.static_encoder import StaticEncoder
from models.training.checks import require_same_pieces
from models.training.graph import Shape, Weights, write_model
from models.training.int8 import quantised
from models.word_pieces import WordPieces

if TYPE_CHECKING:
    from transformers import BertModel

_MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.models.Normalize"},
]


def save_static(table: NDArray[np.floating], tokenizer: Path, directory: Path) -> None:
    """Write a static encoder with its table, shape (pieces, dimensions), in 8 bits.

    Raises:
        ValueError: the table has not one row per piece.
    """
    if len(table) != (pieces := len(WordPieces(tokenizer))):
        raise ValueError(f"{len(table)} vectors for {pieces} word pieces")
    directory.mkdir(parents=True, exist_ok=True)
    _write_json(directory / "modules.json", _MODULES)
    shutil.copyfile(tokenizer, directory / "tokenizer.json")
    rows, scales = quantised(table)
    weights = directory / "model.safetensors"
    save_file({"embedding.int8": rows, "embedding.scale": scales}, weights)
    weights.chmod(0o644)  # the package leaves it to its owner alone, and a server runs as another user


def export_contextual(
    bert: "BertModel",
    directory: Path,
    *,
    tokenizer: Path,
    static: Path | None,
    share: float,
    longest: int,
    sample: Sequence[str],
) -> None:
    """Write a contextual encoder in 8 bits.

    Args:
        bert: the deep branch, 32-bit, without pooling layer.
        directory: of the encoder.
        tokenizer: of ``bert``.
        static: directory of the static branch, which reads the same pieces; the encoder refers to it (by a
            relative path) and reads its tokenizer. ``None``: no static branch.
        share: of the static branch in the cosine of two texts; 0 without one.
        longest: pieces that ``bert`` reads of a text, with its two special ones.
        sample: a few hundred texts like those to be read; what is great in all of them gets balanced.

    Raises:
        OtherPiecesError: the branches do not read the same pieces.
        ValueError: ``share`` does not fit.
    """
    if (static is None) != (share == 0) or not 0 <= share < 1:
        raise ValueError(f"a share of {share} for a static branch {static}")
    if static:
        require_same_pieces(static, tokenizer)
    from models.training.balance import balance  # needs torch, which writing a static encoder does not

    directory.mkdir(parents=True, exist_ok=True)
    factors = balance(bert, WordPieces(tokenizer), sample, longest)
    write_model(directory / "model.onnx", _weights(bert), _shape(bert), factors)
    if not static:
        shutil.copyfile(tokenizer, directory / "tokenizer.json")
    told = {
        "format": FORMAT,
        "kind": "contextual",
        "dimensions": bert.config.hidden_size + (StaticEncoder(static).dimensions if static else 0),
        "longest": longest,
        "share": share,
        "static": Path(relpath(static, directory)).as_posix() if static else None,
    }
    _write_json(directory / "encoder.json", told)


def _weights(bert: "BertModel") -> Weights:
    return {name: tensor.detach().float().numpy() for name, tensor in bert.state_dict().items()}


def _shape(bert: "BertModel") -> Shape:
    if bert.config.hidden_act != "gelu":
        raise ValueError(f"the graph has GELU, the model {bert.config.hidden_act}")
    return Shape(heads=bert.config.num_attention_heads, epsilon=bert.config.layer_norm_eps)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
