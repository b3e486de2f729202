"""Judgements: how well a study answers a question, by whom, and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.catalogue.tables import JudgementRow
from corpus.study import StudyId
from models.language import Language

GRADES = (0, 1, 2, 3)
"""No answer, touches the subject, answers in part, answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuestion:
    """What was asked: the same words in another language are another question."""

    text: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One word of one judge. They may judge again: the newest counts."""

    question: JudgedQuestion
    study: StudyId
    """Kept also when the study has left the catalogue."""
    grade: int
    judge: str
    judged: datetime
    """Aware."""


def record(session: Session, judgement: Judgement) -> None:
    """Keep a judgement beside those before it."""
    session.add(
        JudgementRow(
            question=judgement.question.text,
            language=judgement.question.language.value,
            study_id=judgement.study,
            judge=judgement.judge,
            grade=judgement.grade,
            judged=judgement.judged,
        )
    )


def newest(session: Session) -> Sequence[Judgement]:
    """Return the newest judgement of each judge of each study for each question, oldest first."""
    found: dict[tuple[JudgedQuestion, str, str], Judgement] = {}
    for row in session.scalars(select(JudgementRow).order_by(JudgementRow.number)):
        one = _judgement(row)
        key = one.question, one.study, one.judge
        found.pop(key, None)
        found[key] = one
    return tuple(found.values())


def grades(session: Session, question: JudgedQuestion, judge: str) -> Mapping[StudyId, int]:
    """Return the grades that a judge gave for a question, the newest of each study."""
    rows = session.execute(
        select(JudgementRow.study_id, JudgementRow.grade)
        .where(
            JudgementRow.judge == judge,
            JudgementRow.question == question.text,
            JudgementRow.language == question.language.value,
        )
        .order_by(JudgementRow.number)
    )
    return {StudyId(study): grade for study, grade in rows}


def _judgement(row: JudgementRow) -> Judgement:
    return Judgement(
        question=JudgedQuestion(text=row.question, language=Language(row.language)),
        study=StudyId(row.study_id),
        grade=row.grade,
        judge=row.judge,
        judged=row.judged,
    )
