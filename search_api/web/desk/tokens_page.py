"""``/{language}/desk/tokens``: the tokens of everybody, for administrators."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import Administrator
from search_api.routes.common import ServicesOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.people_view import token_lines
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_PATH = IN_LANGUAGE + DESK + "/tokens"


@router.get(_PATH)
def tokens(language: Language, services: ServicesOf, visitor: Administrator, site: SiteOf) -> HTMLResponse:
    """List all tokens, those that work first."""
    found = token_lines(services.people.tokens(), language, datetime.now(UTC))
    title = wording(language).text("Tokens")
    return desk_page("tokens.html", language, site, visitor, path="/tokens", title=title, tokens=found)


@router.post(_PATH + "/{number}/revoke")
def revoke(
    language: Language, services: ServicesOf, visitor: Administrator, number: int, _: DeskForm
) -> Response:
    """Make a token of anybody work no more."""
    services.people.revoke_token(number, by=visitor.name)
    return RedirectResponse(f"/{language}{DESK}/tokens", status_code=303)
