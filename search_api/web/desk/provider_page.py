"""``/{language}/desk/sign-in/provider``: to the identity provider and back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from corpus.people.errors import PeopleError
from models.language import Language
from search_api.access.cookies import cookie_of, drop_cookie, set_cookie
from search_api.access.errors import ProviderError
from search_api.access.provider.flow import FLOW_COOKIE, FLOW_SECONDS, new_flow, resumed
from search_api.access.provider.provider import Provider
from search_api.outcomes import outcome_of
from search_api.problems import language_of
from search_api.routes.common import ServicesOf
from search_api.site import Site, SiteOf, site_of
from search_api.telling import told
from search_api.web.addresses import IN_LANGUAGE, page_language
from search_api.web.desk.frames import DESK, PRIVATE
from search_api.web.desk.signing_in import SIGN_IN, sign_in_page, signed_in_here, target_within
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

CALLBACK = f"{SIGN_IN}/callback"
"""The one address that the provider has to know; it leads to the page in the language of who signs in."""


async def _provider(request: Request) -> Provider:
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise HTTPException(404)
    return provider


ProviderOf = Annotated[Provider, Depends(_provider)]


@router.get(IN_LANGUAGE + SIGN_IN + "/provider")
def leave(
    language: Language,
    request: Request,
    provider: ProviderOf,
    site: SiteOf,
    next: str = "",  # noqa: A002
) -> Response:
    """Lead to the provider, and remember in the browser what was asked."""
    flow = new_flow(target_within(language, next))
    try:
        response = RedirectResponse(provider.address(flow, _redirect(site)), 303, headers=PRIVATE)
    except ProviderError as error:
        return _failed(request, language, error)
    set_cookie(response, site, flow.kept(), FLOW_COOKIE, seconds=FLOW_SECONDS)
    return response


@router.get(CALLBACK)
def come_back(request: Request, _: ProviderOf) -> Response:
    """Lead to the page below, in the language that the sign-in was begun in."""
    try:
        flow = resumed(cookie_of(request, FLOW_COOKIE), request.query_params.get("state", ""))
        language = page_language(flow.target) or language_of(request)
    except ProviderError:
        language = language_of(request)
    return RedirectResponse(f"/{language}{CALLBACK}?{request.url.query}", 303, headers=PRIVATE)


@router.get(IN_LANGUAGE + CALLBACK)
def enter(
    language: Language, request: Request, services: ServicesOf, provider: ProviderOf, site: SiteOf
) -> Response:
    """Begin a session of whomever the provider vouches for."""
    answer = dict(request.query_params)
    try:
        flow = resumed(cookie_of(request, FLOW_COOKIE), answer.get("state", ""))
        identity = provider.identity(answer, flow, _redirect(site))
        secret = services.people.admit(identity, unknown=provider.setup.admits_unknown)
    except (ProviderError, PeopleError) as error:
        return _failed(request, language, error)
    services.people.sign_out(cookie_of(request))
    response = signed_in_here(language, site, secret, flow.target)
    drop_cookie(response, site, FLOW_COOKIE)
    return response


@router.get(IN_LANGUAGE + DESK + "/signed-out")
def signed_out(language: Language, request: Request, provider: ProviderOf, site: SiteOf) -> HTMLResponse:
    """Say that the session has ended, and how to end that of the provider: forms may not lead there."""
    try:
        address = provider.sign_out_address(site.at(f"/{language}"))
    except ProviderError:
        address = None
    urls = {other: f"/{other}{DESK}/signed-out" for other in Language}
    made = frame(language, wording(language).text("Signed out"), urls, site_of(request))
    return page("desk/signed_out.html", made, headers=PRIVATE, provider=address)


def _redirect(site: Site) -> str:
    return site.at(CALLBACK)


def _failed(request: Request, language: Language, error: Exception) -> Response:
    response = sign_in_page(
        request, language, "", wrong=_sentence(told(error, language)), status=outcome_of(error).status
    )
    drop_cookie(response, site_of(request), FLOW_COOKIE)
    return response


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
