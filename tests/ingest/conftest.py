"""Extraction of one file in the process of the test."""

import hashlib
from pathlib import Path
from typing import Protocol

import pytest

from corpus.study import Sha256
from ingest.extract import extract
from ingest.passage import Extraction
from ingest.source import DEFAULT_LIMITS, Limits, Source
from models.language import Language


class MakeSource(Protocol):
    """Makes the Source of a path, with its own name unless another is given."""

    def __call__(self, path: Path, name: str | None = None, language: Language | None = None) -> Source: ...


class Read(Protocol):
    """Extracts a file here, without a child process."""

    def __call__(self, path: Path, name: str | None = None, limits: Limits = ...) -> Extraction: ...


@pytest.fixture
def source_of() -> MakeSource:
    def make(path: Path, name: str | None = None, language: Language | None = None) -> Source:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return Source(path=path, sha256=Sha256(digest), name=name or path.name, language=language)

    return make


@pytest.fixture
def read(source_of: MakeSource) -> Read:
    def run(path: Path, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Extraction:
        return extract(source_of(path, name), limits)

    return run
