"""What becomes of a study when its source tells it anew: what a librarian changed stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from corpus.catalogue.documents import REASON, STATE, Document, document, study_of
from corpus.catalogue.harvests import HarvestedRecord, Taken
from corpus.catalogue.writing import Kept
from corpus.life import Standing, StudyState
from corpus.study import Study, StudyId

_TOGETHER = (("administrations", "administrations_as_written"),)
"""Fields that mean nothing without each other."""
_FILES = "files"


class Outcome(StrEnum):
    """What a harvest did with a record."""

    NEW = "new"
    """A draft."""
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    HELD = "held"
    """The source says otherwise of a study that is out of a draft's hands; nothing was changed."""
    DELETED = "deleted"
    """The source has it no more; it was left as it is."""
    REMOVED_HERE = "removed-here"
    """A librarian took it out of the catalogue; it was not brought back."""
    REJECTED = "rejected"
    """Not a study."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A record as it is to be taken over."""

    identifier: str
    stamp: str | None
    deleted: bool = False
    study: Study | None = None
    """``None`` for a deleted one."""
    with_files: bool = False
    """Whether its files were fetched; else those of the study stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What becomes of a record."""

    outcome: Outcome
    taken: Taken
    changed: tuple[str, ...] = ()
    """Fields of the study that it changes, or would change in a draft."""
    kept: tuple[str, ...] = ()
    """Fields in which the source says otherwise than a librarian, whose word stays."""


NOTHING = Taken(None, None)


def decide(
    offer: Offer,
    study: StudyId,
    record: HarvestedRecord | None,
    held: Kept | None,
    now: datetime,
    *,
    update_published: bool,
) -> Decision:
    """Return what becomes of a record whose study is ``held`` now."""
    if offer.deleted or offer.study is None:
        gone = replace(record, deleted=True, stamp=offer.stamp) if record else None
        news = record is not None and not record.deleted and held is not None
        return Decision(outcome=Outcome.DELETED if news else Outcome.UNCHANGED, taken=Taken(None, gone))
    told = _told(offer.study)
    if record is None:
        remembered = _remembered(offer, study, told)
        if held is not None:  # somebody gave the id to another study meanwhile
            return Decision(outcome=Outcome.HELD, taken=NOTHING, changed=tuple(told))
        draft = Kept(replace(offer.study, id=study), Standing(StudyState.DRAFT, now))
        return Decision(outcome=Outcome.NEW, taken=Taken(draft, remembered))
    if held is None:
        return Decision(outcome=Outcome.REMOVED_HERE, taken=NOTHING)
    return _updated(offer, record, held, told, update_published=update_published)


def _updated(
    offer: Offer, record: HarvestedRecord, held: Kept, told: Document, *, update_published: bool
) -> Decision:
    current = _without_life(held.document())
    if not offer.with_files:
        told = {**told, _FILES: record.told.get(_FILES)}
    merged, kept = merge(record.told, current, told)
    changed = tuple(field for field in sorted({*merged, *current}) if merged.get(field) != current.get(field))
    remembered = _remembered(offer, record.study, told)
    open_to_change = held.standing.state is StudyState.DRAFT or (
        update_published and held.standing.state is StudyState.PUBLISHED
    )
    if changed and not open_to_change:
        return Decision(outcome=Outcome.HELD, taken=NOTHING, changed=changed, kept=kept)
    study = study_of(record.study, merged)
    return Decision(
        outcome=Outcome.UPDATED if changed else Outcome.UNCHANGED,
        taken=Taken(Kept(study, held.standing) if changed else None, remembered),
        changed=changed,
        kept=kept,
    )


def merge(base: Document, current: Document, told: Document) -> tuple[Document, tuple[str, ...]]:
    """Return a study as it becomes, and the fields that a librarian and the source changed differently.

    Args:
        base: what the source said when it was last taken over.
        current: what the study says.
        told: what the source says now.
    """
    merged: dict[str, Any] = {}
    kept: list[str] = []
    for fields in _groups(base, current, told):
        before, here, there = (_part(one, fields) for one in (base, current, told))
        theirs = here == before and there != before
        if not theirs and there not in (before, here):
            kept += fields
        merged |= there if theirs else here
    return {field: value for field, value in merged.items() if value is not None}, tuple(kept)


def _groups(*documents: Document) -> Sequence[tuple[str, ...]]:
    fields = sorted({field for one in documents for field in one})
    single = [(field,) for field in fields if not any(field in group for group in _TOGETHER)]
    return [*single, *_TOGETHER]


def _part(told: Document, fields: Sequence[str]) -> Mapping[str, Any]:
    return {field: told.get(field) for field in fields}


def _told(study: Study) -> Document:
    return _without_life(document(study, Standing(StudyState.DRAFT)))


def _without_life(told: Document) -> Document:
    return {field: value for field, value in told.items() if field not in (STATE, REASON)}


def _remembered(offer: Offer, study: StudyId, told: Document) -> HarvestedRecord:
    kept = {field: value for field, value in told.items() if value is not None}
    return HarvestedRecord(identifier=offer.identifier, study=study, stamp=offer.stamp, told=kept)
