"""Who judges in this browser, and whether a form came from a page of this site."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException

from search_api.access.origin import from_here
from search_api.errors import JudgingRefusedError, RequestError
from search_api.judging import judge_of, signed
from search_api.messages import message
from search_api.services import Services
from search_api.site import Site

COOKIE = "savoir_judge"

_LASTS = 30 * 24 * 3600
"""Seconds."""

_MOST_FIELDS = 10


async def _judge(request: Request) -> str | None:
    services: Services = request.app.state.services
    return judge_of(request.cookies.get(COOKIE, ""), services.settings.judges)


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form that a page of this site sent, where judging is switched on at all."""
    services: Services = request.app.state.services
    if not services.settings.judges:
        raise HTTPException(404)
    if not from_here(request, services):
        raise JudgingRefusedError
    try:
        text = (await request.body()).decode()
        return dict(parse_qsl(text, strict_parsing=bool(text), max_num_fields=_MOST_FIELDS))
    except ValueError as error:
        raise RequestError("form", message("parameter.unreadable")) from error


JudgeOf = Annotated[str | None, Depends(_judge)]
FormOf = Annotated[dict[str, str], Depends(_form)]


def remember(response: Response, judge: str, services: Services, site: Site) -> None:
    """Let a browser prove from now on that its reader is this judge; no script and no other site can."""
    response.set_cookie(
        COOKIE,
        signed(judge, services.settings.judges),
        max_age=_LASTS,
        httponly=True,
        samesite="strict",
        secure=site.base.startswith("https:"),
    )
