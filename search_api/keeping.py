"""What is made of the whole catalogue, kept until the catalogue, a list or the index has changed."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from index.errors import SearchIndexError

if TYPE_CHECKING:
    from search_api.services import Services

LIFETIME = 60.0
"""Seconds after which the catalogue is read again even if nothing seems to have changed in it."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Value]):
    state: object
    made: float
    value: Value


class Keeper(Generic[Value]):
    """Keeps one value and makes it anew when the catalogue, a list or the index has changed.

    One thread makes it while the others use the one before.
    """

    def __init__(
        self,
        services: "Services",
        make: Callable[["Services"], Value],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._services, self._make_of, self._clock = services, make, clock
        self._lock = threading.Lock()
        self._kept: _Kept[Value] | None = None

    def current(self) -> Value:
        """Return the value of now, or that of a moment ago while another thread makes a newer one."""
        state = self._state()
        if kept := self._fresh(state):
            return kept.value
        if not self._lock.acquire(blocking=self._kept is None) and self._kept:
            return self._kept.value
        try:
            return (self._fresh(state) or self._make(state)).value
        finally:
            self._lock.release()

    def _fresh(self, state: object) -> _Kept[Value] | None:
        kept = self._kept
        return kept if kept and kept.state == state and self._clock() - kept.made < LIFETIME else None

    def _make(self, state: object) -> _Kept[Value]:
        made = self._clock()
        self._kept = _Kept(state, made, self._make_of(self._services))
        return self._kept

    def _state(self) -> tuple[str | None, int, int]:
        try:
            version = self._services.live.version()
        except SearchIndexError:
            version = None  # the catalogue answers without an index
        return version, self._services.catalogue.count_studies(), self._services.lists.last_change()
