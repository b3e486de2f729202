"""Jobs as the pages of the desk show and lead them."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response

from corpus.jobs import Job, JobId, JobKind, JobState
from models.language import Language
from search_api.access.forms import Form
from search_api.jobs.queue import JobQueue
from search_api.telling import language_of, said
from search_api.web.desk.frames import PRIVATE
from search_api.web.desk.moments import moment
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """How far a job is."""

    id: str
    when: str
    by: str
    state: str
    under_way: bool
    """It waits, or is being done."""
    done: int
    total: int
    reason: str
    reason_in: Language | None
    """Its language where it is not that of the page."""
    can_stop: bool
    can_retry: bool


def job_line(job: Job, words: Wording) -> JobLine:
    """Return how far a job is, in the words of a language."""
    return JobLine(
        id=job.id,
        when=moment(job.ended or job.made, words.language),
        by=job.by,
        state=job_state_name(job.state, words),
        under_way=not job.is_over,
        done=job.done,
        total=job.total,
        reason=said(job.reason, words.language) if job.reason else "",
        reason_in=language_of(job.reason) if job.reason else None,
        can_stop=can_stop(job),
        can_retry=job.state is JobState.FAILED,
    )


def can_stop(job: Job) -> bool:
    """Tell whether a job can be stopped and was not asked to yet."""
    return job.state in (JobState.QUEUED, JobState.RUNNING, JobState.FAILED) and not job.stopping


def job_state_name(state: JobState, words: Wording) -> str:
    """Return what the state of a job is called."""
    return {
        JobState.QUEUED: words.text("Waits"),
        JobState.RUNNING: words.text("Under way"),
        JobState.DONE: words.text("Done"),
        JobState.FAILED: words.text("Failed"),
        JobState.CANCELLED: words.text("Stopped"),
    }[state]


def lead_job(queue: JobQueue, job: str, kind: JobKind, form: Form) -> None:
    """Stop a job of a kind, or have it tried again, as a form says.

    Raises:
        JobNotFoundError: there is no such job of this kind.
        JobStateError: it is over, or did not fail.
    """
    known = queue.job(JobId(job), kind)
    act = queue.retry if form.get("do") == "retry" else queue.cancel
    act(known.id)


def is_awaited(request: Request) -> bool:
    """Tell whether a page asks by itself, while a job goes on, how far it is."""
    return request.headers.get("hx-request") == "true"


def refreshed() -> Response:
    """Return what lets such a page load itself anew: the job is over, and its report is there."""
    return Response(headers={"HX-Refresh": "true", **PRIVATE})
