"""The tables of those who curate the library."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.catalogue.tables import Base, UtcDateTime


class PersonRow(Base):
    """An account; it is never deleted, as the history of studies names it."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    password: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    failures: Mapped[int]
    """Wrong passwords since the last right one."""
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SessionRow(Base):
    """A browser that somebody signed in with."""

    __tablename__ = "person_session"

    proof: Mapped[str] = mapped_column(String(64), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.name"), index=True)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    seen: Mapped[datetime] = mapped_column(UtcDateTime)


class TokenRow(Base):
    """A token that a program signs in with; one that was revoked stays, as the history may name it."""

    __tablename__ = "person_token"

    number: Mapped[int] = mapped_column(primary_key=True)
    proof: Mapped[str] = mapped_column(String(64), unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("person.name"), index=True)
    label: Mapped[str] = mapped_column(String(100))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    made: Mapped[datetime] = mapped_column(UtcDateTime)
    expires: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked: Mapped[datetime | None] = mapped_column(UtcDateTime)
