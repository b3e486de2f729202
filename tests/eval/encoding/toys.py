"""An encoder whose vectors a test gives, and files of sentences."""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from models.encoder import Vector, Vectors


@dataclass(frozen=True, slots=True)
class ToyEncoder:
    """Knows the direction of each text in a plane, in degrees; any other text points to 0."""

    degrees: Mapping[str, float]
    encoded: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return "toy"

    @property
    def dimensions(self) -> int:
        return 2

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded.extend(texts)
        return directions([self.degrees.get(text, 0.0) for text in texts])

    def encode_query(self, text: str) -> Vector:
        self.asked.append(text)
        vector: Vector = directions([self.degrees.get(text, 0.0)])[0]
        return vector


def directions(degrees: Sequence[float]) -> Vectors:
    radians = np.radians(degrees)
    vectors: Vectors = np.column_stack([np.cos(radians), np.sin(radians)]).astype(np.float32)
    return vectors


def write_table(path: Path, *rows: str) -> Path:
    """Write rows whose cells are given with ``|`` between them."""
    text = "".join(row.replace("|", "\t") + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path
