"""The studies that a search finds, or that filters alone leave: for all that is taken away whole."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from index.port import Filters
from index.question import Mode
from index.search import StudyListing
from models.language import Language
from search_api import reading
from search_api.answers import StudyDetailAnswer
from search_api.presenting import present_studies
from search_api.requests import MOST_QUESTION, QuestionParameters, question_request, search_filters

if TYPE_CHECKING:
    from corpus.catalogue.records import StudySelection
    from corpus.study import StudyId
    from search_api.services import Services


class ListingParameters(QuestionParameters):
    """A search as its address has it, but for the page; the question may be missing."""

    q: str = Field(
        default="",
        description="A question or keywords; without any, the filters alone choose.",
        examples=["péage urbain"],
        json_schema_extra={"maxLength": MOST_QUESTION},
    )
    reader: str | None = Field(
        default=None,
        description="Language of names and titles; otherwise the header Accept-Language.",
        examples=["fr"],
        json_schema_extra={"enum": [language.value for language in Language]},
    )


def reader_of(parameters: ListingParameters, browser: Language | None) -> Language | None:
    """Return the language to speak: the parameter's, else the browser's.

    Raises:
        RequestError: the parameter names none of the three.
    """
    return reading.choice("reader", parameters.reader, Language) if parameters.reader else browser


def matching(parameters: ListingParameters, services: "Services", *, most: int) -> StudyListing:
    """Return the studies that match, at most so many.

    With a question: best first, as a search ranks them. Without: newest publication first, from the
    catalogue, where the language is that of the files.

    Raises:
        RequestError: a parameter that cannot be answered.
        UnknownAdministrationError: a name that nobody knows.
    """
    if reading.clean(parameters.q):
        request = question_request(parameters, services, limit=most)
        return services.live.list_studies(request)
    reading.choice("mode", parameters.mode, Mode)
    filters = search_filters(parameters, registry=services.registry, catalogue=services.catalogue)
    ids = services.catalogue.study_ids(selection_of(filters))
    return StudyListing(total=len(ids), studies=tuple(ids[:most]))


def present_in_order(
    services: "Services", ids: Sequence["StudyId"], reader: Language | None
) -> list[StudyDetailAnswer]:
    """Return everything about these studies; those that left the catalogue meanwhile are left out."""
    studies = services.catalogue.studies_by_id(ids)
    return present_studies(services, [studies[study] for study in ids if study in studies], reader)


def selection_of(filters: Filters) -> "StudySelection":
    """Return the studies of the catalogue that the filters of a search let through."""
    from corpus.catalogue.records import StudySelection

    return StudySelection(
        administrations=filters.administrations,
        date_from=filters.date_from,
        date_to=filters.date_to,
        cost_min=filters.cost_min,
        cost_max=filters.cost_max,
        include_unknown_cost=filters.include_unknown_cost,
        languages=filters.languages,
        document_types=filters.document_types,
    )
