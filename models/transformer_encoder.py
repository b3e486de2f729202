"""Any other sentence-transformers encoder, through sentence-transformers and torch (an extra)."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError

from models.encoder import Vector, Vectors
from models.encoder_files import digest, first_module, hashes, refuse_pickles, require_tokenizer
from models.errors import EncoderDamagedError, EncoderUnavailableError

_BATCH = 32
_WEIGHT_SUFFIXES = {".safetensors", ".json", ".txt", ".model"}


@dataclass(frozen=True, slots=True)
class Prompts:
    """What the encoder wants to read before a question and before a passage."""

    query: str = ""
    passage: str = ""


class TransformerEncoder:
    """An encoder in a sentence-transformers directory. Nothing is ever downloaded, and no pickle is read."""

    def __init__(self, directory: Path) -> None:
        """Load the encoder; takes seconds.

        Raises:
            EncoderUnavailableError: sentence-transformers is not installed.
            EncoderMissingError: There is no such directory.
            EncoderDamagedError: The directory cannot be read.
            EncoderUnsafeError: Its weights are a pickle.
        """
        refuse_pickles(directory)
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailableError(str(directory)) from error
        require_tokenizer(directory / first_module(directory).path)
        try:
            self._model = SentenceTransformer(
                str(directory), local_files_only=True, model_kwargs={"use_safetensors": True}
            )
            self._name = f"{directory.name}:{digest(hashes(_weight_files(directory)))}"
        except (OSError, ValueError, RuntimeError, KeyError, TypeError, SafetensorError) as error:
            raise EncoderDamagedError(directory, str(error)) from error
        self._prompts = wanted_prompts(self._model.prompts, _card(directory))

    @property
    def name(self) -> str:
        """Identity of the weights: the directory's name and a digest of its files."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return int(self._model.get_embedding_dimension())

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, in order; texts longer than the encoder reads are cut."""
        return self._encode(texts, self._prompts.passage)

    def encode_query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._encode([text], self._prompts.query)[0])

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimensions)


def wanted_prompts(declared: Mapping[str, str], card: str) -> Prompts:
    """Return the prompts that the configuration declares, else those of E5 when the card asks for them."""
    query = declared.get("query") or ""
    passage = declared.get("document") or declared.get("passage") or ""
    if not (query or passage) and re.search("[\"'`]query: ", card) and re.search("[\"'`]passage: ", card):
        return Prompts("query: ", "passage: ")
    return Prompts(query, passage)


def _card(directory: Path) -> str:
    path = directory / "README.md"
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _weight_files(directory: Path) -> list[Path]:
    return sorted(path for path in directory.rglob("*") if path.suffix in _WEIGHT_SUFFIXES and path.is_file())
