"""``/api/v1/studies/{id}/citation``: how to cite a study."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field

from models.language import Language
from search_api import reading
from search_api.citing.csl import csl_item
from search_api.citing.formats import FORMS, CitationFormat
from search_api.describing import present_studies
from search_api.messages import FALLBACK
from search_api.parameters import Parameters
from search_api.problems import documented
from search_api.routes.common import Reader, ServicesOf, StudyOf
from search_api.site import SiteOf

router = APIRouter(tags=["studies"])

_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_ITEMS: dict[str, Any] = {"schema": {"type": "array", "items": {"type": "object"}}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The citation.",
        "content": {
            form.media_type.partition(";")[0]: _ITEMS if kind is CitationFormat.CSL_JSON else _TEXT
            for kind, form in FORMS.items()
        },
    }
}


class CitationParameters(Parameters):
    """How a reader wants the citation."""

    format: str = Field(
        default=CitationFormat.BIBTEX.value,
        description="`bibtex`, `ris`, `csl-json`, or `text`: a formatted reference.",
        json_schema_extra={"enum": [kind.value for kind in CitationFormat]},
    )
    language: str | None = Field(
        default=None,
        description="Language of the reader: that of the version cited where there is one, and of the words "
        "of a formatted reference. Otherwise the header Accept-Language, otherwise the original.",
        examples=["fr"],
        json_schema_extra={"enum": [language.value for language in Language]},
    )


@router.get(
    "/studies/{study}/citation",
    summary="Cite a study",
    response_class=Response,
    responses=_ANSWERS | documented(404, 410, 422, 503),
)
def citation(
    study: StudyOf,
    parameters: Annotated[CitationParameters, Query()],
    services: ServicesOf,
    reader: Reader,
    site: SiteOf,
) -> Response:
    """Return the reference of a study, to be saved or copied; its key is the id of the study."""
    kind = reading.choice("format", parameters.format, CitationFormat)
    language = reading.choice("language", parameters.language, Language) if parameters.language else reader
    (shown,) = present_studies(services, [services.catalogue.study(study)])
    item = csl_item(shown, url=site.study(study), reader=language)
    form = FORMS[kind]
    text = form.write([item], language or Language(item.get("language", FALLBACK)))
    shown_or_saved = "inline" if kind is CitationFormat.TEXT else "attachment"
    headers = {
        "Content-Disposition": f'{shown_or_saved}; filename="{study}.{form.extension}"',
        "Vary": "Accept-Language",
    }
    return Response(text, media_type=form.media_type, headers=headers)
