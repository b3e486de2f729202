"""Facets as readers see them: every value with a label in their language."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from corpus.study import AdministrationId
from index.bands import label as band_label
from index.facets import Facets
from index.port import FacetField
from models.language import Language
from search_api.answers import FacetsAnswer, FacetValueAnswer
from search_api.messages import say

if TYPE_CHECKING:
    from search_api.services import Services


def present_facets(facets: Facets, services: "Services", language: Language) -> FacetsAnswer:
    """Return the counts of a search with labels in ``language``."""
    labels: dict[FacetField, Callable[[str], str]] = {
        FacetField.ADMINISTRATION: _administration_label(facets, services, language),
        FacetField.YEAR: str,
        FacetField.COST: lambda value: band_label(value, language),
        FacetField.LANGUAGE: lambda value: say(f"language.{value}", language),
        FacetField.DOCUMENT_TYPE: lambda value: say(f"type.{value}", language),
    }
    values = {
        field.value: [
            FacetValueAnswer(value=value, label=labels[field](value), count=count)
            for value, count in facets.get(field, ())
        ]
        for field in FacetField
    }
    return FacetsAnswer(**values)


def _administration_label(facets: Facets, services: "Services", language: Language) -> Callable[[str], str]:
    """Return what names administrations: the registry, and the catalogue for those it does not know."""
    registry = services.registry
    known = all(
        registry.get(AdministrationId(value)) for value, _ in facets.get(FacetField.ADMINISTRATION, ())
    )
    unlisted = {} if known else services.catalogue.unlisted_administrations()

    def label(value: str) -> str:
        identity = AdministrationId(value)
        return unlisted.get(identity) or registry.label(identity, language)

    return label
