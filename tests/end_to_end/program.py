"""The program as its users run it: a command in this process, or a process of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from models.load import load_encoder
from search_api.cli.main import main

ROOT = Path(__file__).parents[2]
PATIENCE = 180.0
"""Seconds after which a process that shows no sign of what is waited for is given up."""
_GLANCE = 0.005

_encoder = cache(load_encoder)
"""So that a hundred commands in one process read the weights once."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Return what it printed as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Here:
    """Runs commands in this process, on one data directory; an error that nobody expected fails the test."""

    data: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str | Path, **settings: str | Path) -> Finished:
        """Run a command; ``settings`` are environment variables of it alone."""
        self.capsys.readouterr()
        with self.monkeypatch.context() as patch:
            for name, value in {"SAVOIR_DATA_DIR": self.data, **settings}.items():
                patch.setenv(name, str(value))
            patch.setattr(sys, "argv", ["savoir", *map(str, arguments)])
            patch.setattr("search_api.wiring.load_encoder", _encoder)
            try:
                main()
                code = 0
            except SystemExit as end:
                code = int(end.code or 0)
        said = self.capsys.readouterr()
        return Finished(code, said.out, said.err)

    def search(self, question: str, *arguments: str) -> dict[str, Any]:
        """Return the answer to a question, without the time it took."""
        finished = self("search", question, *arguments, "--json")
        assert finished.code == 0, finished.err
        answer: dict[str, Any] = finished.json
        del answer["took_ms"]
        return answer

    def found(self, question: str, *arguments: str) -> list[str]:
        """Return the ids of the studies that answer a question."""
        return [result["study"]["id"] for result in self.search(question, *arguments)["results"]]

    def passages(self, question: str, *arguments: str) -> str:
        """Return the text of all passages that answer a question."""
        results = self.search(question, *arguments)["results"]
        return "\n".join(passage["text"] for result in results for passage in result["passages"])


@dataclass(frozen=True, slots=True)
class Apart:
    """Runs commands as processes of their own, on one data directory."""

    data: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path, **settings: str) -> Finished:
        """Run a command to its end; ``settings`` are environment variables of it alone."""
        process = Apart(self.data, {**self.settings, **settings}).start(*arguments)
        out, err = process.communicate(timeout=PATIENCE)
        return Finished(process.returncode, out, err)

    @contextmanager
    def running(
        self, *arguments: str | Path, out: int = subprocess.PIPE, err: int = subprocess.PIPE
    ) -> Iterator["subprocess.Popen[str]"]:
        """Start a command and stop it, if it still runs, when the block ends.

        A server that is asked much needs ``out``, and one with a worker ``err``: a pipe that nobody reads is
        full after some hundred lines of their log, and they wait for ever.
        """
        with self.start(*arguments, out=out, err=err) as process:
            try:
                yield process
            finally:
                process.kill()

    def environment(self) -> dict[str, str]:
        """Return the environment of such a process."""
        outside = {name: value for name, value in os.environ.items() if not name.startswith("SAVOIR_")}
        path = os.pathsep.join(filter(None, [self.settings.get("PYTHONPATH"), str(ROOT)]))
        return {**outside, "SAVOIR_DATA_DIR": str(self.data), **self.settings, "PYTHONPATH": path}

    def start(
        self, *arguments: str | Path, out: int = subprocess.PIPE, err: int = subprocess.PIPE
    ) -> "subprocess.Popen[str]":
        """Start a command in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "search_api.cli.main", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment(),
            stdout=out,
            stderr=err,
            text=True,
            start_new_session=True,
        )


def until(condition: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    """Return as soon as a condition holds, looking again while the process that brings it about runs."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return
        try:
            process.wait(_GLANCE)
        except subprocess.TimeoutExpired:
            continue
        if condition():
            return
        pytest.fail(f"the process ended with {process.returncode}: {process.communicate()}")
    pytest.fail("the process never did what was waited for")


def kill_at_once(process: "subprocess.Popen[str]") -> None:
    """Send SIGKILL to the process and to its group, and wait for the end."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def accepts(port: int) -> bool:
    """Tell whether somebody listens on a port."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0
