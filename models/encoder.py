"""The port of text encoders."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions), rows of unit length (a text without a known word is the zero vector)."""

Vector = NDArray[np.float32]
"""Shape (dimensions,), of unit length or zero."""


class Encoder(Protocol):
    """Turns texts of the three languages into vectors whose dot product is their closeness in meaning."""

    @property
    def name(self) -> str:
        """Identity of the weights, written into the manifest of an index: the same name, the same vectors."""

    @property
    def dimensions(self) -> int:
        """Length of every vector."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, in order."""

    def encode_query(self, text: str) -> Vector:
        """Return the vector of a question."""
