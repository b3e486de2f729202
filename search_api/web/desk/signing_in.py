"""``/{language}/desk/sign-in``: names and passwords."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.people.errors import AccountLockedError, PersonNameError, SignInRefusedError
from corpus.people.person import person_name
from models.language import Language
from search_api.access.cookies import cookie_of, drop_cookie, set_cookie
from search_api.access.errors import DeskClosedError
from search_api.access.forms import DeskForm, OpenForm
from search_api.access.who import MaybeVisitor, is_open
from search_api.admitting.admission import HASHING
from search_api.routes.common import ServicesOf
from search_api.site import Site, SiteOf, site_of
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, PRIVATE
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

SIGN_IN = f"{DESK}/sign-in"

_WITHIN = re.compile(r"/(?:fr|nl|en)/desk(?:[/?][!-~]*)?")
"""Where signing in may lead: pages of the desk, nowhere else."""


@router.get(IN_LANGUAGE + SIGN_IN)
def ask(language: Language, request: Request, visitor: MaybeVisitor, next: str = "") -> Response:  # noqa: A002
    """Ask for name and password."""
    if visitor is not None:
        return RedirectResponse(target_within(language, next), status_code=303)
    if not is_open(request):
        raise DeskClosedError
    return sign_in_page(request, language, next)


@router.post(IN_LANGUAGE + SIGN_IN, dependencies=HASHING)
def sign_in(
    language: Language, request: Request, services: ServicesOf, form: OpenForm, site: SiteOf
) -> Response:
    """Begin a session and lead to where the visitor wanted to go."""
    words, name, target = wording(language), form.get("name"), form.get("next")
    try:
        secret = services.people.sign_in(person_name(name), form.raw("password"))
    except (SignInRefusedError, PersonNameError):
        wrong = words.text("The name or the password is wrong, or this account is closed.")
        return sign_in_page(request, language, target, name=name, wrong=wrong, status=403)
    except AccountLockedError as error:
        wrong = words.text(
            "Too many wrong passwords were tried for this name. Try again in %(seconds)s seconds.",
            seconds=error.retry_after,
        )
        return sign_in_page(request, language, target, name=name, wrong=wrong, status=429)
    services.people.sign_out(cookie_of(request))  # of whoever was signed in here before
    return signed_in_here(language, site, secret, target)


@router.post(IN_LANGUAGE + DESK + "/sign-out")
def sign_out(
    language: Language,
    request: Request,
    services: ServicesOf,
    visitor: MaybeVisitor,
    site: SiteOf,
    _: DeskForm,
) -> Response:
    """End the session of this browser."""
    if visitor is not None and visitor.session:
        services.people.sign_out(visitor.session)
    elsewhere = f"{DESK}/signed-out" if request.app.state.provider else ""
    response = RedirectResponse(f"/{language}{elsewhere}", status_code=303)
    drop_cookie(response, site)
    return response


def signed_in_here(language: Language, site: Site, secret: str, target: str) -> Response:
    """Let a browser prove its session from now on, and lead it to a page of the desk."""
    response = RedirectResponse(target_within(language, target), status_code=303)
    set_cookie(response, site, secret)
    return response


def sign_in_address(language: Language, wanted: str) -> str:
    """Return the page that asks for a password and leads on to ``wanted``."""
    query = f"?{urlencode({'next': wanted})}" if _WITHIN.fullmatch(wanted) else ""
    return f"/{language}{SIGN_IN}{query}"


def target_within(language: Language, wanted: str) -> str:
    """Return where to lead somebody who signed in: where they wanted to go, if that is at the desk."""
    return wanted if _WITHIN.fullmatch(wanted) else f"/{language}{DESK}"


def sign_in_page(
    request: Request, language: Language, target: str, *, name: str = "", wrong: str = "", status: int = 200
) -> HTMLResponse:
    """Return the page that asks for a name and a password, or leads to the identity provider."""
    urls = {other: sign_in_address(other, target) for other in Language}
    provider = f"/{language}{SIGN_IN}/provider?{urlencode({'next': target})}"
    return page(
        "desk/sign_in.html",
        frame(language, wording(language).text("Sign in"), urls, site_of(request)),
        status=status,
        headers=PRIVATE,
        name=name,
        target=target,
        wrong=wrong,
        provider=provider if request.app.state.provider else None,
    )
