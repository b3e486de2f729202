"""The table of what librarians made of the lists that ship with the program."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, UtcDateTime


class ListChangeRow(Base):
    """What became of one entry of a list at one moment; nothing is ever overwritten or deleted.

    The latest row of an entry is what it is now; an entry without rows is as it ships.
    """

    __tablename__ = "list_change"
    __table_args__ = (UniqueConstraint("list", "entry", "revision", name="uq_list_change"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    list: Mapped[str] = mapped_column(String(20))
    entry: Mapped[str] = mapped_column(String(120))
    revision: Mapped[int]
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[str] = mapped_column(Text)
    act: Mapped[str] = mapped_column(String(10))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
