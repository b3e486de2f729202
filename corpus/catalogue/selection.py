"""Selections of studies as conditions of a query."""

from collections.abc import Iterator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select

from corpus.catalogue.records import StudySelection
from corpus.catalogue.tables import AdministrationRow, FileRow, StudyFileRow, StudyRow

Query = TypeVar("Query", bound=Select[Any])


def selected(query: Query, selection: StudySelection | None) -> Query:
    """Return ``query``, which selects from the studies, narrowed to a selection."""
    return query.where(*_conditions(selection)) if selection else query


def _conditions(selection: StudySelection) -> Iterator[ColumnElement[bool]]:
    if selection.administrations:
        named = AdministrationRow.administration_id.in_(selection.administrations)
        yield StudyRow.id.in_(select(AdministrationRow.study_id).where(named))
    if selection.date_from is not None:
        yield StudyRow.published_last >= selection.date_from
    if selection.date_to is not None:
        yield StudyRow.published_first <= selection.date_to
    if selection.document_types:
        yield StudyRow.document_type.in_(sorted(selection.document_types))
    if selection.file_states:
        states = FileRow.state.in_(sorted(selection.file_states))
        held = select(StudyFileRow.study_id).join(FileRow, FileRow.sha256 == StudyFileRow.sha256)
        yield StudyRow.id.in_(held.where(states))
