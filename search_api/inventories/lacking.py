"""The studies that lack what the law asks for, one by one."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from corpus.catalogue.disclosing import Disclosure, lacking
from corpus.catalogue.records import MissingFact
from corpus.study import Study, StudyId
from models.language import Language
from search_api.inventories.names import Names
from search_api.web.studies_view import title_for

if TYPE_CHECKING:
    from corpus.catalogue.store import Catalogue

UNKNOWN = "unknown"
"""Stands for the administration of studies that have none."""


class RequiredFact(StrEnum):
    """What the law asks for."""

    AUTHOR = MissingFact.AUTHOR.value
    COST = MissingFact.COST.value


class LackingAnswer(BaseModel):
    """A study that lacks its author, its cost or both."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str = Field(description="In the language of the reader where there is such a title.")
    title_language: Language
    administrations: list[str] = Field(description="Their names.")
    published: str | None = Field(description="As far as it is known.", examples=["2021-03"])
    lacks: list[MissingFact]


LackingList = TypeAdapter(list[LackingAnswer])
"""For JSON."""


def lacking_ids(
    disclosures: Iterable[Disclosure], *, fact: MissingFact | None = None, administration: str | None = None
) -> list[StudyId]:
    """Return the studies that lack a fact, or any, of one administration, or of all, in their order."""
    return [
        one.id
        for one in disclosures
        if (fact in one.lacks if fact else one.lacks) and _is_of(one, administration)
    ]


def present_lacking(catalogue: "Catalogue", ids: Sequence[StudyId], names: Names) -> list[LackingAnswer]:
    """Return what is told of these studies, in their order; those that are no longer there are left out."""
    found = catalogue.studies_by_id(ids)
    return [_present(found[one], names) for one in ids if one in found]


def _is_of(one: Disclosure, administration: str | None) -> bool:
    if administration == UNKNOWN:
        return not one.administrations
    return administration is None or administration in one.administrations


def _present(study: Study, names: Names) -> LackingAnswer:
    title = title_for(study.titles, names.reader, study.id)
    return LackingAnswer(
        id=study.id,
        title=title.text,
        title_language=title.language,
        administrations=[names.of(one) for one in study.administrations],
        published=study.published.isoformat() if study.published else None,
        lacks=list(lacking(author=study.contractor is not None, cost=study.cost is not None)),
    )
