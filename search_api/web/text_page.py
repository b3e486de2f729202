"""``/fr/study/{id}/text/{n}``: the text of a file, to land on a passage of it."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException

from corpus.study import Study
from ingest.passage import Extraction
from models.language import Language
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.files import nth
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.paging import page_number
from search_api.web.reading_links import place_of, text_url
from search_api.web.rendering import frame, page
from search_api.web.text_view import parts, text_view
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + "/study/{study}/text/{n}")
def text(
    language: Language, study: StudyOf, n: int, request: Request, services: ServicesOf, site: SiteOf
) -> HTMLResponse:
    """Show a part of the text of a file; a part that is not there is the first."""
    known, words = services.catalogue.study(study), wording(language)
    extraction = _extraction(known, n, services)
    served, part = not services.catalogue.redacted_in(nth(known, n).sha256), _part(request, extraction)
    view = text_view(known, n, extraction, part, place_of(request), words, served=served)
    urls = {other: text_url(study, n, other) for other in Language}
    return page("text.html", frame(language, view.title, urls, site), view=view)


def _extraction(study: Study, n: int, shelf: Shelf) -> Extraction:
    """Return what the file gave.

    Raises:
        FileNumberError: the study has no such file.
        HTTPException: nothing is kept of what it gave.
    """
    extraction = kept_extraction(shelf, nth(study, n))
    if extraction is None:
        raise HTTPException(404)
    return extraction


def _part(request: Request, extraction: Extraction) -> int:
    number = page_number(request.query_params.get("part", ""))
    return number if number <= parts(extraction) else 1
