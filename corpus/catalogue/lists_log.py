"""The log of lists: read and added to, in a session."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from corpus.catalogue.documents import Document
from corpus.catalogue.lists_tables import ListChangeRow
from corpus.lists.entries import Act, CuratedList, Entry, EntryRevision, Listed, ListName, changes, overlaid

_LOCK = 0x5A4015  # any number but that of the migrations, the same for all processes on one server


def listed(session: Session, which: CuratedList[Entry]) -> dict[str, Listed[Entry]]:
    """Return a list as it is now."""
    latest = (
        select(func.max(ListChangeRow.number))
        .where(ListChangeRow.list == which.name.value)
        .group_by(ListChangeRow.entry)
    )
    rows = session.scalars(select(ListChangeRow).where(ListChangeRow.number.in_(latest)))
    return overlaid(which, {row.entry: _revision(row) for row in rows.all()})


def revisions(session: Session, name: ListName, entry: str) -> Sequence[EntryRevision]:
    """Return what became of an entry, oldest first."""
    query = select(ListChangeRow).where(ListChangeRow.list == name.value, ListChangeRow.entry == entry)
    return [_revision(row) for row in session.scalars(query.order_by(ListChangeRow.revision))]


def locked(session: Session, which: CuratedList[Entry]) -> dict[str, Listed[Entry]]:
    """Return a list that nobody else changes before the transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    return listed(session, which)


def write(
    session: Session,
    name: ListName,
    entry: str,
    act: Act,
    states: tuple[Document | None, Document | None],
    *,
    number: int,
    by: str,
) -> None:
    """Add to the log what an act makes of an entry: its states before and after."""
    before, after = states
    session.add(
        ListChangeRow(
            list=name.value,
            entry=entry,
            revision=number,
            made=datetime.now(UTC),
            made_by=by,
            act=act.value,
            before=before,
            after=after,
        )
    )
    session.flush()


def _revision(row: ListChangeRow) -> EntryRevision:
    return EntryRevision(
        number=row.revision,
        made=row.made,
        by=row.made_by,
        changes=changes(row.before, row.after),
        act=Act(row.act),
        before=row.before,
        after=row.after,
    )
