"""The table of decisions about personal data."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, UtcDateTime


class PersonalDecisionRow(Base):
    """What one librarian decided about one value; nothing is ever overwritten or deleted."""

    __tablename__ = "personal_decision"

    number: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(130), index=True)
    value_key: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(20))
    verdict: Mapped[str] = mapped_column(String(10))
    masked: Mapped[str] = mapped_column(Text)
    page: Mapped[int | None]
    passage: Mapped[int | None]
    place_start: Mapped[int]
    place_end: Mapped[int]
    decided: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str] = mapped_column(Text)
