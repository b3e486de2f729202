"""``/{language}/desk/studies/{id}/files/{n}/page/{p}``: the pages of PDFs as pictures."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from corpus.study import StudyFile, StudyId
from models.language import Language
from search_api.access.who import DeskReader
from search_api.editing.pages import page_picture
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.files import nth
from search_api.services import Services
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import desk_page
from search_api.web.desk.list_page import STUDIES
from search_api.web.desk.study_page import first_pages

router = APIRouter(include_in_schema=False)

_PAGE = IN_LANGUAGE + STUDIES + "/{study}/files/{n}/page/{number}"
_MOST = 100_000


# Before the next one, whose number would take the ending in.
@router.get(_PAGE + ".png")
def picture(
    language: Language, study: StudyOf, n: int, number: int, services: ServicesOf, visitor: DeskReader
) -> Response:
    """Return the picture of a page."""
    file = _file(services, study, n)
    drawn = page_picture(services.files, file.sha256, number) if 1 <= number <= _MOST else None
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get(_PAGE)
def sheet(
    language: Language,
    study: StudyOf,
    n: int,
    number: int,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
) -> HTMLResponse:
    """Show a page, and the way to its neighbours."""
    file, url = _file(services, study, n), f"/{language}{STUDIES}/{study}"
    count = first_pages(services, services.catalogue.everything().study(study)).get(n, 0)
    if not 1 <= number <= count:
        raise HTTPException(404)
    return desk_page(
        "sheet_page.html",
        language,
        site,
        visitor,
        path=f"/studies/{study}/files/{n}/page/{number}",
        title=file.name,
        url=url,
        file_url=f"{url}/files/{n}",
        at=number,
        count=count,
    )


def _file(services: Services, study: StudyId, n: int) -> StudyFile:
    return nth(services.catalogue.everything().study(study), n)
