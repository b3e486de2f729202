"""From a request with files to an import that waits."""

from collections.abc import Callable

from anyio.to_thread import run_sync
from fastapi import Request

from corpus.jobs import Job
from search_api.jobs.queue import JobQueue
from search_api.jobs.uploads import receive


async def bring(
    queue: JobQueue, request: Request, *, by: str, allow: Callable[[dict[str, str]], None] = lambda _: None
) -> Job:
    """Write the files of a form to the inbox while they come, and submit their import.

    Args:
        queue: takes the import.
        request: its body is a form with files, and was not read yet.
        by: who sends it.
        allow: asked with the fields of the form before its first file is read; raises to refuse it.

    Raises:
        UploadError: the files are not taken in; nothing of them is kept.
    """
    with queue.staging() as stage:
        await receive(stage, request.headers.get("content-type", ""), request.stream(), allow)
        await run_sync(lambda: queue.submit_import(stage, by=by))
    return await run_sync(queue.job, stage.id)
