"""A toy collection and what it is measured with."""

from pathlib import Path

import pytest

from eval.collection import Collection, open_collection
from eval.running import EvalSetup
from ingest.watch import Unwatched
from search_api.evaluating import eval_setup
from search_api.settings import Settings
from tests.eval.making import parallel_collection


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    return open_collection(parallel_collection(tmp_path_factory.mktemp("toy")))


@pytest.fixture(scope="session")
def setup() -> EvalSetup:
    return eval_setup(Settings(data_dir=Path("unused"), encoder="static"), Unwatched())
