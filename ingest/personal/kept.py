"""Findings kept beside the extraction of a file, so that an unchanged text is looked through once.

What is kept tells where something was found and why; what it says is read from the text.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ingest.cache import keep_whole
from ingest.passage import Extraction
from ingest.personal.files import FileFinding, Occurrence, grouped, occurrences
from ingest.personal.find import FINDER_VERSION
from ingest.personal.finding import Kind, Weight, Why, finding


def kept_findings(directory: Path, extraction: Extraction) -> tuple[FileFinding, ...]:
    """Return what is personal in the text of a file, in the order of its first places.

    Args:
        directory: that of the kept extractions.
        extraction: what the file gave.
    """
    path = directory / f"{extraction.file}.findings-{FINDER_VERSION}.json.gz"
    found = _load(path, extraction)
    if found is None:
        found = list(occurrences(extraction))
        with suppress(OSError):  # who may not write there looks again next time
            keep_whole(path, json.dumps({"text": _text(extraction), "found": [*map(_row, found)]}))
    return grouped(extraction, found)


def _load(path: Path, extraction: Extraction) -> list[Occurrence] | None:
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        if content["text"] != _text(extraction):
            return None
        return list(_occurrences(extraction, content["found"]))
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError):
        return None  # absent, or damaged


def _row(one: Occurrence) -> list[object]:
    number, found = one
    return [number, found.start, found.end, found.kind.value, found.why.value, found.weight.value]


def _occurrences(extraction: Extraction, rows: Sequence[Sequence[Any]]) -> Iterator[Occurrence]:
    for number, start, end, kind, why, weight in rows:
        if not (isinstance(number, int) and isinstance(start, int) and isinstance(end, int)):
            raise TypeError("a place is three whole numbers")
        text = extraction.passages[number].text
        yield number, finding(text, start, end, Kind(kind), Why(why), Weight(weight))


def _text(extraction: Extraction) -> str:
    """Return what tells one text from another: a file read under other conditions gives another text."""
    digest = hashlib.sha256()
    for passage in extraction.passages:
        digest.update(passage.text.encode(errors="surrogatepass") + b"\0")
    return digest.hexdigest()
