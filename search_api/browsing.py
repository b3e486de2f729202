"""The studies that filters let through, where nothing is asked."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.catalogue.records import StudyOrder
from corpus.study import Study
from index.port import Filters
from index.search import SearchRequest
from models.language import Language
from search_api import answers
from search_api.describing import present_summary
from search_api.faceting import present_facets
from search_api.listing import selection_of
from search_api.ordering import Order
from search_api.presenting import query_answer

if TYPE_CHECKING:
    from search_api.services import Services


def present_browsing(
    services: "Services", filters: Filters, *, order: Order, limit: int, offset: int, reader: Language
) -> answers.SearchAnswer:
    """Return studies without passages; by relevance, which none has here, is the newest first."""
    start = time.perf_counter()
    selection = selection_of(filters)
    found = services.catalogue.studies(
        offset=offset, limit=limit, selection=selection, order=_catalogue_order(order)
    )
    return answers.SearchAnswer(
        query=query_answer(SearchRequest(text="", filters=filters)),
        total=services.catalogue.count_studies(selection),
        results=list(_results(services, found, offset)),
        facets=present_facets(services.live.facets(filters), services, reader),
        took_ms=round((time.perf_counter() - start) * 1000, 1),
    )


def _catalogue_order(order: Order) -> StudyOrder:
    return StudyOrder.NEWEST if order is Order.RELEVANCE else StudyOrder(order.value)


def _results(services: "Services", studies: Sequence[Study], offset: int) -> Iterator[answers.ResultAnswer]:
    records = services.catalogue.files_by_hash([file.sha256 for study in studies for file in study.files])
    registry = services.registry
    for rank, study in enumerate(studies, start=offset + 1):
        summary = present_summary(study, registry, records)
        yield answers.ResultAnswer(rank=rank, score=0.0, study=summary, passages=[])
