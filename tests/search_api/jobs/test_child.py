"""The worker beside the server."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from search_api.jobs import child
from search_api.jobs.child import worker_beside

SLEEPING = (sys.executable, "-c", "import sys; sys.stdin.read()")


def until(condition: Callable[[], bool]) -> None:
    wait = threading.Event().wait
    assert any(condition() or wait(0.02) for _ in range(1000))


def test_a_worker_that_dies_is_begun_again_and_ends_with_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "FIRST_WAIT", 0.0)
    with worker_beside(SLEEPING) as keeper:
        until(lambda: keeper.process is not None)
        first = keeper.process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: keeper.process is not first)
        second = keeper.process
        assert second is not None
        assert second.poll() is None
    assert second.poll() is not None
    assert keeper.process is second


def test_a_worker_ends_when_its_server_is_gone() -> None:
    waiting = (
        "from search_api.jobs.child import end_with_parent; import time; end_with_parent(); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", waiting], stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == -signal.SIGTERM
