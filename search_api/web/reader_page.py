"""``/{language}/study/{id}/file/{n}``: a PDF page by page, with a passage marked."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.language import Language
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.files import nth_file
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.reader_view import reader_view
from search_api.web.reading_links import is_pdf, place_of, reader_url, text_url
from search_api.web.rendering import frame, page
from search_api.web.studies_view import study_url
from search_api.web.wording import wording

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""That of the other pages, with the worker that reads the PDF and the pictures it takes out of it."""

NUMBER = Path(description="Number of the file in its study, from 1.")

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + "/study/{study}/file/{n}")
def reader(
    language: Language,
    study: StudyOf,
    n: Annotated[int, NUMBER],
    services: ServicesOf,
    site: SiteOf,
    request: Request,
) -> Response:
    """Show a PDF at a page; lead to the text of a file that is none."""
    known, place = services.catalogue.study(study), place_of(request)
    file = nth_file(known, n)
    if not is_pdf(file.name):
        return RedirectResponse(text_url(study, n, place, language), status_code=302)
    view = reader_view(known, n, place, services, wording(language))
    urls = {other: reader_url(study, n, file.name, place, other) for other in Language}
    made = frame(language, view.document.title.text, urls, site)
    shown: HTMLResponse = page(
        "reader.html",
        made,
        headers={"Content-Security-Policy": POLICY},
        view=view,
        about=study_url(study, language),
    )
    return shown
