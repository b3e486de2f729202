"""The tables of what may be duplicates, and of what was decided about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, UtcDateTime


class CandidateRow(Base):
    """Two studies that may belong together, as they were found last."""

    __tablename__ = "duplicate_candidate"

    first: Mapped[str] = mapped_column(String(120), primary_key=True)
    second: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    score: Mapped[float] = mapped_column(Float)
    evidence: Mapped[Any] = mapped_column(JSON)


class DecisionRow(Base):
    """What was decided about two studies; nothing is ever overwritten or deleted."""

    __tablename__ = "duplicate_decision"

    number: Mapped[int] = mapped_column(primary_key=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(String(20))
    first: Mapped[str] = mapped_column(String(120), index=True)
    second: Mapped[str] = mapped_column(String(120), index=True)
    undoes: Mapped[int | None] = mapped_column(unique=True)
    """So that two undoings of one decision at the same moment cannot both be written."""
    first_revision: Mapped[int | None]
    """Of a merge: the revision in which the first study got what the second one brought."""
    second_revision: Mapped[int | None]
    """Of a merge: the revision in which the second study left the catalogue."""
    second_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Of a merge: since when the second study stood where it stood."""
