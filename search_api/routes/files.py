"""``/api/v1/studies/{id}/files/{n}``: the files themselves."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from corpus.study import Study, StudyFile
from search_api.errors import FileBeingReplacedError, FileNumberError
from search_api.media import MEDIA_TYPES, OCTETS, disposition, media_type, policy
from search_api.messages import say
from search_api.parameters import NoParameters
from search_api.problems import documented, language_of, problem
from search_api.routes.common import ServicesOf, StudyOf
from search_api.routes.fresh import has
from search_api.services import Services

router = APIRouter(tags=["studies"])

_BYTES = {
    kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
    for kind in sorted({*MEDIA_TYPES.values(), OCTETS})
}
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": _BYTES},
    206: {
        "description": "The range asked for; several ranges come as multipart/byteranges.",
        "content": {**_BYTES, "multipart/byteranges": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "The reader has it already (If-None-Match)."},
}


class StudyFileResponse(FileResponse):
    """A file with ranges; what Starlette refuses in plain text becomes a problem document."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, the range, or the problem with it."""
        refused = False

        async def checked(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and message["status"] in _REFUSALS:
                refused = True
                await self._refusal(Request(scope), message["status"])(scope, receive, send)
            elif not refused:
                await send(message)

        await super().__call__(scope, receive, checked)

    def _refusal(self, request: Request, status: int) -> Response:
        size = self.headers["content-length"]
        kind = _REFUSALS[status]
        detail = say(f"detail.{kind}", language_of(request), size=size)
        headers = {"Content-Range": f"bytes */{size}"} if status == 416 else {}
        return problem(request, status, kind, detail, headers=headers)


_REFUSALS = {400: "invalid-range", 416: "range-not-satisfiable"}


@router.head("/studies/{study}/files/{n}", include_in_schema=False)
@router.get(
    "/studies/{study}/files/{n}",
    summary="Fetch a file",
    response_class=StudyFileResponse,
    responses=ANSWERS | documented(400, 404, 410, 416, 422, 503),
)
def file(
    study: StudyOf,
    n: Annotated[int, Path(description="Number of the file in its study, from 1.", examples=[1])],
    services: ServicesOf,
    request: Request,
    _: Annotated[NoParameters, Query()],
) -> Response:
    """Return a file of a study, or the range of it that is asked for.

    A file in whose text something was redacted is not served: 404, until another one replaces it.
    """
    wanted = nth(services.catalogue.study(study), n)
    if services.catalogue.redacted_in(wanted.sha256):
        raise FileBeingReplacedError(study, n)  # also to who has it already
    return send_file(request, services, wanted)


def send_file(request: Request, services: Services, wanted: StudyFile, *, private: bool = False) -> Response:
    """Return a file, the range of it that is asked for, or that the reader has it already.

    Raises:
        FileMissingError: the store has lost it.
    """
    kind = media_type(wanted.name)
    headers = {
        "ETag": f'"{wanted.sha256}"',
        "Cache-Control": f"{'private' if private else 'public'}, no-cache",
        "Content-Security-Policy": policy(kind),
    }
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    path = services.files.path(wanted.sha256)
    return StudyFileResponse(
        path,
        media_type=kind,
        filename=wanted.name,
        content_disposition_type=disposition(kind),
        headers=headers,
        stat_result=path.stat(),
    )


def nth(study: Study, n: int) -> StudyFile:
    """Return the nth file of a study, from 1.

    Raises:
        FileNumberError: it has no such file.
    """
    if not 1 <= n <= len(study.files):
        raise FileNumberError(study.id, n, len(study.files))
    return study.files[n - 1]
