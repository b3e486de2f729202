"""Imports as the page of the inbox shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.jobs import Job, JobState
from models.language import Language
from search_api.describing import API
from search_api.jobs.notes import tell_note
from search_api.telling import language_of, said
from search_api.web.desk.jobs_view import can_stop, job_state_name
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """An import as a row of the list."""

    id: str
    names: str
    sent: str
    by: str
    state: str
    under_way: bool
    """It waits, or is being done."""
    events: str
    """Where to follow it; empty for one that is over."""
    done: int
    total: int
    result: str
    reason: str
    reason_in: Language | None
    """The language of the reason where it is not that of the page."""
    notes: Sequence[str]
    can_stop: bool
    can_retry: bool


def job_view(job: Job, words: Wording) -> JobView:
    """Return an import in the words of a language."""
    return JobView(
        id=job.id,
        names=_names(job, words),
        sent=words.day(job.made.date()),
        by=job.by,
        state=job_state_name(job.state, words),
        under_way=not job.is_over,
        events="" if job.is_over else f"{API}/imports/{job.id}/events",
        done=job.done,
        total=job.total,
        result=_result(job, words),
        reason=said(job.reason, words.language) if job.reason else "",
        reason_in=language_of(job.reason) if job.reason else None,
        notes=[tell_note(kept, words.language) for kept in job.report.get("notes", ())],
        can_stop=can_stop(job),
        can_retry=job.state is JobState.FAILED,
    )


def _names(job: Job, words: Wording) -> str:
    names: list[str] = job.asked.get("names", [])[:2]
    more = job.asked.get("files", 0) - len(names)
    shown = ", ".join(names)
    return (
        words.text("%(names)s and %(count)s more", names=shown, count=words.number(more)) if more else shown
    )


def _result(job: Job, words: Wording) -> str:
    studies = job.report.get("studies")
    return "" if studies is None else words.plural("%(count)s study", "%(count)s studies", studies)
