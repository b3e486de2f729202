"""``savoir import``."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli.life import By

if TYPE_CHECKING:
    from corpus.jobs import Job, JobId
    from ingest.watch import Watch
    from search_api.jobs.queue import JobQueue
    from search_api.jobs.staging import Stage
    from search_api.library import Library

_GLANCE = 0.1
"""Seconds between two looks at a job."""


def bring(
    paths: Annotated[
        list[Path], typer.Argument(help="Folders, ZIP archives and files: inventories and what they name.")
    ],
    by: By = None,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until the import is done.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="The job as a JSON object.")] = False,
) -> None:
    """Bring studies in as drafts; `savoir todo` lists what is left to decide. Exit code 1: something is.

    A running worker does it; without one, this command does it itself.
    """
    from search_api.cli.jobs import print_import
    from search_api.cli.terminal import progress
    from search_api.jobs.queue import JobQueue
    from search_api.settings import read_settings
    from search_api.wiring import looking

    settings = read_settings()
    with looking(settings) as library:
        queue = JobQueue(library.catalogue, settings)
        with queue.staging() as stage:
            _stage(stage, paths)
            job = queue.submit_import(stage, by=by or settings.librarian)
        if wait:
            with progress() as watch:
                _until_done(library, queue, job, watch)
        queue.close()
        code = print_import(queue, queue.job(job), as_json=as_json)
    raise typer.Exit(code)


def _stage(stage: "Stage", paths: list[Path]) -> None:
    from pathlib import PurePosixPath

    from corpus.errors import InventoryError
    from corpus.inventory.folder_files import folder_files
    from corpus.reasons import reason
    from search_api.jobs.staging import copied
    from search_api.jobs.uploads import unpack_archives

    for path in paths:
        if not path.exists():
            raise InventoryError(path, reason("inventory.absent"))
        if path.is_dir():
            for file in folder_files(path)[0]:
                copied(stage, file, below=PurePosixPath(file.parent.relative_to(path).as_posix()))
        else:
            copied(stage, path)
    unpack_archives(stage)


def _until_done(library: "Library", queue: "JobQueue", job: "JobId", watch: "Watch") -> None:
    """Watch the worker, or do the job where there is none: also where it ends meanwhile."""
    from search_api.jobs.errors import WorkerBusyError
    from search_api.jobs.worker import do_here

    shown: Job | None = None
    while not (now := queue.job(job)).is_over:
        try:
            do_here(library, now.kind, watch)
            time.sleep(_GLANCE)
        except WorkerBusyError:
            shown = _show(watch, shown, queue.job(job))


def _show(watch: "Watch", shown: "Job | None", now: "Job") -> "Job":
    if shown is None or now.step != shown.step or now.done < shown.done:
        watch.begin(now.step or "Waiting for the worker", now.total)
        shown = None
    for _ in range(now.done - (shown.done if shown else 0)):
        watch.step()
    time.sleep(_GLANCE)
    return now
