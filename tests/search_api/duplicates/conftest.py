"""The encoder that compares titles."""

import pytest

from models.encoder import Encoder
from models.load import load_encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder("static")
