"""The thread that lets the index follow."""

import threading

import pytest

from corpus.errors import CatalogueUnavailableError
from index.errors import IndexBusyError
from search_api.settings import Settings
from search_api.web.desk.following import Follower

SETTINGS = Settings()


def test_many_changes_while_one_is_followed_are_followed_once_more() -> None:
    began, may_end, times = threading.Event(), threading.Event(), []

    def once(_: Settings) -> None:
        times.append(1)
        began.set()
        assert may_end.wait(10)

    follower = Follower(SETTINGS, once=once)
    thread = follower.ask()
    assert thread is not None
    assert began.wait(10)
    assert [follower.ask() for _ in range(5)] == [None] * 5
    may_end.set()
    thread.join(10)
    assert len(times) == 2


def test_a_busy_index_is_waited_for_and_a_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    faults: list[Exception] = [IndexBusyError(SETTINGS.data_dir), CatalogueUnavailableError("x", "y")]
    waited: list[float] = []

    def once(_: Settings) -> None:
        raise faults.pop(0)

    thread = Follower(SETTINGS, once=once, wait=waited.append).ask()
    assert thread is not None
    thread.join(10)
    assert (len(waited), faults) == (1, [])
    assert "did not follow" in caplog.text
