"""A server process over a made-up library, and a client that keeps its connections."""

import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from eval.bench.errors import ServerFailedError

HOST = "127.0.0.1"
_SAVOIR = (sys.executable, "-m", "search_api.cli.main")
_START = 300.0
"""Seconds that a server may take to open its index."""
_END = 10.0
_GLANCE = 0.05
TIMEOUT = 120.0
"""Seconds that one answer may take."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers."""

    process: int
    port: int


@contextmanager
def serving(directory: Path, **settings: str) -> Iterator[Server]:
    """Run ``savoir serve`` on a data directory until the block ends.

    Of the settings in the environment it keeps the encoder alone; ``settings`` are set besides.

    Raises:
        ServerFailedError: it ends, or does not answer for long.
    """
    port, said = _free_port(), directory / "server.log"
    command = [*_SAVOIR, "serve", "--host", HOST, "--port", str(port)]
    environment = _environment(directory) | settings
    with (
        said.open("wb") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            _wait_for(port, process, said)
            yield Server(process.pid, port)
        finally:
            _end(process)


def reindex(directory: Path, **settings: str) -> None:
    """Run ``savoir reindex`` on a data directory, with the settings of ``serving``.

    Raises:
        ServerFailedError: it fails.
    """
    environment = _environment(directory) | settings
    done = subprocess.run([*_SAVOIR, "reindex"], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerFailedError(f"its index cannot be built: {done.stderr.strip()}")


@dataclass(slots=True)
class Client:
    """Asks a server, over as many connections as there are questions at a time."""

    server: Server
    path: str
    """Of what is asked."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Besides the question."""
    _idle: deque[HTTPConnection] = field(default_factory=deque)

    def ask(self, question: str) -> None:
        """Send a question and read the whole answer.

        Raises:
            ServerFailedError: it does not come, or is an error.
        """
        path = f"{self.path}?{urlencode({'q': question, **self.parameters})}"
        connection = self._connection()
        try:
            status, _ = _answer_again(connection, path)
        except (OSError, HTTPException) as error:
            connection.close()
            raise ServerFailedError(f"no answer to {path} ({error})") from error
        self._idle.append(connection)
        if status != 200:
            raise ServerFailedError(f"it answered {path} with {status}")

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop().close()

    def _connection(self) -> HTTPConnection:
        try:
            return self._idle.pop()
        except IndexError:
            return HTTPConnection(HOST, self.server.port, timeout=TIMEOUT)


def _answer_again(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    """Return status and body of an answer; ask twice where the server has closed an idle connection."""
    try:
        return _answer(connection, path)
    except ConnectionError:
        connection.close()
        return _answer(connection, path)


def _answer(connection: HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    with connection.getresponse() as answer:
        return answer.status, answer.read()


def _environment(directory: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "SAVOIR_ENCODER" or not name.startswith("SAVOIR_")
    }
    # One client asks for all.
    return {**kept, "SAVOIR_DATA_DIR": str(directory), "SAVOIR_SEARCH_RATE": "0", "SAVOIR_SUGGEST_RATE": "0"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int, process: "subprocess.Popen[bytes]", said: Path) -> None:
    """Return when the server is ready to answer."""
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            last = said.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
            raise ServerFailedError(f"it ended with {process.returncode}: {' '.join(last)}")
        if _is_ready(port):
            return
        time.sleep(_GLANCE)
    raise ServerFailedError(f"it did not answer within {_START:.0f} seconds")


def _is_ready(port: int) -> bool:
    """Tell whether the server has begun to answer.

    Raises:
        ServerFailedError: it answers that it cannot.
    """
    with closing(HTTPConnection(HOST, port, timeout=TIMEOUT)) as connection:
        try:
            status, body = _answer(connection, "/readyz")
        except OSError:
            return False
    if status != 200:
        raise ServerFailedError(f"it is not ready: {body.decode(errors='replace')}")
    return True


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_END)
    except subprocess.TimeoutExpired:
        process.kill()
