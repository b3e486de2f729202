"""The studies that carry an administration, and those that come to carry one whose name they bear."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from corpus.administrations import UNLISTED, Registry
from corpus.catalogue.tables import AdministrationRow
from corpus.catalogue.writing import Kept, change
from corpus.lists.errors import EntryInUseError
from corpus.study import AdministrationId, Study, StudyId
from models.language import Language

Meant = Mapping[AdministrationId, AdministrationId]
"""Unlisted administrations, and those of the registry that their names mean now."""


def carriers(session: Session) -> Mapping[AdministrationId, int]:
    """Return how many studies, in whatever state, carry each administration."""
    used = AdministrationRow.administration_id
    query = select(used, func.count(distinct(AdministrationRow.study_id))).group_by(used)
    return {AdministrationId(one): count for one, count in session.execute(query) if one is not None}


def require_unused(session: Session, entry: str) -> None:
    """Let an administration go that no study carries.

    Raises:
        EntryInUseError: some do.
    """
    if count := carriers(session).get(AdministrationId(entry)):
        raise EntryInUseError(entry, count)


def adopt(session: Session, registry: Registry, entry: str, *, by: str) -> None:
    """Give studies the administration whose name they bear, which nobody knew until now.

    Whoever filters by the name finds the administration, so a study left behind would be found no more.
    """
    meant = dict(_meant(session, registry, entry))
    query = select(AdministrationRow.study_id).where(AdministrationRow.administration_id.in_(meant))
    studies = [StudyId(study) for study in session.scalars(query.distinct())] if meant else []

    def adopted(_study: StudyId, before: Kept | None, _now: datetime) -> Kept | None:
        return before and Kept(_carrying(before.study, meant), before.standing)

    change(session, studies, adopted, by=by)


def _meant(
    session: Session, registry: Registry, entry: str
) -> Iterator[tuple[AdministrationId, AdministrationId]]:
    used = AdministrationRow.administration_id, AdministrationRow.as_written
    query = select(*used).where(used[0].startswith(UNLISTED, autoescape=True)).distinct()
    for identity, written in session.execute(query):
        unlisted = AdministrationId(identity or "")
        found = registry.resolve(written or registry.label(unlisted, Language.EN))
        if found and found.id == entry:
            yield unlisted, found.id


def _carrying(study: Study, meant: Meant) -> Study:
    """Return a study with the administrations that are meant, each once where their spellings allow it."""
    bodies = tuple(meant.get(one, one) for one in study.administrations)
    written = study.administrations_as_written
    if len(bodies) == len(written):
        first = {body: spelling for body, spelling in reversed([*zip(bodies, written, strict=True)])}
        kept = tuple(dict.fromkeys(bodies))
        bodies, written = kept, tuple(first[body] for body in kept)
    return replace(study, administrations=bodies, administrations_as_written=written)
