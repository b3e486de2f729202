"""``/{language}/desk/sign-in``: names and passwords."""

import re
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import AccountLockedError, PersonNameError, SignInRefusedError
from corpus.people.person import person_name
from corpus.people.secrets import Secret
from models.language import Language
from search_api.access.errors import DeskClosedError
from search_api.access.forms import DeskForm, OpenForm
from search_api.access.who import COOKIE, MaybeVisitor
from search_api.routes.common import ServicesOf
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

SIGN_IN = f"{DESK}/sign-in"

_WITHIN = re.compile(r"/(?:fr|nl|en)/desk(?:[/?][!-~]*)?")
"""Where signing in may lead: pages of the desk, nowhere else."""


@router.get(IN_LANGUAGE + SIGN_IN)
def ask(
    language: Language,
    services: ServicesOf,
    visitor: MaybeVisitor,
    site: SiteOf,
    next: str = "",  # noqa: A002
) -> Response:
    """Ask for name and password."""
    if visitor is not None:
        return RedirectResponse(_target(language, next), status_code=303)
    if not services.people.anybody():
        raise DeskClosedError
    return _page(language, site, next)


@router.post(IN_LANGUAGE + SIGN_IN)
def sign_in(language: Language, services: ServicesOf, form: OpenForm, site: SiteOf) -> Response:
    """Begin a session and lead to where the visitor wanted to go."""
    words, name, target = wording(language), form.get("name"), form.get("next")
    try:
        secret = services.people.sign_in(person_name(name), form.get("password"))
    except (SignInRefusedError, PersonNameError):
        wrong = words.text("The name or the password is wrong, or this account is closed.")
        return _page(language, site, target, name=name, wrong=wrong, status=403)
    except AccountLockedError as error:
        wrong = words.text(
            "Too many wrong passwords were tried for this name. Try again in %(seconds)s seconds.",
            seconds=error.retry_after,
        )
        return _page(language, site, target, name=name, wrong=wrong, status=429)
    response = RedirectResponse(_target(language, target), status_code=303)
    remember(response, secret, site)
    return response


@router.post(IN_LANGUAGE + DESK + "/sign-out")
def sign_out(language: Language, services: ServicesOf, visitor: MaybeVisitor, _: DeskForm) -> Response:
    """End the session of this browser."""
    if visitor is not None and visitor.session:
        services.people.sign_out(visitor.session)
    response = RedirectResponse(f"/{language}", status_code=303)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
    return response


def remember(response: Response, secret: Secret, site: Site) -> None:
    """Let a browser prove its session from now on; no script can read it.

    ``Lax``, so that a link in a mail opens the desk; what changes anything is a form, which proves itself.
    """
    secure = site.base.startswith("https:")
    response.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=secure)


def sign_in_address(language: Language, wanted: str) -> str:
    """Return the page that asks for a password and leads on to ``wanted``."""
    query = f"?{urlencode({'next': wanted})}" if _WITHIN.fullmatch(wanted) else ""
    return f"/{language}{SIGN_IN}{query}"


def _target(language: Language, wanted: str) -> str:
    return wanted if _WITHIN.fullmatch(wanted) else f"/{language}{DESK}"


def _page(
    language: Language, site: Site, target: str, *, name: str = "", wrong: str = "", status: int = 200
) -> HTMLResponse:
    title = wording(language).text("Sign in")
    urls = {other: sign_in_address(other, target) for other in Language}
    made = frame(language, title, urls, site)
    headers = {"Cache-Control": "no-store"}
    return page(
        "desk/sign_in.html", made, status=status, headers=headers, name=name, target=target, wrong=wrong
    )
