from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue.engine import sqlite_url
from corpus.catalogue.store import Catalogue


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / "catalogue.sqlite"


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(sqlite_url(path)) as opened:
        yield opened
