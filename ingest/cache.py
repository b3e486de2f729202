"""Extractions kept on disk, so that an unchanged file is read once."""

import gzip
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

from corpus.study import FileState, Sha256
from ingest.codec import extraction_from_json, extraction_to_json
from ingest.passage import Extraction
from ingest.source import Limits, Source
from ingest.tools import pandoc, tesseract_languages
from ingest.version import EXTRACTOR_VERSION


def cache_path(directory: Path, file: Sha256) -> Path:
    """Return where the Extraction of a file is kept."""
    return directory / f"{file}.{EXTRACTOR_VERSION}.json.gz"


def save(directory: Path, source: Source, limits: Limits, extraction: Extraction) -> None:
    """Keep an Extraction. A crash leaves the old one or the new one, never half of it.

    Raises:
        OSError: the disk is full or not writable.
    """
    content = {
        **_made_for(source),
        "conditions": _conditions(limits),
        "extraction": extraction_to_json(extraction),
    }
    keep_whole(cache_path(directory, source.sha256), json.dumps(content))


def keep_whole(path: Path, text: str) -> None:
    """Write an ASCII text, packed. A crash leaves the old file or the new one, never half of it.

    Raises:
        OSError: the disk is full or not writable.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = gzip.compress(text.encode("ascii"), compresslevel=5, mtime=0)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load(directory: Path, source: Source, limits: Limits) -> Extraction | None:
    """Return the kept Extraction of a file, or None if it has to be read (again).

    A complete one serves always; one that is partial or failed only as long as the installed programs
    (tesseract, pandoc) and the limits are those under which it was made.
    """
    try:
        content = json.loads(gzip.decompress(cache_path(directory, source.sha256).read_bytes()))
        extraction = extraction_from_json(content["extraction"])
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None  # absent, or damaged: reading the file again mends it
    if any(content.get(key) != value for key, value in _made_for(source).items()):
        return None
    complete = extraction.state is FileState.INDEXED
    return extraction if complete or content.get("conditions") == _conditions(limits) else None


def _made_for(source: Source) -> Mapping[str, Any]:
    """Return what besides its bytes decides how a file is read."""
    return {"suffix": PurePath(source.name).suffix.lower(), "declared": source.language}


def _conditions(limits: Limits) -> list[str]:
    return [*tesseract_languages(), "pandoc" if pandoc() else "", repr(limits)]
