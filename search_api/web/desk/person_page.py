"""``/{language}/desk/people/{name}``: one account."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.people.errors import PeopleError, PersonNameError, PersonNotFoundError
from corpus.people.permissions import Role
from corpus.people.person import PersonName, person_name
from corpus.people.secrets import Secret
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm
from search_api.access.who import Administrator, Visitor
from search_api.admitting.admission import HASHING
from search_api.outcomes import outcome_of
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.link_page import link_address
from search_api.web.desk.people_view import event_lines, person_line, role_choices

router = APIRouter(include_in_schema=False)

_PEOPLE = f"{DESK}/people"
_PERSON = IN_LANGUAGE + _PEOPLE + "/{name}"


async def _person_name(name: str) -> PersonName:
    try:
        return person_name(name)
    except PersonNameError as error:
        raise PersonNotFoundError(name) from error


NameOf = Annotated[PersonName, Depends(_person_name)]


@router.get(_PERSON)
def show(
    language: Language, services: ServicesOf, visitor: Administrator, site: SiteOf, name: NameOf
) -> HTMLResponse:
    """Show an account and what became of it."""
    return _page(language, services, visitor, site, name)


@router.post(_PERSON + "/role")
def change_role(
    language: Language,
    services: ServicesOf,
    visitor: Administrator,
    site: SiteOf,
    name: NameOf,
    form: DeskForm,
) -> Response:
    """Give somebody another role."""
    role = reading.choice("role", form.get("role"), Role)
    try:
        services.people.set_role(name, role, by=visitor.name)
    except PeopleError as error:
        return _page(language, services, visitor, site, name, failure=error)
    return _back(language, name)


@router.post(_PERSON + "/state")
def change_state(
    language: Language,
    services: ServicesOf,
    visitor: Administrator,
    site: SiteOf,
    name: NameOf,
    form: DeskForm,
) -> Response:
    """Close an account, or open it again."""
    try:
        services.people.set_active(name, form.get("state") == "open", by=visitor.name)
    except PeopleError as error:
        return _page(language, services, visitor, site, name, failure=error)
    return _back(language, name)


@router.post(_PERSON + "/password", dependencies=HASHING)
def set_password(
    language: Language,
    services: ServicesOf,
    visitor: Administrator,
    site: SiteOf,
    name: NameOf,
    form: DeskForm,
) -> Response:
    """Give somebody a password that was typed, where no link can be sent."""
    try:
        services.people.set_password(name, form.raw("password"), by=visitor.name)
    except PeopleError as error:
        return _page(language, services, visitor, site, name, failure=error)
    return _back(language, name)


@router.post(_PERSON + "/link")
def make_link(
    language: Language, services: ServicesOf, visitor: Administrator, site: SiteOf, name: NameOf, _: DeskForm
) -> Response:
    """Make a link with which somebody chooses a password."""
    try:
        return invited(language, services, visitor, site, name)
    except PeopleError as error:
        return _page(language, services, visitor, site, name, failure=error)


@router.post(_PERSON + "/forget-identity")
def forget_identity(
    language: Language, services: ServicesOf, visitor: Administrator, name: NameOf, _: DeskForm
) -> Response:
    """Undo the link of an account with somebody at the identity provider."""
    services.people.forget_identity(name, by=visitor.name)
    return _back(language, name)


def invited(
    language: Language, services: Services, visitor: Visitor, site: Site, name: PersonName
) -> HTMLResponse:
    """Return the page of an account with a new link for a password, which is shown this once."""
    secret = services.people.make_link(name, by=visitor.name)
    return _page(language, services, visitor, site, name, link=secret)


def _page(
    language: Language,
    services: Services,
    visitor: Visitor,
    site: Site,
    name: PersonName,
    *,
    link: Secret | None = None,
    failure: PeopleError | None = None,
) -> HTMLResponse:
    person = services.people.person(name)
    return desk_page(
        "person.html",
        language,
        site,
        visitor,
        path=f"/people/{name}",
        title=name,
        status=outcome_of(failure).status if failure else 200,
        person=person,
        line=person_line(person, language),
        roles=role_choices(language),
        link=site.at(link_address(language), {"link": link}) if link else "",
        wrong=sentence_of(failure, language),
        events=event_lines(services.people.events(name), language),
    )


def _back(language: Language, name: PersonName) -> Response:
    return RedirectResponse(f"/{language}{_PEOPLE}/{name}", status_code=303)
