"""What the search page asks of the parts that answer: the same as the API."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.language import Language
from search_api.answers import SearchAnswer
from search_api.browsing import present_browsing
from search_api.listing import selection_of
from search_api.presenting import present_search
from search_api.requests import search_filters, search_order, search_request
from search_api.services import Services
from search_api.web.chips import Chip
from search_api.web.state import SearchState


def answer_of(state: SearchState, services: Services, language: Language) -> SearchAnswer:
    """Return what a state finds: studies that answer its question, or without one, those its filters keep."""
    parameters = state.parameters()
    order = search_order(parameters)
    if state.q:
        request = search_request(parameters, services)
        return present_search(services, request, order=order, explain=True, reader=language)
    filters = search_filters(parameters, registry=services.registry, catalogue=services.catalogue)
    return present_browsing(
        services, filters, order=order, limit=parameters.limit, offset=parameters.offset, reader=language
    )


@dataclass(frozen=True, slots=True)
class Looser:
    """A filter, and how many studies there are without it."""

    chip: Chip
    total: int


def loosened(chips: Sequence[Chip], services: Services) -> tuple[Looser, ...]:
    """Return how many studies there would be without each filter, the most first; none that helps not."""
    counted = [Looser(chip, total_of(chip.state, services)) for chip in chips]
    helpful = [one for one in counted if one.total]
    return tuple(sorted(helpful, key=lambda one: -one.total))


def total_of(state: SearchState, services: Services) -> int:
    """Return how many studies a state finds."""
    parameters = state.parameters()
    if state.q:
        return services.live.search(search_request(parameters, services)).total
    filters = search_filters(parameters, registry=services.registry, catalogue=services.catalogue)
    return services.catalogue.count_studies(selection_of(filters))
