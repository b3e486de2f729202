"""Errors as readers of the API get them: problem documents (RFC 9457), in their language."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from corpus.errors import StaleRevisionError, StudyWithdrawnError, UnknownAdministrationError
from corpus.lists.errors import StaleEntryError
from models.language import Language
from search_api.editing.errors import InvalidFieldsError
from search_api.editing.histories import Conflict, conflict_with
from search_api.errors import RequestError
from search_api.messages import FALLBACK, reader_language, say, table
from search_api.web.addresses import page_language

MEDIA_TYPE = "application/problem+json"


class ParameterProblem(BaseModel):
    """What is wrong with one parameter."""

    parameter: str = Field(examples=["date_from"])
    reason: str


class Tombstone(BaseModel):
    """What is told for ever of a study that was withdrawn."""

    reason: str = Field(description="As the librarian wrote it.", examples=["Withdrawn by its author."])
    withdrawn: date = Field(examples=["2026-03-01"])


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        description="Which kind of problem; never changes.", examples=["/problems/invalid-request"]
    )
    title: str = Field(examples=["Invalid request"])
    status: int = Field(examples=[422])
    detail: str = Field(examples=["date_from: “summer” is no date; write 2018, 2018-06 or 2018-06-30"])
    instance: str = Field(description="The address that was asked.", examples=["/api/v1/search"])
    errors: list[ParameterProblem] | None = None
    tombstone: Tombstone | None = Field(default=None, description="Of a withdrawn study.")
    conflict: Conflict | None = Field(default=None, description="What was changed meanwhile.")


def problem(
    request: Request,
    status: int,
    kind: str,
    detail: str,
    *,
    errors: Sequence[ParameterProblem] = (),
    tombstone: Tombstone | None = None,
    conflict: Conflict | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return a problem document; ``kind`` ends its type and picks its title."""
    language = language_of(request)
    body = Problem(
        type=f"/problems/{kind}",
        title=title_of(kind, status, language),
        status=status,
        detail=detail,
        instance=request.url.path,
        errors=list(errors) or None,
        tombstone=tombstone,
        conflict=conflict,
    )
    return JSONResponse(
        body.model_dump(mode="json", exclude_none=True),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"Content-Language": language, "Vary": "Accept-Language", **(headers or {})},
    )


def parameter_problems(error: Exception, language: Language) -> list[ParameterProblem]:
    """Return what an error says of the parameters, in a language; nothing where it is of another kind."""
    match error:
        case RequestError():
            return [ParameterProblem(parameter=error.parameter, reason=error.reason(language))]
        case InvalidFieldsError():
            return [
                ParameterProblem(parameter=found.parameter, reason=found.reason(language))
                for found in error.problems
            ]
        case UnknownAdministrationError():
            nearest = ", ".join(error.nearest)
            key = "administration.nearest" if nearest else "administration.unknown"
            reason = say(key, language, name=error.name, nearest=nearest)
            return [ParameterProblem(parameter="administration", reason=reason)]
    return []


def tombstone_of(error: Exception) -> Tombstone | None:
    """Return what an error tells of a withdrawal; nothing where it is of another kind."""
    if not isinstance(error, StudyWithdrawnError):
        return None
    return Tombstone(reason=error.reason, withdrawn=error.since.date())


def conflict_of(error: Exception) -> Conflict | None:
    """Return what an error tells of changes made meanwhile; nothing where it is of another kind."""
    if isinstance(error, StaleRevisionError | StaleEntryError):
        return conflict_with(error.current, error.since)
    return None


def title_of(kind: str, status: int, language: Language) -> str:
    """Return the title of a kind of problem."""
    key = f"problem.{kind}"
    if key not in table():
        key = "problem.unavailable" if status == 503 else "problem.http"
    return say(key, language)


def language_of(request: Request) -> Language:
    """Return the language to speak with this reader: that of the page, else one that the browser prefers."""
    preferred = reader_language(request.headers.get("accept-language"))
    return page_language(request.url.path) or preferred or FALLBACK


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the problems of an address for its OpenAPI description."""
    return {
        status: {
            "description": _DESCRIPTIONS[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


_DESCRIPTIONS = {
    400: "A header cannot be read.",
    401: "No token came, or one that was revoked, has expired or never was.",
    403: "The token, or its person, may not do this.",
    404: "There is no such study, entry, file or address.",
    408: "The body arrives too slowly.",
    409: "What is there already, or where the study stands, does not allow it.",
    410: "The study was withdrawn; `tombstone` says why and when.",
    412: "The study or entry was changed since the state of If-Match; `conflict` says what and by whom.",
    413: "There is more in the body than it may bring.",
    414: "The address is too long.",
    416: "The range lies outside the file.",
    422: "A parameter is unknown or cannot be answered; `errors` says which and why.",
    428: "If-Match is missing.",
    429: "This client asks too often; `Retry-After` says how many seconds to wait.",
    507: "Too little space is left on the server's disk.",
    503: "The index or the catalogue cannot answer now, or the server is busy; `type` says why.",
}
