"""What the law asks, of all years at once."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.disclosing import DisclosureCount
from corpus.catalogue.records import MissingFact

if TYPE_CHECKING:
    from corpus.catalogue.store import Catalogue


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True)


class GapCountsAnswer(_Answer):
    """So many studies, and how many of them lack what the law asks for."""

    studies: int = Field(ge=0)
    complete: int = Field(ge=0, description="Studies whose author and cost are both known.")
    without_author: int = Field(ge=0, description="Studies whose author is not known.")
    without_cost: int = Field(ge=0, description="Studies whose cost is not known.")
    without_both: int = Field(ge=0, description="Studies of which neither is known.")


class YearGapsAnswer(GapCountsAnswer):
    """The studies of one year."""

    year: int | None = Field(description="`null` for studies without a date.", examples=[2021])


class YearsAnswer(_Answer):
    """The inventories of all years, counted."""

    total: GapCountsAnswer = Field(description="Each study once, also where it may be of several years.")
    years: list[YearGapsAnswer] = Field(description="The newest first; studies without a date last.")


def years_of(catalogue: "Catalogue") -> YearsAnswer:
    """Return how many studies each year has, and what they lack.

    A study of two possible years counts for both.
    """
    counts = catalogue.count_disclosures()
    groups: defaultdict[int | None, list[DisclosureCount]] = defaultdict(list)
    for one in counts:
        for year in range(one.years[0], one.years[1] + 1) if one.years else (None,):
            groups[year].append(one)
    years = [YearGapsAnswer(year=year, **_gaps(group)) for year, group in groups.items()]
    years.sort(key=lambda row: -(row.year or 0))
    return YearsAnswer(total=GapCountsAnswer(**_gaps(counts)), years=years)


def _gaps(counts: Sequence[DisclosureCount]) -> dict[str, Any]:
    def without(*facts: MissingFact) -> int:
        return sum(one.studies for one in counts if {*facts} <= {*one.lacks})

    return {
        "studies": without(),
        "complete": sum(one.studies for one in counts if not one.lacks),
        "without_author": without(MissingFact.AUTHOR),
        "without_cost": without(MissingFact.COST),
        "without_both": without(MissingFact.AUTHOR, MissingFact.COST),
    }
