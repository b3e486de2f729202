"""Contextual encoders: a transformer, beside a static encoder. Read without torch."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as ort_errors

from models.encoder import Vector, Vectors
from models.encoder_files import CONTEXTUAL, digest, hashes, read_json, require_tokenizer
from models.errors import EncoderDamagedError, EncoderMissingError, EncoderMixedError
from models.static_encoder import StaticEncoder
from models.word_pieces import Pieces, WordPieces

FORMAT = 1
_READ = 1024
"""Texts whose pieces are held at once."""
_BATCH = 2048
"""Pieces that the transformer reads at once; more do not stay in the processor's cache."""

_ORT_ERRORS = (
    ort_errors.Fail,
    ort_errors.InvalidArgument,
    ort_errors.InvalidGraph,
    ort_errors.InvalidProtobuf,
    ort_errors.NotImplemented,
    ort_errors.RuntimeException,
)
"""What onnxruntime raises of a file that it cannot use; it has no common class for them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What ``encoder.json`` says."""

    dimensions: int
    longest: int
    """Pieces that the transformer reads of a text, with the two special ones."""
    share: float
    """Of the static branch in the cosine of two texts."""
    static: str | None
    """Directory of the static branch, from the encoder's own."""

    def __post_init__(self) -> None:
        if self.dimensions < 1 or self.longest < 3:
            raise ValueError(f"dimensions {self.dimensions}, longest {self.longest}")
        if not 0 <= self.share < 1 or (self.share == 0) != (self.static is None):
            raise ValueError(f"share {self.share} of static branch {self.static}")


class ContextualEncoder:
    """A transformer that reads the beginning of a text, beside a static encoder that reads all of it.

    A vector is both branches' unit vectors, one after the other, each times the root of its share: the cosine
    of two texts is that of the branches, weighed by their shares. A text without a known word is the zero
    vector. The vector of a text does not depend on the texts encoded with it.
    """

    def __init__(self, directory: Path) -> None:
        """Read the weights.

        Raises:
            EncoderMissingError: There is no such directory.
            EncoderDamagedError: A file is missing or unreadable, or the files do not belong together.
        """
        self._told = _told(directory)
        self._static = _static(directory, self._told)
        model, told = directory / "model.onnx", directory / CONTEXTUAL
        tokenizer = directory / "tokenizer.json"
        if self._static is None:
            require_tokenizer(directory, tokenizer.name)
        try:
            found = hashes([told, model] if self._static else [told, model, tokenizer])
            self._pieces = self._static.pieces if self._static else WordPieces(tokenizer)
            self._deep = _Transformer(model, self._pieces, self._told.longest)
        except (OSError, ValueError, *_ORT_ERRORS) as error:
            raise EncoderDamagedError(directory, str(error)) from error
        self.hashes: Mapping[Path, str] = found | dict(self._static.hashes if self._static else {})
        self._name = f"contextual:{digest(self.hashes)}"
        self._check(directory)

    def _check(self, directory: Path) -> None:
        found = self._deep.dimensions + (self._static.dimensions if self._static else 0)
        if found != self.dimensions:
            reason = f"{CONTEXTUAL} says {self.dimensions} dimensions, the weights have {found}"
            raise EncoderMixedError(directory, reason)

    @property
    def name(self) -> str:
        """Identity of the weights."""
        return self._name

    @property
    def dimensions(self) -> int:
        """Length of every vector."""
        return self._told.dimensions

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return one vector per text, in order, on all cores."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        with ThreadPoolExecutor(_cores()) as pool:
            for start in range(0, len(texts), _READ):
                rows = self._pieces.read(texts[start : start + _READ])
                vectors[start : start + len(rows)] = self._joined(rows, pool)
        return vectors

    def encode_query(self, text: str) -> Vector:
        """Return the vector of a question."""
        return np.asarray(self._joined(self._pieces.read([text]))[0])

    def _joined(self, rows: Sequence[Pieces], pool: ThreadPoolExecutor | None = None) -> Vectors:
        deep = self._deep.encode(rows, pool)
        if self._static is None:
            return deep
        wide = self._static.means(rows)
        share = np.float32(self._told.share)
        return np.hstack([np.sqrt(share) * wide, np.sqrt(1 - share) * deep])


class _Transformer:
    """An ONNX model from ``pieces`` and ``mask``, int64 (texts, length), to unit vectors."""

    def __init__(self, path: Path, pieces: WordPieces, longest: int) -> None:
        self._session = _session(path)
        self._pieces, self._longest = pieces, longest
        self._frame = pieces.frame
        # The last piece at the last place: a table too short for either is found out now, not by a reader.
        most = np.full(longest - 2, len(pieces) - 1, dtype=np.int32)
        self.dimensions = int(self._run([most]).shape[1])

    def encode(self, rows: Sequence[Pieces], pool: ThreadPoolExecutor | None) -> Vectors:
        """Return the vectors of texts, in order; batches are of like length and shared among threads."""
        vectors = np.zeros((len(rows), self.dimensions), dtype=np.float32)
        cut = [row[: self._longest - 2] for row in rows]
        known = [place for place, row in enumerate(rows) if not self._pieces.knows_none(row)]
        places = sorted(known, key=lambda place: len(cut[place]))
        batches = [places[start:stop] for start, stop in _batches([len(cut[place]) + 2 for place in places])]
        inputs = ([cut[place] for place in batch] for batch in batches)
        for batch, found in zip(batches, (pool.map if pool else map)(self._run, inputs), strict=True):
            vectors[batch] = found
        return vectors

    def _run(self, rows: Sequence[Pieces]) -> Vectors:
        pieces, mask = self._frame.around(rows, self._longest)
        return np.asarray(self._session.run(["vectors"], {"pieces": pieces, "mask": mask})[0])


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield where batches start and stop, given rising lengths: at most ``_BATCH`` pieces, or one text."""
    start = 0
    for stop, length in enumerate(lengths):
        if stop > start and (stop - start + 1) * length > _BATCH:
            yield start, stop
            start = stop
    if start < len(lengths):
        yield start, len(lengths)


def _session(path: Path) -> Any:
    """Open a model that runs in the thread that calls it; threads of its own would spin while they wait."""
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Not all: of an addition and a layer normalisation it makes one node that takes five times as long.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _told(directory: Path) -> Told:
    told = read_json(directory, CONTEXTUAL)
    try:
        if (told["format"], told["kind"]) != (FORMAT, "contextual"):
            raise ValueError(f"format {told['format']} of kind {told['kind']}")
        return Told(int(told["dimensions"]), int(told["longest"]), float(told["share"]), told.get("static"))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EncoderDamagedError(directory, f"{CONTEXTUAL}: {error!r}") from error


def _static(directory: Path, told: Told) -> StaticEncoder | None:
    if told.static is None:
        return None
    try:
        return StaticEncoder((directory / told.static).resolve())
    except EncoderMissingError as error:
        raise EncoderDamagedError(directory, f"its static branch {told.static} is missing") from error
