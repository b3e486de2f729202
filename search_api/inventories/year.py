"""What the law asks of a year: which studies were published, and which lack their author or their cost.

Joint decree and ordinance of 16 May 2019, art. 6 § 1, 3°: administrations publish the inventory of their
studies, with the author and the cost of each.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.records import StudyOrder, StudySelection
from corpus.study import AdministrationId, Study
from models.language import Language
from search_api.messages import say

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.store import Catalogue

FIRST_YEAR, LAST_YEAR = 1, 9999
"""Those that a date can have."""


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class GapsAnswer(_Answer):
    """So many studies of a year, and those that lack what the law asks for."""

    studies: int = Field(ge=0)
    complete: int = Field(ge=0, description="Studies whose author and cost are both known.")
    without_author: list[str] = Field(description="Ids of the studies whose author is not known.")
    without_cost: list[str] = Field(description="Ids of the studies whose cost is not known.")


class AdministrationGapsAnswer(GapsAnswer):
    """The studies of one administration."""

    id: str | None = Field(
        description="`null` for studies whose administration is not known.", examples=["actiris"]
    )
    name: str = Field(description="In the language of the reader.", examples=["Actiris"])


class InventoryAnswer(_Answer):
    """The inventory of a year, counted."""

    year: int = Field(examples=[2021])
    total: GapsAnswer = Field(description="Each study once, also where several administrations share it.")
    administrations: list[AdministrationGapsAnswer] = Field(description="By name; the unknown one last.")


def studies_of(catalogue: "Catalogue", year: int) -> Sequence[Study]:
    """Return the studies that appeared in a year, or may have; the oldest first.

    A study dated "2020-2021" belongs to both years, as a search by year finds it.
    """
    selection = StudySelection(date_from=date(year, 1, 1), date_to=date(year, 12, 31))
    return catalogue.studies(selection=selection, order=StudyOrder.OLDEST)


def inventory_of(
    catalogue: "Catalogue", registry: "Registry", year: int, reader: Language
) -> InventoryAnswer:
    """Return the inventory of a year with names in the reader's language."""
    studies, unlisted = studies_of(catalogue, year), catalogue.unlisted_administrations()
    groups: defaultdict[AdministrationId | None, list[Study]] = defaultdict(list)
    for study in studies:
        for administration in dict.fromkeys(study.administrations) or (None,):
            groups[administration].append(study)

    def name(administration: AdministrationId | None) -> str:
        if administration is None:
            return say("numbers.no_administration", reader)
        return unlisted.get(administration) or registry.label(administration, reader)

    rows = [
        AdministrationGapsAnswer(id=administration, name=name(administration), **_gaps(group))
        for administration, group in groups.items()
    ]
    rows.sort(key=lambda row: (row.id is None, row.name.casefold(), row.id))
    return InventoryAnswer(year=year, total=GapsAnswer(**_gaps(studies)), administrations=rows)


def _gaps(studies: Iterable[Study]) -> dict[str, Any]:
    studies = list(studies)
    without_author = [study.id for study in studies if not study.contractor]
    without_cost = [study.id for study in studies if study.cost is None]
    return {
        "studies": len(studies),
        "complete": len(studies) - len({*without_author, *without_cost}),
        "without_author": without_author,
        "without_cost": without_cost,
    }
