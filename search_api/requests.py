"""What may be asked, by the command line and over HTTP, and what it means."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import Field
from pydantic.config import JsonDict

from corpus.study import DocumentType
from index.port import Filters
from index.question import Mode
from index.search import SearchRequest
from models.language import Language
from search_api import reading
from search_api.errors import RequestError
from search_api.messages import message
from search_api.ordering import LEAST_RELEVANT, MOST_SORTED, Order
from search_api.parameters import Parameters

if TYPE_CHECKING:
    from corpus.administrations import Registry
    from corpus.catalogue.records import StudySelection
    from corpus.catalogue.store import Catalogue
    from search_api.services import Services

MOST_QUESTION = 2000
"""Characters of a question."""
MOST_RESULTS = 100
"""Studies on one page."""
MOST_OFFSET = 10_000
"""Studies that may be skipped."""

_PERIOD: JsonDict = {"pattern": "^([0-9]{4}(-[0-9]{2}){0,2})?$"}
_EUROS: JsonDict = {"pattern": "^([0-9]{1,12}([.,][0-9]{1,2})?)?$"}


def _enumeration(values: type[Mode | Order | Language | DocumentType]) -> JsonDict:
    return {"enum": [value.value for value in values]}


def _several(values: type[Language | DocumentType]) -> JsonDict:
    return {"maxItems": reading.MOST_VALUES, "items": {"type": "string", **_enumeration(values)}}


Administrations = Annotated[
    list[str],
    Field(
        description="Name, acronym, former name or id of a commissioning administration, in any spelling. "
        "Repeat it for alternatives.",
        examples=[["Brussel Mobiliteit"]],
        json_schema_extra={"maxItems": reading.MOST_VALUES},
    ),
]
DateFrom = Annotated[
    str | None,
    Field(
        description="First day of publication: 2018, 2018-06 or 2018-06-30. A study dated 2021 passes a "
        "period that touches any day of 2021.",
        examples=["2018"],
        json_schema_extra=_PERIOD,
    ),
]
DateTo = Annotated[
    str | None,
    Field(
        description="Last day of publication, the whole year or month included.",
        examples=["2022-06"],
        json_schema_extra=_PERIOD,
    ),
]
DocumentTypes = Annotated[
    list[str],
    Field(
        description="Kind of work. Repeat it for alternatives.",
        examples=[["evaluation"]],
        json_schema_extra=_several(DocumentType),
    ),
]
Limit = Annotated[
    int,
    Field(description="Studies on one page.", json_schema_extra={"minimum": 1, "maximum": MOST_RESULTS}),
]
Offset = Annotated[
    int,
    Field(description="Studies to skip.", json_schema_extra={"minimum": 0, "maximum": MOST_OFFSET}),
]


class QuestionParameters(Parameters):
    """A question and the filters that narrow it."""

    q: str = Field(
        description="A question or keywords, in French, Dutch or English.",
        examples=["Quel serait l'effet d'un péage urbain sur les ménages ?"],
        json_schema_extra={"minLength": 1, "maxLength": MOST_QUESTION},
    )
    mode: str = Field(
        default=Mode.HYBRID.value,
        description="`keyword` finds words, `semantic` finds meaning, in any language, `hybrid` both.",
        json_schema_extra=_enumeration(Mode),
    )
    administration: Administrations = Field(default_factory=list)
    date_from: DateFrom = None
    date_to: DateTo = None
    cost_min: str | None = Field(
        default=None,
        description="Least cost in euros. With a bound, studies of unknown cost are left out.",
        examples=["50000"],
        json_schema_extra=_EUROS,
    )
    cost_max: str | None = Field(
        default=None, description="Greatest cost in euros.", examples=["200000"], json_schema_extra=_EUROS
    )
    include_unknown_cost: bool = Field(
        default=False, description="With a bound on the cost, keep the studies whose cost is unknown."
    )
    language: list[str] = Field(
        default=[],
        description="Language that the passages are written in. Repeat it for alternatives.",
        json_schema_extra=_several(Language),
    )
    document_type: DocumentTypes = Field(default_factory=list)


class SearchParameters(QuestionParameters):
    """A search as a reader writes it; ``search_request`` says whether it can be answered."""

    limit: Limit = 10
    offset: Offset = 0
    sort: str = Field(
        default=Order.RELEVANCE.value,
        description="Other than by relevance, the most relevant studies are put in order (those whose score "
        f"is at least {LEAST_RELEVANT:.0%} of the best, {MOST_SORTED} at most) and counted in `total`; those "
        "without a date or a cost come last.",
        json_schema_extra=_enumeration(Order),
    )
    interpret: bool = Field(
        default=False,
        description="Apply the filters that the question says in words (“études de la STIB sur le bruit "
        "depuis 2019”) and search for the words that are left; `query.interpreted` says what was "
        "recognised. Parameters given beside them count for more.",
    )
    explain: bool = Field(default=False, description="Say of each passage what it was found by.")


class StudiesParameters(Parameters):
    """A list of studies as a reader asks for it."""

    administration: Administrations = Field(default_factory=list)
    date_from: DateFrom = None
    date_to: DateTo = None
    document_type: DocumentTypes = Field(default_factory=list)
    limit: Limit = 50
    offset: Offset = 0


def search_request(parameters: SearchParameters, services: "Services") -> SearchRequest:
    """Return what the index is asked.

    The language of the question is told from its words; it never filters.

    Raises:
        RequestError: a parameter that cannot be answered, with its name and the reason.
        UnknownAdministrationError: a name that nobody knows, with the nearest ones.
    """
    return question_request(
        parameters,
        services,
        limit=reading.whole("limit", parameters.limit, least=1, most=MOST_RESULTS),
        offset=reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET),
    )


def question_request(
    parameters: QuestionParameters, services: "Services", *, limit: int, offset: int = 0
) -> SearchRequest:
    """Return what the index is asked, with a limit of this program's own; raises as ``search_request``."""
    from models.identify import query_language

    text = reading.words("q", parameters.q, limit=MOST_QUESTION)
    return SearchRequest(
        text=text,
        language=query_language(text),
        mode=reading.choice("mode", parameters.mode, Mode),
        filters=search_filters(parameters, registry=services.registry, catalogue=services.catalogue),
        limit=limit,
        offset=offset,
    )


