"""``/{language}/desk/new-password``: where a link of an administrator leads, once."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from corpus.people.errors import PasswordRefusedError
from models.language import Language
from search_api.access.forms import OpenForm
from search_api.admitting.admission import HASHING
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import DESK, PRIVATE
from search_api.web.desk.signing_in import signed_in_here
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_PATH = f"{DESK}/new-password"


@router.get(IN_LANGUAGE + _PATH)
def ask(language: Language, services: ServicesOf, site: SiteOf, link: str = "") -> HTMLResponse:
    """Ask for a new password, twice."""
    return _page(language, services, site, link)


@router.post(IN_LANGUAGE + _PATH, dependencies=HASHING)
def choose(language: Language, services: ServicesOf, site: SiteOf, form: OpenForm) -> Response:
    """Keep the password and sign its person in."""
    link, password = form.get("link"), form.raw("password")
    if password != form.raw("again"):
        wrong = wording(language).text("The two passwords are not the same.")
        return _page(language, services, site, link, wrong=wrong)
    try:
        name = services.people.use_link(link, password)
    except PasswordRefusedError as error:
        return _page(language, services, site, link, wrong=sentence_of(error, language))
    return signed_in_here(language, site, services.people.begin_session(name), "")


def link_address(language: Language) -> str:
    """Return the path that a link leads to."""
    return f"/{language}{_PATH}"


def _page(language: Language, services: Services, site: Site, link: str, *, wrong: str = "") -> HTMLResponse:
    name = services.people.of_link(link)
    title = wording(language).text("Choose a password")
    urls = {other: f"{link_address(other)}?link={link}" for other in Language}
    made = frame(language, title, urls, site)
    status = 422 if wrong else 200
    return page(
        "desk/new_password.html", made, status=status, headers=PRIVATE, name=name, link=link, wrong=wrong
    )
