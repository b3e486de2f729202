"""What tests of several packages share."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of a library that holds the sample corpus; whoever changes it works on a copy."""
    directory = tmp_path_factory.mktemp("sample-library")
    settings = {name: value for name, value in os.environ.items() if not name.startswith("SAVOIR_")}
    subprocess.run(
        [sys.executable, "-m", "search_api.cli.main", "ingest", "corpus/sample"],
        cwd=ROOT,
        env={**settings, "SAVOIR_DATA_DIR": str(directory)},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return directory
