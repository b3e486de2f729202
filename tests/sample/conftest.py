"""The sample library, open for questions."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_api.services import Services
from search_api.settings import Settings
from search_api.wiring import reading


@pytest.fixture(scope="session")
def sample(sample_library: Path) -> Iterator[Services]:
    with reading(Settings(data_dir=sample_library)) as services:
        yield services
