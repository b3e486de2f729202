"""``/api/v1/imports``: files that librarians bring in."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from corpus.jobs import Job, JobId, JobKind
from search_api import reading
from search_api.access.who import DeskReader, Importer
from search_api.jobs.bringing import bring
from search_api.jobs.events import events as follow
from search_api.jobs.presenting import ImportAnswer, ImportsAnswer, present_import
from search_api.messages import FALLBACK
from search_api.parameters import NoParameters, Parameters
from search_api.problems import documented
from search_api.requests import MOST_OFFSET
from search_api.routes.common import Reader, ServicesOf

router = APIRouter(tags=["imports"])

MOST_LISTED = 200

_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


class ImportsParameters(Parameters):
    """How many imports."""

    offset: int = Field(
        default=0,
        description="Imports to pass over.",
        json_schema_extra={"minimum": 0, "maximum": MOST_OFFSET},
    )
    limit: int = Field(
        default=20,
        description="Imports wanted.",
        json_schema_extra={"minimum": 1, "maximum": MOST_LISTED},
    )


def import_of(
    services: ServicesOf, job: Annotated[str, Path(description="Id of an import.", examples=["61920bbe0d0c"])]
) -> Job:
    """Return the import of an address.

    Raises:
        JobNotFoundError: there is none.
    """
    return services.queue.job(JobId(job), JobKind.IMPORT)


ImportOf = Annotated[Job, Depends(import_of)]
"""Comes after who asks: strangers do not learn which imports there are."""


@router.get("/imports", summary="List imports", responses=documented(401, 403, 422, 503))
def imports(
    parameters: Annotated[ImportsParameters, Query()], services: ServicesOf, _: DeskReader, reader: Reader
) -> ImportsAnswer:
    """List the imports, latest first."""
    offset = reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET)
    limit = reading.whole("limit", parameters.limit, least=1, most=MOST_LISTED)
    queue = services.queue
    found = queue.jobs(offset=offset, limit=limit)
    return ImportsAnswer(imports=[present_import(queue.todo, job, reader or FALLBACK) for job in found])


@router.post(
    "/imports",
    status_code=202,
    summary="Bring files in",
    responses=documented(401, 403, 408, 413, 422, 503, 507),
    openapi_extra=_FORM,
)
async def bring_in(
    request: Request, services: ServicesOf, visitor: Importer, response: Response, reader: Reader
) -> ImportAnswer:
    """Take in inventories and the files that they name, also in ZIP archives; new studies become drafts."""
    job = await bring(services.queue, request, by=visitor.name)
    response.headers["Location"] = f"{request.url.path}/{job.id}"
    return present_import(services.queue.todo, job, reader or FALLBACK)


@router.get("/imports/{job}", summary="Show an import", responses=documented(401, 403, 404, 422, 503))
def one_import(
    _: DeskReader, job: ImportOf, services: ServicesOf, reader: Reader, __: Annotated[NoParameters, Query()]
) -> ImportAnswer:
    """Say how far an import is, and what it brought."""
    return present_import(services.queue.todo, job, reader or FALLBACK)


@router.post(
    "/imports/{job}/cancel", summary="Stop an import", responses=documented(401, 403, 404, 409, 422, 503)
)
def cancel(_: Importer, job: ImportOf, services: ServicesOf, reader: Reader) -> ImportAnswer:
    """Stop an import between two files; drafts that it has made by then stay."""
    return present_import(services.queue.todo, services.queue.cancel(job.id), reader or FALLBACK)


@router.post(
    "/imports/{job}/retry", summary="Try an import again", responses=documented(401, 403, 404, 409, 422, 503)
)
def retry(_: Importer, job: ImportOf, services: ServicesOf, reader: Reader) -> ImportAnswer:
    """Have an import tried again that failed."""
    return present_import(services.queue.todo, services.queue.retry(job.id), reader or FALLBACK)


@router.get(
    "/imports/{job}/events",
    summary="Follow an import",
    response_class=EventSourceResponse,
    responses=documented(401, 403, 404, 422, 503),
)
async def events(
    _: DeskReader, job: ImportOf, services: ServicesOf, reader: Reader
) -> AsyncIterator[ServerSentEvent]:
    """Send an event whenever an import has come further; the last one is called `end`."""
    queue, language = services.queue, reader or FALLBACK
    async for event in follow(lambda: present_import(queue.todo, queue.job(job.id), language)):
        yield event
