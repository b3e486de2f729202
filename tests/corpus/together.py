"""Threads that act at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def together(count: int, act: Callable[[int], object]) -> list[object]:
    """Act in several threads at the same moment, and return what came of it."""
    gate = threading.Barrier(count)

    def acted(number: int) -> object:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(acted, range(count)))
