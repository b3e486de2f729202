"""``/{language}/desk/account``: one's own password, sessions and tokens."""

from datetime import UTC, datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.people.errors import PeopleError
from corpus.people.permissions import Permission
from corpus.people.person import PersonName
from corpus.people.secrets import Secret
from corpus.people.sessions import session_id
from corpus.people.tokens import last_day
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm, Form
from search_api.access.who import InPerson, Visitor
from search_api.admitting.admission import HASHING
from search_api.outcomes import outcome_of
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.failing import sentence_of
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.people_view import scope_choices, session_lines, token_lines
from search_api.web.desk.signing_in import signed_in_here
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

ACCOUNT = f"{DESK}/account"
_PATH = IN_LANGUAGE + ACCOUNT


@router.get(_PATH)
def account(language: Language, services: ServicesOf, visitor: InPerson, site: SiteOf) -> HTMLResponse:
    """Show what somebody signs in with."""
    return _page(language, services, visitor, site)


@router.post(_PATH + "/password", dependencies=HASHING)
def change_password(
    language: Language, services: ServicesOf, visitor: InPerson, site: SiteOf, form: DeskForm
) -> Response:
    """Take another password; sessions elsewhere end, and this browser gets a new one."""
    name, chosen = PersonName(visitor.name), form.raw("password")
    if chosen != form.raw("again"):
        wrong = wording(language).text("The two passwords are not the same.")
        return _page(language, services, visitor, site, wrong=wrong, status=422)
    try:
        services.people.check_password(name, form.raw("old"))
        services.people.set_password(name, chosen, by=visitor.name)
    except PeopleError as error:
        return _page(language, services, visitor, site, failure=error)
    return signed_in_here(language, site, services.people.begin_session(name), f"/{language}{ACCOUNT}")


@router.post(_PATH + "/sessions")
def end_sessions(language: Language, services: ServicesOf, visitor: InPerson, form: DeskForm) -> Response:
    """End a session of oneself, or all but this one."""
    name, ids = PersonName(visitor.name), form.all("session")
    if form.get("others"):
        here = session_id(visitor.session or "")
        ids = [one.id for one in services.people.sessions(name) if one.id != here]
    services.people.end_sessions(name, ids, by=visitor.name)
    return _back(language)


@router.post(_PATH + "/tokens")
def make_token(
    language: Language, services: ServicesOf, visitor: InPerson, site: SiteOf, form: DeskForm
) -> Response:
    """Make a token for a program, whose secret is shown this once."""
    scopes = [reading.choice("scope", scope, Permission) for scope in form.all("scope")]
    name, label = PersonName(visitor.name), form.get("label")
    try:
        expires = last_day(form.get("expires"))
        _, secret = services.people.make_token(name, label, scopes, by=visitor.name, expires=expires)
    except PeopleError as error:
        return _page(language, services, visitor, site, failure=error, given=form)
    return _page(language, services, visitor, site, secret=secret)


@router.post(_PATH + "/tokens/{number}/revoke")
def revoke_token(
    language: Language, services: ServicesOf, visitor: InPerson, number: int, _: DeskForm
) -> Response:
    """Make a token of oneself work no more."""
    services.people.revoke_token(number, by=visitor.name, of=PersonName(visitor.name))
    return _back(language)


def _page(
    language: Language,
    services: Services,
    visitor: Visitor,
    site: Site,
    *,
    wrong: str = "",
    status: int = 200,
    failure: PeopleError | None = None,
    secret: Secret | None = None,
    given: Form | None = None,
) -> HTMLResponse:
    people, name = services.people, PersonName(visitor.name)
    return desk_page(
        "account.html",
        language,
        site,
        visitor,
        path="/account",
        title=wording(language).text("My account"),
        status=outcome_of(failure).status if failure else status,
        person=people.person(name),
        sessions=session_lines(people.sessions(name), visitor.session or "", language),
        tokens=token_lines(people.tokens(name), language, datetime.now(UTC)),
        scopes=scope_choices(language, visitor.role),
        given=given or Form({}),
        secret=secret,
        wrong=wrong or sentence_of(failure, language),
    )


def _back(language: Language) -> Response:
    return RedirectResponse(f"/{language}{ACCOUNT}", status_code=303)
