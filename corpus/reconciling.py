"""Two changes of one study, brought together part by part."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from corpus.study import Study, StudyId
from models.language import Language

Parts = Mapping[str, Any]
"""What a study says, in the smallest parts that are changed apart from each other ("titles.fr"); a part that
the study says nothing of is missing."""

_TEXTS = ("titles", "abstracts", "keywords")
_SINGLE = ("contractor", "published", "cost", "document_type")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part that both changed, each in another way; ``None`` where it says nothing."""

    part: str
    before: Any
    theirs: Any
    mine: Any


def parts_of(study: Study) -> Parts:
    """Return the parts of a study."""
    named = tuple(zip_longest(study.administrations, study.administrations_as_written))
    told = {f"{name}.{code}": text for name in _TEXTS for code, text in getattr(study, name).items()}
    single = {name: getattr(study, name) for name in _SINGLE}
    found = {**told, **single, "administrations": named, "files": study.files}
    return {part: value for part, value in found.items() if value not in (None, ())}


def study_from(study_id: StudyId, parts: Parts) -> Study:
    """Return the study of its parts."""
    named = parts.get("administrations", ())
    return Study(
        id=study_id,
        **{name: _texts(name, parts) for name in _TEXTS},  # type: ignore[arg-type]
        **{name: parts.get(name) for name in _SINGLE},  # type: ignore[arg-type]
        administrations=tuple(identity for identity, _ in named if identity is not None),
        administrations_as_written=tuple(written for _, written in named if written is not None),
        files=parts.get("files", ()),
    )


def reconcile(before: Study, theirs: Study, mine: Study) -> tuple[Study, tuple[Conflict, ...]]:
    """Return a study with the changes of both, and the parts that both changed differently.

    Of those the study has mine: whoever asks chooses.
    """
    old, other, own = parts_of(before), parts_of(theirs), parts_of(mine)
    merged = dict(other)
    conflicts = []
    for part in {**other, **old, **own}:
        was, there, here = old.get(part), other.get(part), own.get(part)
        if here in (was, there):
            continue
        if there != was:
            conflicts.append(Conflict(part, was, there, here))
        merged[part] = here
    kept = {part: value for part, value in merged.items() if value is not None}
    return study_from(theirs.id, kept), tuple(sorted(conflicts, key=lambda conflict: conflict.part))


def _texts(name: str, parts: Parts) -> dict[Language, Any]:
    prefix = f"{name}."
    return {
        Language(part.removeprefix(prefix)): value for part, value in parts.items() if part.startswith(prefix)
    }
