"""The tables of what waits to be done: jobs of the machine, and questions for a librarian."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, ReasonText, UtcDateTime
from corpus.reasons import Reason


class JobRow(Base):
    """A job, from its submission on; kept when it is over."""

    __tablename__ = "job"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    made_by: Mapped[str] = mapped_column(Text)
    made: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    began: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[datetime | None] = mapped_column(UtcDateTime)
    step: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    described: Mapped[bool] = mapped_column(default=False)
    stopping: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Reason | None] = mapped_column(ReasonText)
    asked: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    report: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)


class TodoRow(Base):
    """Something in an import that a librarian has to decide."""

    __tablename__ = "todo"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    job_id: Mapped[str] = mapped_column(ForeignKey("job.id"), index=True)
    place: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    study_id: Mapped[str | None] = mapped_column(String(120), index=True)
    source: Mapped[str] = mapped_column(Text)
    line: Mapped[int | None]
    header: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[Reason] = mapped_column(ReasonText)
    proposals: Mapped[Any] = mapped_column(JSON)
    facts: Mapped[Any] = mapped_column(JSON)
    choice: Mapped[str | None] = mapped_column(Text)
    settled: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str | None] = mapped_column(Text)
