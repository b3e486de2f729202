"""The whole benchmark of the desk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from eval.bench.desk.browser import Answer, Browser
from eval.bench.desk.changing import PUBLISH, Change, Changed, by_author, make
from eval.bench.desk.importing import bring_in, open_questions
from eval.bench.desk.library import NAME, PASSWORD, Filled, fill
from eval.bench.desk.pages import pages
from eval.bench.desk.results import DeskJob, DeskPage, DeskSpeed
from eval.bench.machine import load
from eval.bench.server import reindex, serving
from ingest.watch import Watch

ROWS = 1_000
"""Of the inventory that is imported."""
ASKED = 20
"""How often each page is asked for."""
_CHANGES = 3
"""How often all studies are changed."""
_ENCODER = {"SAVOIR_ENCODER": "static"}
"""Nothing is searched for; it builds an index soon."""


def desk_speed(
    directory: Path, studies: int, *, rows: int = ROWS, asked: int = ASKED, seed: int = 1, watch: Watch
) -> DeskSpeed:
    """Measure the pages of the desk over a catalogue of so many studies, those of an import among them.

    Args:
        directory: empty; laid out as a data directory of Savoir.
        studies: in all.
        rows: of the inventory whose import is measured first.
        asked: how often each page is asked for.
        seed: makes the same catalogue.
        watch: is told how far it is.

    Raises:
        ServerFailedError: the server does not start or answers with errors.
    """
    filled = fill(directory, studies - rows - 1, seed=seed, watch=watch)
    watch.begin("building the index", 1)
    reindex(directory, **_ENCODER)
    watch.step()
    with serving(directory, **_ENCODER) as server, _signed_in(Browser(server)) as browser:
        watch.begin("importing", 1)
        bring_in(browser, 1, seed=seed, name="first")  # the worker takes longer to start than to import
        imported = bring_in(browser, rows, seed=seed)
        watch.step()
        questions = open_questions(browser)
        read = [_page(name, _asked(browser, paths, asked)) for name, paths in _steps(filled, studies, watch)]
        few = _changed(browser, "changing those of a page", max(1, asked // 4), _few, watch)
        published = _changed(browser, "publishing those of a page", 3, _published, watch)
        many = _changed(browser, "changing all", _CHANGES, _all, watch)
    return DeskSpeed(
        studies=studies,
        rows=rows,
        questions=questions,
        jobs=(imported, *_jobs(few, published, many)),
        pages=(*read, *_changes(few, published, many)),
        load=load(),
    )


def _steps(filled: Filled, studies: int, watch: Watch) -> Iterator[tuple[str, Sequence[str]]]:
    measured = pages(filled, studies)
    watch.begin("pages", len(measured))
    for step in measured.items():
        yield step
        watch.step()


def _asked(browser: Browser, paths: Sequence[str], count: int) -> list[Answer]:
    return [browser.get(paths[number % len(paths)]) for number in range(count)]


def _few(number: int) -> Change:
    return Change("state=published", by_author(number), whole=False)


def _published(_number: int) -> Change:
    return Change("state=in-review", PUBLISH, whole=False)


def _all(number: int) -> Change:
    return Change("", by_author(number), whole=True)


def _changed(
    browser: Browser, task: str, count: int, change: Callable[[int], Change], watch: Watch
) -> Changed:
    changed = Changed()
    watch.begin(task, count)
    for number in range(count):
        make(browser, change(number), changed)
        watch.step()
    return changed


def _changes(few: Changed, published: Changed, many: Changed) -> Iterator[DeskPage]:
    for name, changed in (("50", few), ("50 to publish", published), ("all", many)):
        yield _page(f"many at a time, {name}: form", changed.asked)
        yield _page(f"many at a time, {name}: preview", changed.previewed)
        yield _page(f"many at a time, {name}: apply", changed.applied)


def _jobs(few: Changed, published: Changed, many: Changed) -> Iterator[DeskJob]:
    named = {"an author for 50": few, "50 published": published, "an author for all": many}
    for name, changed in named.items():
        yield DeskJob(name=name, seconds=round(max(changed.done), 2))


def _page(name: str, answers: Sequence[Answer]) -> DeskPage:
    times = [answer.seconds * 1000 for answer in answers]
    p50, p95 = (round(float(value), 1) for value in np.percentile(times, [50, 95]))
    return DeskPage(
        name=name,
        p50=p50,
        p95=p95,
        most=round(max(times), 1),
        count=len(times),
        processor=_mean([answer.processor for answer in answers]),
        kilobytes=round(max(len(answer.text) for answer in answers) / 1024, 1),
    )


def _mean(seconds: Sequence[float | None]) -> float | None:
    """Return the mean in milliseconds."""
    told = [one for one in seconds if one is not None]
    return round(sum(told) / len(told) * 1000, 1) if told else None


@contextmanager
def _signed_in(browser: Browser) -> Iterator[Browser]:
    try:
        browser.sign_in(NAME, PASSWORD)
        yield browser
    finally:
        browser.close()
