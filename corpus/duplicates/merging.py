"""Two records of one work made into one, and made into two again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Any, TypeVar

from corpus.study import Study, StudyFile
from models.language import Language

Value = TypeVar("Value")
Document = Mapping[str, Any]
"""A study as the log of changes keeps it."""


def merged(kept: Study, other: Study) -> Study:
    """Return the kept study with the files that only the other one has, and the facts that it lacks.

    What the kept one says is never changed. Merging the same study again changes nothing more.
    """
    named = kept if kept.administrations or kept.administrations_as_written else other
    return replace(
        kept,
        titles=_filled(kept.titles, other.titles),
        abstracts=_filled(kept.abstracts, other.abstracts),
        keywords=_filled(kept.keywords, other.keywords),
        administrations=named.administrations,
        administrations_as_written=named.administrations_as_written,
        contractor=kept.contractor or other.contractor,
        published=kept.published or other.published,
        cost=kept.cost or other.cost,
        document_type=kept.document_type or other.document_type,
        files=_joined(kept.files, other.files),
    )


def with_all(kept: Study, others: Sequence[Study]) -> Study:
    """Return a study with all that was merged into it, in this order."""
    return reduce(merged, others, kept)


def parted(now: Document, whole: Document, rest: Document) -> Document:
    """Return a study without what one merge brought.

    Args:
        now: the study.
        whole: what it was with all that was merged into it, if nobody had changed it since.
        rest: what it would have been then without that one.

    A field that somebody changed since keeps what they wrote; of its files those of the merge go.
    """
    told = {field: now.get(field) for field in {*now, *rest}}
    for field in {*whole, *rest}:
        if now.get(field) == whole.get(field):
            told[field] = rest.get(field)
    gone = _hashes(whole) - _hashes(rest)
    told["files"] = [file for file in told.get("files") or () if file["sha256"] not in gone]
    return {field: value for field, value in told.items() if value not in (None, [])}


def _hashes(told: Document) -> set[str]:
    return {file["sha256"] for file in told.get("files", ())}


def _filled(kept: Mapping[Language, Value], other: Mapping[Language, Value]) -> Mapping[Language, Value]:
    return {**kept, **{language: value for language, value in other.items() if language not in kept}}


def _joined(kept: tuple[StudyFile, ...], other: tuple[StudyFile, ...]) -> tuple[StudyFile, ...]:
    held = {file.sha256 for file in kept}
    return kept + tuple(file for file in other if file.sha256 not in held)
