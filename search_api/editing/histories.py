"""What became of a study, as programs are told."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.history import Change, Revision


class ChangeAnswer(BaseModel):
    """What became of one field; `null` where it had, or has, no value."""

    model_config = ConfigDict(frozen=True)

    field: str = Field(examples=["contractor"])
    before: Any
    after: Any


class RevisionAnswer(BaseModel):
    """What one act changed of a study or an entry."""

    model_config = ConfigDict(frozen=True)

    number: int = Field(ge=1, examples=[2])
    made: datetime
    by: str = Field(examples=["anna"])
    changes: list[ChangeAnswer]


class Conflict(BaseModel):
    """What was changed since it was read."""

    model_config = ConfigDict(frozen=True)

    revision: int = Field(ge=0, description="The latest change now.", examples=[4])
    changes: list[RevisionAnswer] = Field(description="Those since the state that was expected.")


def changes(found: Iterable[Change]) -> list[ChangeAnswer]:
    """Return changes as programs are told."""
    return [ChangeAnswer(field=one.field, before=one.before, after=one.after) for one in found]


def revisions(found: Iterable[Revision]) -> list[RevisionAnswer]:
    """Return revisions as programs are told."""
    return [
        RevisionAnswer(number=one.number, made=one.made, by=one.by, changes=changes(one.changes))
        for one in found
    ]


def conflict_with(current: int, since: Sequence[Revision]) -> Conflict:
    """Return what stands between a change and the state of now."""
    return Conflict(revision=current, changes=revisions(since))
