"""Texts that lead somewhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several things to choose from."""

    label: str
    url: str
    current: bool
