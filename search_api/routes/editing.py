"""``/api/v1/studies`` and ``/api/v1/desk/studies``: studies in every state, made and changed by programs."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from corpus.study import Study, StudyId
from models.language import Language
from search_api.access.who import DeskReader, Editor
from search_api.editing import acts
from search_api.editing.answers import DeskStudiesAnswer, DeskStudyAnswer, present_records
from search_api.editing.document import NewStudyDocument, StudyDocument, document_of, patched
from search_api.editing.naming import known_of
from search_api.editing.reader import given_id, read_study
from search_api.editing.selecting import DeskParameters, desk_selection
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.bodies import Body, Revision, a_document, etag, takes
from search_api.routes.common import Reader, ServicesOf, StudyOf
from search_api.routes.files import ANSWERS, StudyFileResponse, nth, send_file
from search_api.services import Services

router = APIRouter(tags=["desk"])

REFUSED = (401, 403, 422, 429, 503)
"""What every address of the desk may answer."""

_MERGE_PATCH = "application/merge-patch+json"
_CREATED: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "The draft; `Location` is where it is.",
        "headers": {name: {"schema": {"type": "string"}} for name in ("Location", "ETag")},
    }
}
_NEW = a_document(NewStudyDocument)
_PATCH = a_document(StudyDocument, partial=True)


@router.post(
    "/studies",
    status_code=201,
    summary="Make a draft",
    responses=_CREATED | documented(*REFUSED, 408, 409, 413),
    openapi_extra=takes(_NEW),
)
def make_study(
    visitor: Editor,
    given: Body,
    services: ServicesOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> DeskStudyAnswer:
    """Make a study that readers do not see yet."""
    identity = given_id(given.pop("id", None))
    study = read_study(given, Study(id=identity, titles={}), known_of(services))
    made = acts.create(services, study, by=visitor.name)
    response.headers["Location"] = f"/api/v1/desk/studies/{made}"
    return answer(services, made, response, reader)


@router.patch(
    "/studies/{study}",
    summary="Change a study",
    responses=documented(*REFUSED, 404, 408, 412, 413, 428),
    openapi_extra=takes(_PATCH, _MERGE_PATCH),
)
def change_study(
    study: StudyOf,
    visitor: Editor,
    given: Body,
    revision: Revision,
    services: ServicesOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> DeskStudyAnswer:
    """Change the `document` of a study by a JSON merge patch (RFC 7396): `null` takes a value out."""
    before = services.catalogue.everything().study(study)
    wanted = patched(document_of(before).model_dump(mode="json"), given)
    acts.save(services, read_study(wanted, before, known_of(services)), expected=revision, by=visitor.name)
    return answer(services, study, response, reader)


@router.get("/desk/studies", summary="List studies in every state", responses=documented(*REFUSED))
def desk_studies(
    parameters: Annotated[DeskParameters, Query()],
    services: ServicesOf,
    _: DeskReader,
    reader: Reader,
    response: Response,
) -> DeskStudiesAnswer:
    """List studies in every state by publication date, newest first, undated ones last."""
    response.headers["Vary"] = "Accept-Language"
    selection, catalogue = desk_selection(parameters, services), services.catalogue.everything()
    found = catalogue.records(offset=parameters.offset, limit=parameters.limit, selection=selection)
    return DeskStudiesAnswer(
        total=catalogue.count_studies(selection),
        offset=parameters.offset,
        limit=parameters.limit,
        studies=present_records(services, found, reader),
    )


@router.get("/desk/studies/{study}", summary="Show a study in any state", responses=documented(*REFUSED, 404))
def desk_study(
    study: StudyOf,
    services: ServicesOf,
    visitor: DeskReader,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> DeskStudyAnswer:
    """Return a study in whatever state, with the ETag that a change of it needs."""
    return answer(services, study, response, reader)


@router.get(
    "/desk/studies/{study}/files/{n}",
    summary="Fetch a file of a study in any state",
    response_class=StudyFileResponse,
    responses=ANSWERS | documented(*REFUSED, 400, 404, 416),
)
def desk_file(
    study: StudyOf,
    n: Annotated[int, Path(description="Number of the file in its study, from 1.", examples=[1])],
    services: ServicesOf,
    visitor: DeskReader,
    request: Request,
    _: Annotated[NoParameters, Query()],
) -> Response:
    """Return a file of a study in whatever state, or the range of it that is asked for."""
    return send_file(request, services, nth(services.catalogue.everything().study(study), n), private=True)


def answer(
    services: Services, study: StudyId, response: Response, reader: Language | None
) -> DeskStudyAnswer:
    """Return a study as it is now, with its ETag.

    Raises:
        StudyNotFoundError: there is no such study.
    """
    record = services.catalogue.everything().record(study)
    response.headers["ETag"] = etag(record.revision)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept-Language"
    return present_records(services, [record], reader)[0]
