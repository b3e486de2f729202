"""``/{language}/desk/people``: everybody who may sign in, and what became of their accounts."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.people.errors import PeopleError
from corpus.people.permissions import Role
from corpus.people.person import person_name
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm, Form
from search_api.access.who import Administrator, Visitor
from search_api.admitting.admission import HASHING
from search_api.outcomes import outcome_of
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.people_view import event_lines, person_line, role_choices
from search_api.web.desk.person_page import invited
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

PEOPLE = f"{DESK}/people"

_EVENTS = 50
"""How many of the latest changes are shown; `savoir users history` shows all."""


@router.get(IN_LANGUAGE + PEOPLE)
def people(language: Language, services: ServicesOf, visitor: Administrator, site: SiteOf) -> HTMLResponse:
    """List accounts, and what became of them."""
    return _page(language, services, visitor, site)


@router.post(IN_LANGUAGE + PEOPLE, dependencies=HASHING)
def create(
    language: Language, services: ServicesOf, visitor: Administrator, site: SiteOf, form: DeskForm
) -> Response:
    """Make an account, and a link with which its person chooses a password unless the form brings one."""
    way = form.get("way")
    try:
        name = person_name(form.get("name"))
        role = reading.choice("role", form.get("role"), Role)
        services.people.create(
            name, role, form.raw("password") if way == "password" else None, by=visitor.name
        )
    except PeopleError as error:
        return _page(language, services, visitor, site, form=form, failure=error)
    if way == "link":
        return invited(language, services, visitor, site, name)
    return RedirectResponse(f"/{language}{PEOPLE}/{name}", status_code=303)


def _page(
    language: Language,
    services: Services,
    visitor: Visitor,
    site: Site,
    *,
    form: Form | None = None,
    failure: PeopleError | None = None,
) -> HTMLResponse:
    found = [person_line(person, language) for person in services.people.people()]
    return desk_page(
        "people.html",
        language,
        site,
        visitor,
        path="/people",
        title=wording(language).text("People"),
        status=outcome_of(failure).status if failure else 200,
        people=found,
        roles=role_choices(language),
        given=form or Form({"role": [Role.LIBRARIAN], "way": ["link"]}),
        provider=services.settings.oidc_issuer is not None,
        wrong=sentence_of(failure, language),
        events=event_lines(services.people.events(most=_EVENTS), language),
    )
