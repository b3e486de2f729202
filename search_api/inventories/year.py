"""What the law asks of a year: which studies were published, and which lack their author or their cost.

Joint decree and ordinance of 16 May 2019, art. 6 § 1, 3°: administrations publish the inventory of their
studies, with the author and the cost of each.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.disclosing import Disclosure
from corpus.catalogue.records import MissingFact, StudyOrder, StudySelection
from corpus.study import AdministrationId, Study
from corpus.text import fold
from models.language import Language
from search_api.inventories.names import Names, names_for

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
    without_both: int = Field(ge=0, description="Studies of which neither is known: those in both lists.")


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
    return catalogue.studies(selection=_of(year), order=StudyOrder.OLDEST)


def disclosures_of(catalogue: "Catalogue", year: int) -> Sequence[Disclosure]:
    """Return what the same studies disclose, in the same order."""
    return catalogue.disclosures(_of(year))


def inventory_of(
    catalogue: "Catalogue", registry: "Registry", year: int, reader: Language
) -> InventoryAnswer:
    """Return the inventory of a year with names in the reader's language."""
    return counted(year, disclosures_of(catalogue, year), names_for(catalogue, registry, reader))


def counted(year: int, disclosures: Sequence[Disclosure], names: Names) -> InventoryAnswer:
    """Return the inventory of a year, of whose studies this is known."""
    groups: defaultdict[AdministrationId | None, list[Disclosure]] = defaultdict(list)
    for one in disclosures:
        for administration in one.administrations or (None,):
            groups[administration].append(one)
    rows = [
        AdministrationGapsAnswer(id=administration, name=names.of(administration), **_gaps(group))
        for administration, group in groups.items()
    ]
    rows.sort(key=lambda row: (row.id is None, fold(row.name), row.id))
    return InventoryAnswer(year=year, total=GapsAnswer(**_gaps(disclosures)), administrations=rows)


def _of(year: int) -> StudySelection:
    return StudySelection(date_from=date(year, 1, 1), date_to=date(year, 12, 31))


def _gaps(disclosures: Sequence[Disclosure]) -> dict[str, Any]:
    lacks = [one.lacks for one in disclosures]
    return {
        "studies": len(disclosures),
        "complete": lacks.count(()),
        "without_author": [one.id for one in disclosures if not one.author],
        "without_cost": [one.id for one in disclosures if not one.cost],
        "without_both": lacks.count((MissingFact.AUTHOR, MissingFact.COST)),
    }
