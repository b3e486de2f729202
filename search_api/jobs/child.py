"""The worker as a child of the server: begun with it, begun again when it dies, and ended with it."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

log = logging.getLogger("savoir")

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before a worker that died is begun again; they double while it goes on dying."""

TO_END = 30.0
"""Seconds that it gets to put its jobs down."""

COMMAND = (sys.executable, "-m", "search_api.cli.main", "worker", "--of-server")


@contextmanager
def worker_beside(command: tuple[str, ...] = COMMAND) -> Iterator["Keeper"]:
    """Keep a worker alive while the block lasts."""
    keeper = Keeper(command)
    keeper.start()
    try:
        yield keeper
    finally:
        keeper.end()


class Keeper:
    """Begins a process again whenever it ends."""

    def __init__(self, command: tuple[str, ...]) -> None:
        self._command = command
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._changing = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """End the process, and do not begin it again."""
        with self._changing:
            self._ending.set()
            if self.process is not None:
                self.process.terminate()
        self._thread.join(TO_END)
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _keep(self) -> None:
        wait = FIRST_WAIT
        while process := self._begin():
            began = time.monotonic()
            process.wait()
            _close(process)
            if self._ending.is_set():
                return
            wait = FIRST_WAIT if time.monotonic() - began > LONGEST_WAIT else wait
            log.warning("the worker ended with %s; it is begun again in %.1f s", process.returncode, wait)
            self._ending.wait(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _begin(self) -> "subprocess.Popen[bytes] | None":
        with self._changing:
            if self._ending.is_set():
                return None
            # What it reads ends with this process, however that ends; nothing is ever written.
            self.process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=_environment()
            )
            return self.process


def end_with_parent() -> None:
    """End this process as a signal would as soon as its standard input ends."""
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def _close(process: "subprocess.Popen[bytes]") -> None:
    if process.stdin is not None:
        process.stdin.close()


def _environment() -> dict[str, str]:
    """Return the environment of a child: it finds the program where this process found it."""
    root = str(Path(__file__).parents[2])
    found = [path for path in (root, os.environ.get("PYTHONPATH")) if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found)}
