"""``/{language}/desk/studies/{id}/files/{n}/page/{p}``: the pages of PDFs as pictures."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from ingest.drawing import Sheet
from models.language import Language
from search_api.access.who import DeskReader
from search_api.editing.pages import page_picture
from search_api.personal.picturing import finding_of
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.files import nth
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
    language: Language,
    study: StudyOf,
    n: int,
    number: int,
    services: ServicesOf,
    visitor: DeskReader,
    finding: str = "",
) -> Response:
    """Return the picture of a page, on which a finding is marked if one is asked for."""
    known = services.catalogue.everything().study(study)
    file = nth(known, n)
    if not 1 <= number <= _MOST:
        raise HTTPException(404)
    mark = finding_of(services, known, finding).text if finding else ""
    return png(page_picture(services.files, file.sha256, Sheet(first=number, last=number, mark=mark)))


@router.get(_PAGE)
def sheet(
    language: Language,
    study: StudyOf,
    n: int,
    number: int,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    finding: str = "",
) -> HTMLResponse:
    """Show a page, and the way to its neighbours."""
    known = services.catalogue.everything().study(study)
    file, url = nth(known, n), f"/{language}{STUDIES}/{study}"
    count = first_pages(services, known).get(n, 0)
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
        query=f"?{urlencode({'finding': finding})}" if finding else "",
    )


def png(picture: bytes | None) -> Response:
    """Return a picture.

    Raises:
        HTTPException: there is none.
    """
    if picture is None:
        raise HTTPException(404)
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})