def search_order(parameters: SearchParameters) -> Order:
    """Return the order of the results.

    Raises:
        RequestError: there is no such order.
    """
    return reading.choice("sort", parameters.sort, Order)


def study_selection(
    parameters: StudiesParameters, *, registry: "Registry", catalogue: "Catalogue"
) -> "StudySelection":
    """Return which studies to list; ``limit`` and ``offset`` are checked too.

    Raises:
        RequestError: a parameter that cannot be answered.
        UnknownAdministrationError: a name that nobody knows.
    """
    from corpus.catalogue.records import StudySelection

    reading.whole("limit", parameters.limit, least=1, most=MOST_RESULTS)
    reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET)
    first, last = _period(parameters)
    return StudySelection(
        administrations=reading.administrations(
            "administration", parameters.administration, registry=registry, catalogue=catalogue
        ),
        date_from=first,
        date_to=last,
        document_types=reading.choices("document_type", parameters.document_type, DocumentType),
    )


def search_filters(
    parameters: QuestionParameters, *, registry: "Registry", catalogue: "Catalogue"
) -> Filters:
    """Return what the parameters narrow a search to.

    Raises:
        RequestError: a parameter that cannot be answered.
        UnknownAdministrationError: a name that nobody knows.
    """
    first, last = _period(parameters)
    least = reading.amount("cost_min", parameters.cost_min)
    most = reading.amount("cost_max", parameters.cost_max)
    if least is not None and most is not None and least > most:
        raise RequestError("cost_min", message("amount.order", least=least, most=most))
    return Filters(
        administrations=reading.administrations(
            "administration",
            parameters.administration,
            registry=registry,
            catalogue=catalogue,
        ),
        date_from=first,
        date_to=last,
        cost_min=least,
        cost_max=most,
        include_unknown_cost=parameters.include_unknown_cost,
        languages=reading.choices("language", parameters.language, Language),
        document_types=reading.choices("document_type", parameters.document_type, DocumentType),
    )


def _period(parameters: QuestionParameters | StudiesParameters) -> tuple[date | None, date | None]:
    """Return the first and the last day of what was asked for."""
    begin = reading.period("date_from", parameters.date_from)
    end = reading.period("date_to", parameters.date_to)
    if begin and end and begin.first > end.last:
        raise RequestError("date_from", message("date.order", first=begin.first, last=end.last))
    return begin.first if begin else None, end.last if end else None
