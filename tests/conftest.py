"""What tests of several packages share."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import servers

# No timed tests: a slow machine is no fault of the code. The same examples at each run: a red one stays red.
hypothesis.settings.register_profile("savoir", deadline=None, derandomize=True)
hypothesis.settings.load_profile("savoir")

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a library that holds the sample corpus; whoever changes it works on a copy."""
    directory = tmp_path_factory.mktemp("sample-library")
    settings = {name: value for name, value in os.environ.items() if not name.startswith("SAVOIR_")}
    ended = subprocess.run(
        [sys.executable, "-m", "search_api.cli.main", "ingest", "corpus/sample"],
        cwd=ROOT,
        env={**settings, "SAVOIR_DATA_DIR": str(directory)},
        check=False,
        stdout=subprocess.DEVNULL,
    )
    assert ended.returncode in (0, 1), "1: two scans are partial where tesseract is missing"
    return directory


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.Cluster]:
    """A PostgreSQL server; tests make databases of their own in it."""
    with servers.postgresql() as cluster:
        yield cluster


@pytest.fixture
def redis() -> Iterator[servers.RedisServer]:
    """A Redis server of this test alone, which does not run yet."""
    with servers.redis() as server:
        yield server
