"""Which studies a librarian lists."""

from typing import TYPE_CHECKING

from pydantic import Field
from pydantic.config import JsonDict

from corpus.catalogue.records import MissingFact, StudySelection
from corpus.life import StudyState
from corpus.study import DocumentType
from search_api import reading
from search_api.parameters import Parameters
from search_api.requests import MOST_OFFSET, MOST_RESULTS, Administrations, DocumentTypes, Limit, Offset

if TYPE_CHECKING:
    from search_api.services import Services

MOST_WORDS = 200
"""Characters of the words that are looked for."""


def _several(values: type[StudyState | MissingFact]) -> JsonDict:
    return {"maxItems": reading.MOST_VALUES, "items": {"type": "string", "enum": [*values]}}


class DeskParameters(Parameters):
    """A list of studies in whatever state."""

    q: str = Field(
        default="",
        description="Words that are part of the id, a title or the contractor, whatever their accents.",
        json_schema_extra={"maxLength": MOST_WORDS},
        examples=["peage"],
    )
    state: list[str] = Field(
        default=[],
        description="Where they stand. Repeat it for alternatives.",
        json_schema_extra=_several(StudyState),
    )
    missing: list[str] = Field(
        default=[],
        description="What they lack. Repeat it for alternatives.",
        json_schema_extra=_several(MissingFact),
    )
    held: bool = Field(
        default=False,
        description="Only those that personal data holds back from readers: they wait in review.",
    )
    administration: Administrations = Field(default_factory=list)
    document_type: DocumentTypes = Field(default_factory=list)
    limit: Limit = 50
    offset: Offset = 0


def desk_selection(parameters: DeskParameters, services: "Services") -> StudySelection:
    """Return which studies to list; ``limit`` and ``offset`` are checked too.

    Raises:
        RequestError: a parameter that cannot be answered.
        UnknownAdministrationError: a name that nobody knows.
    """
    reading.whole("limit", parameters.limit, least=1, most=MOST_RESULTS)
    reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET)
    text = reading.clean(parameters.q)
    return StudySelection(
        words=reading.words("q", text, limit=MOST_WORDS) if text else "",
        states=reading.choices("state", parameters.state, StudyState),
        missing=reading.choices("missing", parameters.missing, MissingFact),
        held=parameters.held,
        document_types=reading.choices("document_type", parameters.document_type, DocumentType),
        administrations=reading.administrations(
            "administration",
            parameters.administration,
            registry=services.registry,
            catalogue=services.catalogue.everything(),
        ),
    )
