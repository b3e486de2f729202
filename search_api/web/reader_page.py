"""``/{language}/study/{id}/file/{n}``: a PDF page by page, with a passage marked."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from models.language import Language
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.files import nth
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.reader_view import reader_view
from search_api.web.reading_links import opens_at_a_page, place_of, reader_url, text_url
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""That of the other pages, with the worker that reads the PDF and the pictures it takes out of it."""

router = APIRouter(include_in_schema=False)


@router.get(IN_LANGUAGE + "/study/{study}/file/{n}")
def reader(
    language: Language,
    study: StudyOf,
    n: int,
    services: ServicesOf,
    site: SiteOf,
    request: Request,
) -> Response:
    """Show a PDF at a page; lead to the text of a file that is none, or that is not served."""
    known, place = services.catalogue.study(study), place_of(request)
    file = nth(known, n)
    if not opens_at_a_page(file.name) or services.catalogue.redacted_in(file.sha256):
        return RedirectResponse(text_url(study, n, language, place), status_code=302)
    view = reader_view(known, n, place, services, wording(language))
    urls = {other: reader_url(study, n, file.name, place, other) for other in Language}
    made = frame(language, view.study.text, urls, site)
    return page("reader.html", made, headers={"Content-Security-Policy": POLICY}, view=view)
