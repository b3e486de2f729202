"""Counts by value, so that a reader sees what narrowing would leave."""

from collections.abc import Mapping
from dataclasses import replace

from index.port import FacetField, Filters, PassageIndex

Facets = Mapping[FacetField, tuple[tuple[str, int], ...]]


def facets(index: PassageIndex, filters: Filters) -> Facets:
    """Count the studies that the filters let through, each facet without its own filter."""
    return {field: index.facet(field, without(field, filters)) for field in FacetField}


def without(field: FacetField, filters: Filters) -> Filters:
    """Return the filters less the one that the facet itself would set."""
    match field:
        case FacetField.ADMINISTRATION:
            return replace(filters, administrations=frozenset())
        case FacetField.YEAR:
            return replace(filters, date_from=None, date_to=None)
        case FacetField.COST:
            return replace(filters, cost_min=None, cost_max=None)
        case FacetField.LANGUAGE:
            return replace(filters, languages=frozenset())
        case FacetField.DOCUMENT_TYPE:
            return replace(filters, document_types=frozenset())
