"""Entries of the history of a study, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.administrations import Registry
from corpus.catalogue.history import Change, Revision
from search_api.web.desk.differences import Difference, change_differences
from search_api.web.wording import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """An entry of the history."""

    number: int
    by: str
    when: str
    rows: tuple[Difference, ...]
    study: str = ""
    """Its id, where a page tells of several."""


def revision_view(revision: Revision, registry: Registry, words: Wording, *, study: str = "") -> RevisionView:
    """Return what an entry says, in the words of a page."""
    return RevisionView(
        number=revision.number,
        by=revision.by,
        when=f"{words.day(revision.made.date())}, {revision.made:%H:%M} (UTC)",
        rows=change_rows(revision.changes, registry, words),
        study=study,
    )


def change_rows(changes: Iterable[Change], registry: Registry, words: Wording) -> tuple[Difference, ...]:
    """Return what changes say, part by part."""
    return tuple(row for change in changes for row in change_differences(change, registry, words))
