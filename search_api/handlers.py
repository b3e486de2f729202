"""What becomes of every error that a request may end in."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from corpus.duplicates.errors import StudyMergedError
from corpus.people.errors import AccountLockedError
from models.language import Language
from search_api.access.errors import NotSignedInError, TokenRefusedError
from search_api.editing.histories import Conflict
from search_api.errors import AdmissionError
from search_api.headers import SECURITY
from search_api.limits import limit_of
from search_api.messages import say
from search_api.moving import moved
from search_api.outcomes import EXPECTED, outcome_of
from search_api.parameters import UNKNOWN_PARAMETER, unknown_parameter
from search_api.problems import (
    ParameterProblem,
    Tombstone,
    conflict_of,
    language_of,
    parameter_problems,
    problem,
    tombstone_of,
)
from search_api.telling import explain
from search_api.web.desk.signing_in import sign_in_address
from search_api.web.failure_page import failure_page, is_page

log = logging.getLogger("savoir")

_KINDS = {404: "not-found", 405: "method-not-allowed", 408: "too-slow", 413: "too-large"}


def install(app: FastAPI) -> None:
    """Make every error of ``app`` a problem document, or a page."""
    for kind in EXPECTED:
        app.add_exception_handler(kind, answer_error)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _unexpected)


def answer_error(request: Request, error: Exception) -> Response:
    """Answer an error of the table. Facts about the server go to its log, not to the reader."""
    outcome, language = outcome_of(error), language_of(request)
    if isinstance(error, NotSignedInError) and request.method == "GET" and is_page(request):
        return RedirectResponse(sign_in_address(language, _wanted(request)), status_code=303)
    if isinstance(error, StudyMergedError) and (there := moved(request, error)):
        return there
    if outcome.status >= 500:
        log.warning("%s: %s", request.url.path, error)
    errors = parameter_problems(error, language)
    return _answer(
        request,
        outcome.status,
        outcome.kind,
        explain(error, language),
        errors=errors,
        tombstone=tombstone_of(error),
        conflict=conflict_of(error),
        headers=_headers(error),
    )


def _answer(
    request: Request,
    status: int,
    kind: str,
    detail: str,
    *,
    errors: Sequence[ParameterProblem] = (),
    tombstone: Tombstone | None = None,
    conflict: Conflict | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Return a page to who asked for one, and to programs a problem document."""
    if is_page(request):
        return failure_page(request, status, kind, detail, headers or {})
    return problem(
        request,
        status,
        kind,
        detail,
        errors=errors,
        tombstone=tombstone,
        conflict=conflict,
        headers=headers,
    )


def _headers(error: Exception) -> dict[str, str]:
    """Return what an error adds to the headers of its answer."""
    wait = error.retry_after if isinstance(error, AdmissionError | AccountLockedError) else None
    if isinstance(error, TokenRefusedError):
        return {"WWW-Authenticate": 'Bearer error="invalid_token"'}  # RFC 6750, 3
    if isinstance(error, NotSignedInError):
        return {"WWW-Authenticate": "Bearer"}
    return {} if wait is None else {"Retry-After": str(wait)}


def _wanted(request: Request) -> str:
    query = request.url.query
    return f"{request.url.path}?{query}" if query else request.url.path


def _unreadable(request: Request, error: Exception) -> Response:
    """Answer what FastAPI found wrong with the parameters."""
    if not isinstance(error, RequestValidationError):
        raise TypeError(type(error)) from error
    language = language_of(request)
    errors = [_parameter_problem(found, language) for found in error.errors()]
    detail = "; ".join(f"{entry.parameter}: {entry.reason}" for entry in errors)
    return _answer(request, 422, "invalid-request", detail, errors=errors)


def _parameter_problem(found: Mapping[str, Any], language: Language) -> ParameterProblem:
    kind: str = found["type"]
    if kind == UNKNOWN_PARAMETER:
        name = found["ctx"]["name"]
        reason = unknown_parameter(name, found["ctx"]["known"]).text(language)
        return ParameterProblem(parameter=name, reason=reason)
    name = str(found["loc"][1]) if len(found["loc"]) > 1 else str(found["loc"][0])
    if kind == "missing":
        key = "parameter.missing"
    elif kind.startswith("int_"):
        key = "whole.unreadable"
    elif kind.startswith("bool_"):
        key = "yes_no.unreadable"
    else:
        key = "parameter.unreadable"
    return ParameterProblem(parameter=name, reason=say(key, language))


def _refused(request: Request, error: Exception) -> Response:
    """Answer what Starlette refuses: an unknown address, a wrong method, too large or slow a body."""
    if not isinstance(error, HTTPException):
        raise TypeError(type(error)) from error
    kind = _KINDS.get(error.status_code)
    language = language_of(request)
    detail = (
        say(
            f"detail.{kind}",
            language,
            method=request.method,
            limit=limit_of(
                request.method, request.url.path, uploads=request.app.state.services.settings.upload_limit
            ),
        )
        if kind
        else error.detail
    )
    headers = dict(error.headers or {})
    return _answer(request, error.status_code, kind or f"http-{error.status_code}", detail, headers=headers)


def _unexpected(request: Request, error: Exception) -> Response:
    """Answer a mistake of the program; the server logs it, the reader learns nothing about it."""
    detail = say("detail.internal-error", language_of(request))
    # This answer is made outside of all middleware.
    return _answer(request, 500, "internal-error", detail, headers=dict(SECURITY))
