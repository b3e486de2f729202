"""What is kept of the text of a file to find others like it, beside its extraction.

A signature follows from the bytes of the file and the versions that its name carries: one that is there
never has to be made again, and one that is lost is made anew.
"""

import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.errors import FileMissingError
from corpus.study import Sha256, StudyFile
from ingest.passage import Extraction
from ingest.version import EXTRACTOR_VERSION
from ingest.watch import Watch
from models.encoder import Encoder, Vector
from models.language import Language
from models.lexical import ANALYSER_VERSION, analyse
from search_api.duplicates.sketches import SIZE, Sketch, shingles, sketch
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf

_VERSION = "1"
"""Changes whenever the same passages would give another signature."""

LEAST_SHINGLES = 30
"""A text with less wording is like too many others: a page of title and address."""


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """The wording and the meaning of the text of one file."""

    sketch: Sketch
    centre: Vector
    """The mean of the vectors of its passages, of unit length or zero."""
    pieces: int
    """Distinct pieces of wording."""
    language: Language | None


def signatures(
    shelf: Shelf, files: Iterable[StudyFile], encoder: Encoder, watch: Watch
) -> Mapping[Sha256, Signature]:
    """Return the signature of each file that was read and has text; what is not kept yet is made and kept.

    A file that the store has lost is passed over, so that one does not keep all others from being compared.
    """
    wanted = {file.sha256: file for file in files}
    paths = {sha256: _path(shelf.extractions, sha256, encoder) for sha256 in wanted}
    found = {sha256: kept for sha256, path in paths.items() if (kept := _read(path, encoder.dimensions))}
    due = [file for sha256, file in wanted.items() if sha256 not in found]
    watch.begin("Comparing texts", len(due))
    for file in due:
        extraction = None
        with suppress(FileMissingError):
            extraction = kept_extraction(shelf, file)
        if extraction is not None and extraction.passages:
            found[file.sha256] = made = signature_of(extraction, encoder)
            _keep(paths[file.sha256], made)
        watch.step()
    return found


def signature_of(extraction: Extraction, encoder: Encoder) -> Signature:
    """Return the signature of a file."""
    terms = [
        token.term for passage in extraction.passages for token in analyse(passage.text, passage.language)
    ]
    pieces = shingles(terms)
    centre = encoder.encode_passages([passage.text for passage in extraction.passages]).mean(axis=0)
    length = float(np.linalg.norm(centre))
    return Signature(
        sketch=sketch(pieces),
        centre=(centre / length if length else centre).astype(np.float32),
        pieces=len(pieces),
        language=extraction.language,
    )


def _path(directory: Path, file: Sha256, encoder: Encoder) -> Path:
    made_by = encoder.name.replace(":", "-")
    return directory / f"{file}.{EXTRACTOR_VERSION}.{ANALYSER_VERSION}.{_VERSION}.{made_by}.signature"


def _keep(path: Path, made: Signature) -> None:
    """Write a signature: the whole of it, or nothing."""
    head = np.array([made.pieces], np.uint32).tobytes() + (made.language or "  ").encode("ascii")
    content = head + made.sketch.tobytes() + made.centre.astype(np.float16).tobytes()
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _read(path: Path, dimensions: int) -> Signature | None:
    """Return a kept signature; ``None`` where there is none, or half of one after a power failure."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    head, middle = 6, 6 + 4 * SIZE
    if len(content) != middle + 2 * dimensions:
        return None
    code = content[4:head].decode("ascii").strip()
    return Signature(
        sketch=np.frombuffer(content[head:middle], np.uint32),
        centre=np.frombuffer(content[middle:], np.float16).astype(np.float32),
        pieces=int(np.frombuffer(content[:4], np.uint32)[0]),
        language=Language(code) if code else None,
    )
