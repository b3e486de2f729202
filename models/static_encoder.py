"""Static encoders: one vector per word piece, a text is their mean. Read without torch."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from models.encoder import Vector, Vectors
from models.encoder_files import digest, first_module, hashes, require_tokenizer
from models.errors import EncoderDamagedError, EncoderMixedError
from models.word_pieces import Pieces, WordPieces

_BATCH = 256
"""Texts whose pieces are held at once."""
_SLICE = 4096
"""Pieces whose vectors are held at once."""

Table = NDArray[np.float32]
"""Shape (pieces, dimensions)."""


class StaticEncoder:
    """The ``StaticEmbedding`` of a sentence-transformers directory.

    Gives what sentence-transformers gives, scaled to unit length; nothing is truncated, as there. Only a
    text of nothing but unknown pieces differs: it is the zero vector, near to nothing. Besides its tables
    those of ``embedding.int8`` are read, each row of which has its ``embedding.scale``.
    """

    def __init__(self, directory: Path) -> None:
        """Read the weights.

        Raises:
            EncoderMissingError: There is no such directory.
            EncoderDamagedError: A file is missing or unreadable, or the files do not belong together.
        """
        files = directory / first_module(directory).path
        tokenizer, table = files / "tokenizer.json", files / "model.safetensors"
        require_tokenizer(files, tokenizer.name)
        try:
            self.hashes: Mapping[Path, str] = hashes([tokenizer, table])
            self.pieces = WordPieces(tokenizer)
            self._table = read_table(table)
        except (OSError, ValueError, SafetensorError) as error:
            raise EncoderDamagedError(directory, str(error)) from error
        if len(self._table) < len(self.pieces):
            reason = f"{len(self._table)} vectors for {len(self.pieces)} word pieces"
            raise EncoderMixedError(directory, reason)
        self._name = f"static:{digest(self.hashes)}"

    @property
    def name(self) -> str:
        """Identity of the weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self._table.shape[1])

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, in order."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), _BATCH):
            batch = self.pieces.read(texts[start : start + _BATCH])
            vectors[start : start + len(batch)] = self.means(batch)
        return vectors

    def encode_query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return self._unit_mean(self.pieces.read([text])[0])

    def means(self, rows: Iterable[Pieces]) -> Vectors:
        """Return the vectors of texts that were read already."""
        found = [self._unit_mean(row) for row in rows]
        return np.stack(found) if found else np.empty((0, self.dimensions), dtype=np.float32)

    def _unit_mean(self, pieces: Pieces) -> Vector:
        """Return the mean of the pieces' vectors, scaled to unit length: their sum, scaled."""
        total = np.zeros(self.dimensions, dtype=np.float32)
        if self.pieces.knows_none(pieces):
            return total
        for start in range(0, len(pieces), _SLICE):
            total += self._table.take(pieces[start : start + _SLICE], axis=0).sum(axis=0)
        length = np.sqrt(total @ total)
        return total / length if length > 0 else total


def read_table(path: Path) -> Table:
    """Return the vectors by word piece, widened to 32 bits: narrow ones take several times as long to add.

    Raises:
        ValueError: The file holds no such table.
    """
    with safe_open(path, framework="np") as tensors:
        names = set(tensors.keys())
        if "embedding.int8" in names:
            return _widened(tensors.get_tensor("embedding.int8"), tensors.get_tensor("embedding.scale"))
        if "embedding.weight" not in names:
            raise ValueError(f"{path.name} has no tensor embedding.weight or embedding.int8")
        table = tensors.get_tensor("embedding.weight")
    if table.ndim != 2 or table.dtype not in (np.float16, np.float32):
        raise ValueError(f"{path.name} holds {table.dtype} of shape {table.shape}")
    return np.asarray(table, dtype=np.float32)


def _widened(rows: NDArray[np.int8], scales: NDArray[np.floating]) -> Table:
    if rows.ndim != 2 or rows.dtype != np.int8:
        raise ValueError(f"embedding.int8 is {rows.dtype} of shape {rows.shape}")
    if scales.shape != rows.shape[:1] or scales.dtype not in (np.float16, np.float32):
        raise ValueError(f"embedding.scale is {scales.dtype} of shape {scales.shape} for {len(rows)} rows")
    return rows * scales.astype(np.float32)[:, None]
