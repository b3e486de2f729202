"""How long work tells how far it is."""

from typing import Protocol


class Watch(Protocol):
    """Is told what is being done; a progress bar, or nothing."""

    def begin(self, task: str, total: int) -> None:
        """``total`` steps of a task are about to be done; an earlier task is over."""

    def step(self) -> None:
        """One more step is done."""


class Unwatched:
    """Tells nobody."""

    def begin(self, task: str, total: int) -> None:
        """Do nothing."""

    def step(self) -> None:
        """Do nothing."""
