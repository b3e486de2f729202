"""Static encoders: one vector per word piece, a text is their mean. Read without torch."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from models.encoder import Vector, Vectors
from models.encoder_files import digest, first_module
from models.errors import EncoderDamagedError
from models.word_pieces import Pieces, WordPieces

_BATCH = 256
"""Texts whose pieces are held at once."""
_SLICE = 4096
"""Pieces whose vectors are held at once."""


class StaticEncoder:
    """The ``StaticEmbedding`` of a sentence-transformers directory.

    Gives what sentence-transformers gives, scaled to unit length; nothing is truncated, as there. Only a
    text of nothing but unknown pieces differs: it is the zero vector, near to nothing.
    """

    def __init__(self, directory: Path) -> None:
        """Read the weights.

        Raises:
            EncoderDamagedError: A file is missing or unreadable, or the files do not belong together.
        """
        files = directory / first_module(directory).path
        tokenizer, table = files / "tokenizer.json", files / "model.safetensors"
        try:
            self._name = f"static:{digest([tokenizer, table])}"
            self._pieces = WordPieces(tokenizer)
            self._table = _read_table(table)
        except (OSError, ValueError, SafetensorError) as error:
            raise EncoderDamagedError(directory, str(error)) from error
        if len(self._table) < len(self._pieces):
            reason = f"{len(self._table)} vectors for {len(self._pieces)} word pieces"
            raise EncoderDamagedError(directory, reason)

    @property
    def name(self) -> str:
        """Identity of the weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self._table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, in order; the first big batch widens the table to 32 bits."""
        if len(texts) >= _BATCH and self._table.dtype != np.float32:
            self._table = self._table.astype(np.float32)
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, pieces in enumerate(self._read(texts)):
            vectors[place] = self._unit_mean(pieces)
        return vectors

    def encode_query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return self._unit_mean(self._pieces.read([text])[0])

    def _read(self, texts: Sequence[str]) -> Iterator[Pieces]:
        for start in range(0, len(texts), _BATCH):
            yield from self._pieces.read(texts[start : start + _BATCH])

    def _unit_mean(self, pieces: Pieces) -> Vector:
        """Return the mean of the pieces' vectors, scaled to unit length: their sum, scaled."""
        total = np.zeros(self.dimensions, dtype=np.float32)
        if (pieces == self._pieces.unknown).all():
            return total
        for start in range(0, len(pieces), _SLICE):
            vectors = self._table.take(pieces[start : start + _SLICE], axis=0)
            total += vectors.astype(np.float32, copy=False).sum(axis=0)
        length = np.sqrt(total @ total)
        return total / length if length > 0 else total


def _read_table(path: Path) -> NDArray[np.float16 | np.float32]:
    """Return the vectors by word piece, in the width that the file has.

    Raises:
        ValueError: The file holds no such table.
    """
    with safe_open(path, framework="np") as tensors:
        names = set(tensors.keys())
        if "embedding.weight" not in names:
            raise ValueError(f"{path.name} has no tensor embedding.weight")
        table = tensors.get_tensor("embedding.weight")
    if table.ndim != 2 or table.dtype not in (np.float16, np.float32):
        raise ValueError(f"{path.name} holds {table.dtype} of shape {table.shape}")
    return np.asarray(table)
