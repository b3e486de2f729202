"""Jobs and questions as programs get them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.todo import TodoBook
from corpus.duplicates.candidates import Kind
from corpus.jobs import Job, JobState, Todo, TodoKind, TodoState
from models.language import Language
from search_api.jobs.notes import tell_report
from search_api.telling import said


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class _JobAnswer(_Answer):
    """A job, as far as it is."""

    id: str = Field(examples=["61920bbe0d0c4d4c8f2f5d3f3c1f7a10"])
    state: JobState
    by: str = Field(description="Who asked for it.")
    made: datetime
    began: datetime | None
    ended: datetime | None
    step: str = Field(description="What is being done.", examples=["Comparing texts"])
    done: int = Field(description="Of `total`, in this step.")
    total: int = Field(description="0: it cannot be told.")
    attempts: int
    reason: str | None = Field(description="Why it failed, stopped, or is tried again.")


class ImportAnswer(_JobAnswer):
    """An import, as far as it is."""

    names: list[str] = Field(description="Some of its files.")
    files: int
    size: int = Field(description="Bytes of its files.")
    report: dict[str, Any] = Field(description="What it brought, when it is done.")
    open_questions: int = Field(description="What is left to decide; `/api/v1/todo` lists it.")


class ComparingAnswer(_JobAnswer):
    """A comparison of all studies, as far as it is."""

    waiting: dict[Kind, int] = Field(description="Pairs to be decided, by kind; empty before it is done.")


class ProgressAnswer(_Answer):
    """How far a job is."""

    state: JobState
    done: int
    total: int


class ImportsAnswer(_Answer):
    """Imports, latest first."""

    imports: list[ImportAnswer]


class ProposalAnswer(_Answer):
    """One way to settle a question."""

    value: str = Field(description="What to send as `choice`.")
    label: str


class TodoAnswer(_Answer):
    """Something that an import leaves to a librarian."""

    id: str
    job: str = Field(description="Id of its import.")
    kind: TodoKind
    state: TodoState
    study: str | None
    source: str = Field(description="The inventory or the file that it is about.")
    row: int | None
    column: str | None
    value: str | None
    reason: str
    proposals: list[ProposalAnswer] = Field(description="None: it can only be dismissed.")
    choice: str | None = Field(description="What was accepted.")
    settled: datetime | None
    by: str | None


class TodosAnswer(_Answer):
    """Questions, those of the latest import first."""

    total: int
    offset: int
    limit: int
    todo: list[TodoAnswer]


class Choice(_Answer):
    """Which proposal is accepted."""

    choice: str | None = Field(default=None, max_length=200, description="A `value`; left out: the first.")


def present_import(book: TodoBook, job: Job, language: Language) -> ImportAnswer:
    """Return an import as programs get it, with reasons and remarks in a language."""
    return ImportAnswer(
        **_facts(job, language),
        names=job.asked.get("names", []),
        files=job.asked.get("files", 0),
        size=job.asked.get("size", 0),
        report=tell_report(job.report, language),
        open_questions=book.count(job=job.id),
    )


def present_comparing(job: Job, language: Language) -> ComparingAnswer:
    """Return a comparison as programs get it, with reasons in a language."""
    return ComparingAnswer(**_facts(job, language), waiting=job.report.get("waiting", {}))


def _facts(job: Job, language: Language) -> dict[str, Any]:
    """Return what is told of every job."""
    return {
        "id": job.id,
        "state": job.state,
        "by": job.by,
        "made": job.made,
        "began": job.began,
        "ended": job.ended,
        "step": job.step,
        "done": job.done,
        "total": job.total,
        "attempts": job.attempts,
        "reason": said(job.reason, language) if job.reason else None,
    }


def present_progress(job: Job) -> ProgressAnswer:
    """Return how far a job is."""
    return ProgressAnswer(state=job.state, done=job.done, total=job.total)


def present_todo(todo: Todo, language: Language) -> TodoAnswer:
    """Return a question as programs get it, with its reason in a language."""
    asked = todo.question
    return TodoAnswer(
        id=todo.id,
        job=todo.job,
        kind=asked.kind,
        state=todo.state,
        study=asked.study,
        source=asked.source,
        row=asked.row,
        column=asked.column,
        value=asked.value,
        reason=said(asked.reason, language),
        proposals=[ProposalAnswer(value=one.value, label=one.label) for one in asked.proposals],
        choice=todo.choice,
        settled=todo.settled,
        by=todo.by,
    )
