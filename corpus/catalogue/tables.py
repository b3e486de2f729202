"""The tables of the catalogue, in SQL that SQLite and PostgreSQL understand."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from corpus.reasons import Reason, as_written, from_json, to_json

REVISION = "0020"
"""The migration that these tables are the result of."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC without a zone in the database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into what is stored."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn what is stored into an aware time."""
        return None if value is None else value.replace(tzinfo=UTC)


class ReasonText(TypeDecorator[Reason]):
    """A reason: its kind and its facts as JSON; a plain text is a sentence of an earlier version."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Reason | None, dialect: Dialect) -> str | None:
        """Turn a reason into what is stored."""
        return None if value is None else json.dumps(to_json(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Reason | None:
        """Turn what is stored into a reason."""
        if value is None:
            return None
        return from_json(json.loads(value)) if value.startswith('["') else as_written(value)


class Base(DeclarativeBase):
    """All tables of the catalogue."""


class StudyRow(Base):
    """A study, without what it has several of."""

    __tablename__ = "study"

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    contractor: Mapped[str | None] = mapped_column(Text)
    published_first: Mapped[date | None] = mapped_column(Date, index=True)
    published_last: Mapped[date | None] = mapped_column(Date)
    published_precision: Mapped[str | None] = mapped_column(String(5))
    cost_cents: Mapped[int | None] = mapped_column(BigInteger)
    cost_vat: Mapped[str | None] = mapped_column(String(8))
    document_type: Mapped[str | None] = mapped_column(String(30))
    state: Mapped[str] = mapped_column(String(10), index=True)
    state_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    state_reason: Mapped[str | None] = mapped_column(Text)
    merged_into: Mapped[str | None] = mapped_column(String(120), index=True)

    texts: Mapped[list["TextRow"]] = relationship(order_by="TextRow.position", lazy="raise")
    administrations: Mapped[list["AdministrationRow"]] = relationship(
        order_by="AdministrationRow.position", lazy="raise"
    )
    files: Mapped[list["StudyFileRow"]] = relationship(order_by="StudyFileRow.position", lazy="raise")


def _study_id() -> Mapped[str]:
    return mapped_column(ForeignKey("study.id", ondelete="CASCADE"), primary_key=True)


class TextRow(Base):
    """Title, abstract and keywords of a study in one language, each ``NULL`` where the study has none."""

    __tablename__ = "study_text"

    study_id: Mapped[str] = _study_id()
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    position: Mapped[int]
    title: Mapped[str | None] = mapped_column(Text)
    abstract: Mapped[str | None] = mapped_column(Text)
    keywords: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class AdministrationRow(Base):
    """The nth administration of a study and its nth spelling; either may be missing."""

    __tablename__ = "study_administration"

    study_id: Mapped[str] = _study_id()
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    administration_id: Mapped[str | None] = mapped_column(Text, index=True)
    as_written: Mapped[str | None] = mapped_column(Text)


class StudyFileRow(Base):
    """The nth file of a study."""

    __tablename__ = "study_file"

    study_id: Mapped[str] = _study_id()
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str | None] = mapped_column(String(2))


class FileRow(Base):
    """A file ever seen, whether or not a study holds it."""

    __tablename__ = "file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), index=True)
    pages_found: Mapped[int | None]
    pages_with_text: Mapped[int | None]
    language: Mapped[str | None] = mapped_column(String(2))
    reason: Mapped[Reason | None] = mapped_column(ReasonText)
    extractor: Mapped[str | None] = mapped_column(Text)
    seen: Mapped[datetime] = mapped_column(UtcDateTime)
    updated: Mapped[datetime] = mapped_column(UtcDateTime)


class JudgementRow(Base):
    """What one judge said of one study for one question; nothing is ever overwritten."""

    __tablename__ = "judgement"

    number: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    study_id: Mapped[str] = mapped_column(String(120))
    judge: Mapped[str] = mapped_column(String(60), index=True)
    grade: Mapped[int]
    judged: Mapped[datetime] = mapped_column(UtcDateTime)


class ChangeRow(Base):
    """What became of one field of a study at one moment; nothing is overwritten or deleted but personal data.

    A decision to redact puts a bar over a value in ``before`` and ``after``; ``redaction`` is its number.
    """

    __tablename__ = "study_change"
    __table_args__ = (UniqueConstraint("study_id", "revision", "field", name="uq_study_change"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[str] = mapped_column(String(120))
    revision: Mapped[int]
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(String(30))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    redaction: Mapped[int | None]
