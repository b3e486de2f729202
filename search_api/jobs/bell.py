"""The bell that wakes the worker: huey carries the word that there is something to do, and nothing else.

It rings in a file, in Redis, or in PostgreSQL.
What there is to do stands in the book of jobs, so a word that is lost, doubled or forged does no harm: at
each one the worker looks into the book. Words are JSON; huey's own form, pickle, would run what it reads.
"""

import json
import logging
import math
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey
from huey.consumer import Scheduler, Worker
from huey.exceptions import ConfigurationError
from huey.registry import Message
from huey.serializer import Serializer

from corpus.jobs import JobKind
from search_api.errors import ExtraMissingError
from search_api.jobs.errors import QueueUnavailableError

EVERY = 0.15
"""Seconds between two looks of an idle worker."""

_NAME = "savoir"

_TOLD_EVERY = 60.0
"""Seconds between two lines that say that nobody can be heard."""


class JsonWords(Serializer):  # type: ignore[misc]
    """Words as JSON; a moment is written as ISO 8601."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(list(data), default=datetime.isoformat).encode()

    def _deserialize(self, data: bytes) -> Message:
        fields = json.loads(data)
        eta = Message._fields.index("eta")
        fields[eta] = datetime.fromisoformat(fields[eta]) if fields[eta] else None
        return Message(*fields)


class Bell:
    """Rings for jobs of a kind; ``answer`` is called in the worker alone."""

    def __init__(self, url: str | None, folder: Path) -> None:
        """Open the way to the worker.

        Args:
            url: of a Redis or a PostgreSQL database; ``None``: a file.
            folder: of that file.

        Raises:
            QueueUnavailableError: it cannot be opened.
            ExtraMissingError: the client of that server is not installed.
        """
        with _faults():
            self.huey = _huey(url, folder)
        self.huey.serializer = JsonWords()
        self._answer: Callable[[JobKind], None] = lambda _: None
        self._task = self.huey.task(name="look")(self._look)

    def ring(self, kind: JobKind, *, delay: float | None = None) -> None:
        """Let the worker look for jobs of a kind, now or after some seconds.

        Raises:
            QueueUnavailableError: nobody can be told.
        """
        with _faults(), closing(self.huey.storage):  # each thread has a connection of its own
            if delay is None:
                self._task(kind.value)
            else:
                self._task.schedule((kind.value,), delay=delay)

    def serve(self, answer: Callable[[JobKind], None]) -> Any:
        """Return huey's consumer, which calls ``answer`` at each word; it is not started yet."""
        self._answer = answer
        with _faults():
            self.huey.flush()  # the worker looks at all there is when it starts
        return self.huey.create_consumer(
            workers=len(JobKind),
            periodic=False,
            initial_delay=EVERY,
            backoff=1,
            max_delay=EVERY,
            graceful_signal="TERM",
        )

    def close(self) -> None:
        """Let go of the connection of this thread."""
        self.huey.storage.close()

    def _look(self, kind: str) -> None:
        self._answer(JobKind(kind))


def quiet() -> None:
    """Keep huey's account of each word out of the log; what goes wrong with a job stands in the book.

    That the server of the bell is away is told once a minute, not at each look.
    """
    logging.getLogger("huey").setLevel(logging.ERROR)
    for process in (Worker, Scheduler):
        logging.getLogger(f"huey.consumer.{process.process_name}").addFilter(_Now())


class _Now(logging.Filter):
    """Lets an outage through now and then, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._last = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not (record.getMessage().startswith("Error ") or _is_of_client(error)):
            return True
        record.exc_info = None
        if record.created - self._last < _TOLD_EVERY:
            return False
        self._last = record.created
        return True


def _huey(url: str | None, folder: Path) -> Huey:
    if url is None:
        folder.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(_NAME, filename=str(folder / "queue.sqlite"), results=False, timeout=10)
    package, extra = ("psycopg", "postgres") if url.startswith("postgres") else ("redis", "redis")
    try:
        if extra == "postgres":
            return PostgresHuey(_NAME, dsn=url, results=False)
        return RedisHuey(_NAME, url=url, results=False)
    except ConfigurationError as error:
        raise ExtraMissingError(package, extra) from error
    except ValueError as error:  # its text is not repeated: it may hold a password
        raise QueueUnavailableError("this is no address of a Redis or a PostgreSQL server") from error


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise QueueUnavailableError(str(error) or type(error).__name__) from error
    except Exception as error:
        if _is_of_client(error):
            raise QueueUnavailableError(type(error).__name__) from error
        raise


def _is_of_client(error: BaseException | None) -> bool:
    """Tell whether a client of a server raised an error; it is installed only where it is used."""
    return type(error).__module__.partition(".")[0] in ("redis", "psycopg")
