"""One change for many studies, as a librarian makes it: choose, look, apply."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.bench.desk.browser import Answer, Browser
from eval.bench.desk.pages import DESK, STUDIES
from eval.bench.errors import ServerFailedError

BULK = f"{DESK}/bulk"
_GLANCE = 0.1
_UNDER_WAY = "data-events="
_ROW = re.compile(r'<input type="checkbox" name="id" value="([^"]*)"')

Form = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """Which studies a change is for, and what it does: fields of its form."""

    query: str
    """Of the list that they are chosen in."""
    act: Sequence[tuple[str, str]]
    whole: bool
    """All that the list finds, instead of those on its first page."""


@dataclass(slots=True)
class Changed:
    """What the pages of changes took, in seconds."""

    asked: list[Answer] = field(default_factory=list)
    previewed: list[Answer] = field(default_factory=list)
    applied: list[Answer] = field(default_factory=list)
    done: list[float] = field(default_factory=list)
    """From applying to the end of it."""


def make(browser: Browser, change: Change, into: Changed) -> None:
    """Make a change and wait until it is done.

    Raises:
        ServerFailedError: it cannot be made.
    """
    listed = browser.get(f"{STUDIES}?{change.query}")
    chosen: Form = listed.hidden()
    chosen += [("which", "all")] if change.whole else [("which", "chosen"), *_rows(listed)]
    asked = browser.send(BULK, chosen)
    previewed = browser.send(BULK, [*asked.hidden(), *change.act, ("preview", "1")])
    start = time.perf_counter()
    applied = browser.send(BULK, [*previewed.hidden(), *change.act, ("apply", "1")])
    if applied.status == 303:
        _wait(browser, applied.location)
    into.asked.append(asked)
    into.previewed.append(previewed)
    into.applied.append(applied)
    into.done.append(time.perf_counter() - start)


def by_author(number: int) -> Sequence[tuple[str, str]]:
    """Return an act that changes every study each time."""
    return [("act", "set_author"), ("set_author.value", f"Bureau neuf {number}")]


PUBLISH: Sequence[tuple[str, str]] = [("act", "take_step"), ("take_step.instead", "publish")]


def _rows(listed: Answer) -> Form:
    return [("id", study) for study in _ROW.findall(listed.text)]


def _wait(browser: Browser, path: str) -> None:
    while _UNDER_WAY in (page := browser.get(path)).text:
        time.sleep(_GLANCE)
    if page.status != 200:
        raise ServerFailedError(f"the page of a change answered {page.status}")
