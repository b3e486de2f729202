"""One index for each backend, empty."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from index.memory import MemoryIndex
from index.port import PassageIndex
from tests.index.making import DIMENSIONS


@contextmanager
def quick_directory() -> Iterator[Path]:
    """Make a directory in memory where there is some.

    An index is 300 files even when empty, each made sure to be on disk, which takes a busy disk seconds.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and disk_usage(memory).free > 1 << 30
    with TemporaryDirectory(dir=memory if roomy else None) as directory:
        yield Path(directory)


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A directory like ``tmp_path``, for tests that write indexes."""
    with quick_directory() as directory:
        yield directory


BACKENDS = ["memory", "edge", "local", pytest.param("server", marks=pytest.mark.server)]


@pytest.fixture(params=BACKENDS)
def index(request: pytest.FixtureRequest) -> Iterator[PassageIndex]:
    """An empty index: in memory, embedded, on qdrant-client's own imitation of a server, on a server."""
    match request.param:
        case "memory":
            yield MemoryIndex()
        case "edge":
            yield from _edge()
        case "local":
            yield from _server(":memory:")
        case _:
            yield from _server(os.environ.get("SAVOIR_TEST_QDRANT_URL"))


def _edge() -> Iterator[PassageIndex]:
    from index.edge import EdgeIndex

    with quick_directory() as directory:
        index = EdgeIndex.create(directory / "index", dimensions=DIMENSIONS)
        yield index
        index.close()


def _server(location: str | None) -> Iterator[PassageIndex]:
    from qdrant_client import QdrantClient

    from index.server_index import ServerIndex

    if location is None:
        pytest.skip("SAVOIR_TEST_QDRANT_URL names no server")
    client = QdrantClient(location, api_key=os.environ.get("SAVOIR_TEST_QDRANT_API_KEY"), timeout=60)
    name = f"savoir-test-{uuid4().hex}"
    yield ServerIndex.create(client, name, dimensions=DIMENSIONS)
    client.delete_collection(name)
    client.close()
