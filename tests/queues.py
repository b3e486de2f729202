"""Where jobs and the word of them are kept: each way that the settings offer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.servers import Cluster, RedisServer

WAYS = [
    "files",
    pytest.param("redis", marks=pytest.mark.redis),
    pytest.param("postgresql", marks=pytest.mark.postgresql),
]


@dataclass(frozen=True, slots=True)
class Way:
    """One way, and the settings that choose it."""

    name: str
    settings: Mapping[str, Any]


@contextmanager
def way(request: pytest.FixtureRequest) -> Iterator[Way]:
    """Open the way that a parametrised fixture asks for, with servers that hold nothing yet."""
    if request.param == "redis":
        redis: RedisServer = request.getfixturevalue("redis")
        with redis.running():
            yield Way("redis", {"queue_url": redis.url})
    elif request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        yield Way("postgresql", {"catalogue_url": cluster.new_database()})
    else:
        yield Way("files", {})
