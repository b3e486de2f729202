"""The order of results: by relevance, or the most relevant ones by date or cost."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from corpus.study import Study, StudyId
from index.search import FoundStudy, SearchRequest, SearchResult

if TYPE_CHECKING:
    from search_api.services import Services

MOST_SORTED = 100
LEAST_RELEVANT = 0.5
"""Studies that are sorted by date or cost: so many at most, and none whose score is below this share of the
best. By meaning every study answers every question a little, and the newest of all would answer none."""


class Order(StrEnum):
    """What comes first."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    DEAREST = "dearest"
    CHEAPEST = "cheapest"


_Key = Callable[[Study], float | Decimal | None]

_KEYS: Mapping[Order, _Key] = {
    Order.NEWEST: lambda study: -study.published.first.toordinal() if study.published else None,
    Order.OLDEST: lambda study: study.published.first.toordinal() if study.published else None,
    Order.DEAREST: lambda study: -study.cost.amount if study.cost else None,
    Order.CHEAPEST: lambda study: study.cost.amount if study.cost else None,
}


def search_in_order(services: "Services", request: SearchRequest, order: Order) -> SearchResult:
    """Answer a request in an order; but for relevance, ``total`` counts the most relevant studies only.

    Studies without a date or a cost come last, equal ones by relevance.
    """
    if order is Order.RELEVANCE:
        return services.live.search(request)
    best = services.live.search(replace(request, offset=0, limit=MOST_SORTED))
    relevant = [found for found in best.studies if found.score >= LEAST_RELEVANT * best.studies[0].score]
    studies = services.catalogue.studies_by_id([found.study for found in relevant])
    ordered = sorted(relevant, key=lambda found: _place(found, studies, _KEYS[order]))
    ranked = [replace(found, rank=number) for number, found in enumerate(ordered, start=1)]
    page = tuple(ranked[request.offset : request.offset + request.limit])
    return replace(best, total=len(ranked), studies=page)


def _place(
    found: FoundStudy, studies: Mapping[StudyId, Study], key: _Key
) -> tuple[bool, float | Decimal, int]:
    study = studies.get(found.study)
    value = key(study) if study else None
    return value is None, value or 0, found.rank
