"""Imports and questions as the page of the inbox shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.jobs import Job, JobState, Question, Todo, TodoKind
from search_api.describing import API
from search_api.jobs.file_questions import REMOVE
from search_api.jobs.merging import UPDATE
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class JobView:
    """An import as a row of the list."""

    id: str
    names: str
    sent: str
    by: str
    state: str
    events: str
    """Where to follow it; empty for one that is over."""
    done: int
    total: int
    result: str
    reason: str
    notes: Sequence[str]
    can_stop: bool
    can_retry: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """A question with the buttons that settle it."""

    id: str
    kind: str
    study: str
    place: str
    value: str
    reason: str
    """In the language of the page."""
    details: str
    """In English, as whoever read the file says it; empty where the reason says it all."""
    proposals: Sequence[tuple[str, str]]


def job_view(job: Job, words: Wording) -> JobView:
    """Return an import in the words of a language."""
    return JobView(
        id=job.id,
        names=_names(job, words),
        sent=words.day(job.made.date()),
        by=job.by,
        state=job_state(job.state, words),
        events="" if job.is_over else f"{API}/imports/{job.id}/events",
        done=job.done,
        total=job.total,
        result=_result(job, words),
        reason=job.reason or "",
        notes=job.report.get("notes", ()),
        can_stop=can_stop(job),
        can_retry=job.state is JobState.FAILED,
    )


def can_stop(job: Job) -> bool:
    """Return whether a job may still be stopped."""
    return job.state in (JobState.QUEUED, JobState.RUNNING, JobState.FAILED) and not job.stopping


def todo_view(todo: Todo, words: Wording) -> TodoView:
    """Return a question in the words of a language."""
    asked = todo.question
    row = words.text("row %(row)s", row=asked.row) if asked.row else ""
    return TodoView(
        id=todo.id,
        kind=_kind(asked.kind, words),
        study=asked.study or "",
        place=", ".join(filter(None, [asked.source, row, asked.column])),
        value=asked.value or "",
        reason=_reason(asked, words),
        details=asked.reason if asked.kind in (TodoKind.LEFT_OUT, TodoKind.FAILED_FILE) else "",
        proposals=[(one.value, _label(asked.kind, one.value, one.label, words)) for one in asked.proposals],
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


def job_state(state: JobState, words: Wording) -> str:
    """Return how far a job is, in a word."""
    told = {
        JobState.QUEUED: words.text("Waits"),
        JobState.RUNNING: words.text("Under way"),
        JobState.DONE: words.text("Done"),
        JobState.FAILED: words.text("Failed"),
        JobState.CANCELLED: words.text("Stopped"),
    }
    return told[state]


def _kind(kind: TodoKind, words: Wording) -> str:
    told = {
        TodoKind.FILE_WITHOUT_ROW: words.text("A file that no row names"),
        TodoKind.ROW_WITHOUT_FILE: words.text("A row without its file"),
        TodoKind.FILE_OF_TWO_ROWS: words.text("Two rows for one file"),
        TodoKind.DOUBTFUL_AMOUNT: words.text("A doubtful amount"),
        TodoKind.DOUBTFUL_DATE: words.text("A doubtful date"),
        TodoKind.UNKNOWN_ADMINISTRATION: words.text("An unknown administration"),
        TodoKind.UNKNOWN_LANGUAGE: words.text("A file of unknown language"),
        TodoKind.FAILED_FILE: words.text("A file that could not be read in full"),
        TodoKind.MISNAMED_FILE: words.text("A file of another kind than its name says"),
        TodoKind.SAME_FILE: words.text("The same content twice"),
        TodoKind.KNOWN_STUDY: words.text("A study that is there already"),
        TodoKind.WITHDRAWN_STUDY: words.text("A study that was withdrawn"),
        TodoKind.LEFT_OUT: words.text("Left out"),
    }
    return told[kind]


def _reason(asked: Question, words: Wording) -> str:
    text = words.text
    told = {
        TodoKind.FILE_WITHOUT_ROW: text("It became a study of its own. Describe that, or choose another."),
        TodoKind.ROW_WITHOUT_FILE: text("Its file was not found. Choose it here, or send it."),
        TodoKind.FILE_OF_TWO_ROWS: text("Another row has this file already. Both may have it."),
        TodoKind.DOUBTFUL_AMOUNT: text("It may be read in two ways. Choose one."),
        TodoKind.DOUBTFUL_DATE: text("It is written in an unusual way. Is this the day?"),
        TodoKind.UNKNOWN_ADMINISTRATION: text("The name is kept as written. Choose whom it means."),
        TodoKind.UNKNOWN_LANGUAGE: text("Neither its text nor the inventory tells its language."),
        TodoKind.MISNAMED_FILE: text("It was read as what it is. Keep it, or send it with its right name."),
        TodoKind.SAME_FILE: text(
            "Its content is that of a file of %(studies)s.", studies=", ".join(asked.facts.get("others", ()))
        ),
        TodoKind.KNOWN_STUDY: text("The import tells otherwise of it. It was not changed."),
        TodoKind.WITHDRAWN_STUDY: text("The import tells of it again. It stays withdrawn."),
    }
    return told.get(asked.kind, "")


def _label(kind: TodoKind, value: str, label: str, words: Wording) -> str:
    """Return what the button of a proposal says."""
    if value == REMOVE:
        return words.text("Take the file out of the study")
    if value == UPDATE:
        return words.text("Take over what the import tells")
    if kind is TodoKind.DOUBTFUL_AMOUNT:
        return words.money(Decimal(label))
    return label
