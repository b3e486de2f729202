"""Private servers for tests: a PostgreSQL cluster and a Redis, on sockets in folders of their own.

They listen on no port, keep nothing, and end with the process that began them, however that ends.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

PATIENCE = 60.0
"""Seconds after which a server will not answer any more."""

_GLANCE = 0.02

_USER = "savoir"
_LETTERS = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr-BE"]
"""Belgium's order of letters: what relies on the order of bytes is found out."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL server."""

    folder: Path
    client: Any
    """The package psycopg."""

    def new_database(self, letters: str = "") -> str:
        """Make an empty database, with an encoding and a locale of its own if wished, and return its URL."""
        name = f"d{uuid4().hex}"
        own = f"TEMPLATE template0 LOCALE_PROVIDER libc {letters}" if letters else ""
        self.ask(f"CREATE DATABASE {name} {own}")
        return self.url(name)

    def url(self, name: str) -> str:
        """Return where a database is."""
        return f"postgresql://{_USER}@/{name}?host={self.folder}"

    def ask(self, statement: str, url: str | None = None) -> list[tuple[Any, ...]]:
        """Have a database carry out a statement, and return what it answers."""
        with self.client.connect(url or self.url("postgres"), autocommit=True) as asking:
            answer = asking.execute(statement)
            return answer.fetchall() if answer.description else []

    def hang_up(self, url: str) -> None:
        """End all connections to a database, as a server does that is begun again."""
        others = "datname = current_database() AND pid != pg_backend_pid()"
        self.ask(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {others}", url)

    def clear(self, url: str) -> None:
        """Empty the tables of a catalogue, quicker than new ones are made."""
        self.hang_up(url)
        kept = "schemaname = 'public' AND tablename != 'alembic_version'"
        names = ", ".join(name for (name,) in self.ask(f"SELECT tablename FROM pg_tables WHERE {kept}", url))
        past_triggers = "SET session_replication_role = replica"
        self.ask(f"{past_triggers}; TRUNCATE {names} RESTART IDENTITY", url)

    def answers(self) -> bool:
        """Tell whether it runs and is done with starting."""
        try:
            self.ask("SELECT 1")
        except self.client.OperationalError:
            return False
        return True


@contextmanager
def postgresql() -> Iterator[Cluster]:
    """Run a PostgreSQL server; the test is skipped where there is none, or no client for it."""
    client = pytest.importorskip("psycopg", reason="psycopg is not installed (extra: postgres)")
    initdb, postgres = (_program(name) for name in ("initdb", "postgres"))
    with _folder() as folder:
        data = str(folder / "data")
        made = subprocess.run(
            _unprivileged(folder, [initdb, "-D", data, "-U", _USER, "--auth=trust", "--no-sync", *_LETTERS]),
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr
        quick = [f"-c{setting}=off" for setting in ("fsync", "synchronous_commit", "full_page_writes")]
        where = ["-D", data, "-k", str(folder), "-h", "", *quick]
        cluster = Cluster(folder, client)
        with _running(_unprivileged(folder, [postgres, *where]), folder, cluster.answers):
            yield cluster


@dataclass(slots=True)
class RedisServer:
    """A Redis server that can be stopped and begun again, empty each time."""

    folder: Path
    program: str
    password: str = "hush"

    @property
    def url(self) -> str:
        """Where it is, with its password."""
        return f"unix://:{self.password}@{self.folder}/redis.sock"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run it while the block lasts."""
        place = self.folder / "redis.sock"
        where = ["--port", "0", "--unixsocket", str(place), "--dir", str(self.folder)]
        kept = ["--save", "", "--appendonly", "no", "--requirepass", self.password]
        with _running([*_tied(), self.program, *where, *kept], self.folder, lambda: _accepts(place)):
            yield


@contextmanager
def redis() -> Iterator[RedisServer]:
    """Give a Redis server that does not run yet; the test is skipped where there is none, or no client."""
    pytest.importorskip("redis", reason="redis-py is not installed (extra: redis)")
    with _folder() as folder:
        yield RedisServer(folder, _program("redis-server"))


def _program(name: str) -> str:
    found = [shutil.which(name), *map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    if not any(found):
        pytest.skip(f"{name} is not installed")
    return next(filter(None, found))


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder whose name is short enough for a socket, and that other users may pass through."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _tied() -> list[str]:
    """Return what makes a command end with this process."""
    return ["setpriv", "--pdeathsig", "QUIT"]


def _unprivileged(folder: Path, command: list[str]) -> list[str]:
    """Return a command that PostgreSQL agrees to: it does not run as root."""
    if os.geteuid() != 0:
        return [*_tied(), *command]
    shutil.chown(folder, "postgres", "postgres")
    return [*_tied(), "--reuid", "postgres", "--regid", "postgres", "--clear-groups", *command]


@contextmanager
def _running(command: list[str], folder: Path, answers: Callable[[], bool]) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=folder, stdout=quiet, stderr=quiet) as process:
        try:
            _wait_for(process, answers)
            yield
        finally:
            process.send_signal(signal.SIGQUIT)


def _wait_for(process: "subprocess.Popen[bytes]", answers: Callable[[], bool]) -> None:
    for _ in range(int(PATIENCE / _GLANCE)):
        if answers():
            return
        try:
            process.wait(_GLANCE)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"a server does not answer: {process.args!r}")


def _accepts(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as asking:
        return asking.connect_ex(str(place)) == 0
