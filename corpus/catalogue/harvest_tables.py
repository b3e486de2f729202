"""The tables that remember what was harvested from where."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, UtcDateTime


class HarvestSourceRow(Base):
    """How far the harvest of one source is."""

    __tablename__ = "harvest_source"

    source: Mapped[str] = mapped_column(String(500), primary_key=True)
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)
    token: Mapped[str | None] = mapped_column(Text)
    begun: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HarvestRecordRow(Base):
    """A record of a source, the study that it became, and what it said when it was last taken over."""

    __tablename__ = "harvest_record"

    source: Mapped[str] = mapped_column(String(500), primary_key=True)
    identifier: Mapped[str] = mapped_column(String(500), primary_key=True)
    study_id: Mapped[str] = mapped_column(String(120), index=True)
    stamp: Mapped[str | None] = mapped_column(Text)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    deleted: Mapped[bool]
