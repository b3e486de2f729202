"""Questions as rows of a table."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from corpus.catalogue.files import batches
from corpus.catalogue.jobs_tables import TodoRow
from corpus.jobs import JobId, Proposal, Question, Todo, TodoId, TodoKind, TodoState
from corpus.study import StudyId

TELLING = (TodoKind.KNOWN_STUDY.value, TodoKind.WITHDRAWN_STUDY.value)
"""Kinds of questions that keep a whole study, which nobody has taken over yet."""


def told_files(row: TodoRow) -> list[dict[str, Any]]:
    """Return the files of the study that a question keeps, as the columns of a file that a study holds."""
    told = row.facts.get("study", {}).get("files", ()) if row.kind in TELLING else ()
    return [{name: file[name] for name in ("sha256", "name", "size")} for file in told]


def enter(session: Session, job: JobId, questions: Sequence[Question]) -> None:
    """Enter the questions of a job that it has not asked before."""
    first = session.scalar(select(func.count()).where(TodoRow.job_id == job)) or 0
    rows = {row["id"]: row for place, one in enumerate(questions) for row in [_row(job, first + place, one)]}
    for batch in batches(list(rows)):
        for known in session.scalars(select(TodoRow.id).where(TodoRow.id.in_(batch))):
            del rows[known]
    if rows:
        session.execute(insert(TodoRow), list(rows.values()))


def _row(job: JobId, place: int, question: Question) -> dict[str, Any]:
    return {
        "id": _id(job, question),
        "job_id": job,
        "place": place,
        "kind": question.kind.value,
        "state": TodoState.OPEN.value,
        "study_id": question.study,
        "source": question.source,
        "line": question.row,
        "header": question.column,
        "value": question.value,
        "reason": question.reason,
        "proposals": [[one.value, one.label] for one in question.proposals],
        "facts": dict(question.facts),
    }


def _id(job: JobId, question: Question) -> TodoId:
    told = json.dumps([job, asdict(question)], sort_keys=True, default=str)
    return TodoId(hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32])


def todo_of(row: TodoRow) -> Todo:
    """Return the question of a row."""
    question = Question(
        kind=TodoKind(row.kind),
        reason=row.reason,
        study=StudyId(row.study_id) if row.study_id else None,
        source=row.source,
        row=row.line,
        column=row.header,
        value=row.value,
        proposals=tuple(Proposal(value, label) for value, label in row.proposals),
        facts=row.facts,
    )
    return Todo(
        id=TodoId(row.id),
        job=JobId(row.job_id),
        question=question,
        state=TodoState(row.state),
        choice=row.choice,
        settled=row.settled,
        by=row.settled_by,
    )
