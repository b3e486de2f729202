"""``/api/v1/desk/studies/{id}/…``: the life of a study and its history."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from corpus.life import Step
from search_api import reading
from search_api.access.who import DeskReader, Editor, Publisher
from search_api.editing import acts
from search_api.editing.answers import ComparisonAnswer, DeskStudyAnswer, HistoryAnswer
from search_api.editing.histories import changes, revisions
from search_api.errors import RequestError
from search_api.messages import message
from search_api.parameters import NoParameters, Parameters
from search_api.problems import documented
from search_api.routes.bodies import Body, Revision, an_object, takes, text_of
from search_api.routes.common import Reader, ServicesOf, StudyOf
from search_api.routes.editing import REFUSED, answer

router = APIRouter(tags=["desk"])

_LAST = 10**9
_STEP = {"enum": [step.value for step in Step]}


@router.post(
    "/desk/studies/{study}/steps",
    status_code=204,
    summary="Take a step in the life of a study",
    responses=documented(*REFUSED, 404, 409, 412, 428),
    openapi_extra=takes(an_object(step=_STEP, reason={"type": "string"})),
)
def study_step(
    study: StudyOf,
    visitor: Publisher,
    given: Body,
    revision: Revision,
    services: ServicesOf,
    _: Annotated[NoParameters, Query()],
) -> None:
    """Submit, send back, publish, withdraw (with a `reason` that readers see), restore or remove a study.

    `If-Match` names the state that was looked at, so that nothing is published that nobody has seen.
    """
    chosen = reading.choice("step", text_of("step", given), Step)
    reason = text_of("reason", given) if "reason" in given else None
    acts.take_step(services, study, chosen, by=visitor.name, reason=reason, expected=revision)


@router.get(
    "/desk/studies/{study}/history",
    summary="Tell what became of a study",
    responses=documented(*REFUSED, 404),
)
def study_history(
    study: StudyOf, services: ServicesOf, _: DeskReader, __: Annotated[NoParameters, Query()]
) -> HistoryAnswer:
    """Return every change of a study, oldest first; also of one that was removed."""
    return HistoryAnswer(revisions=revisions(services.catalogue.history(study)))


class TwoRevisions(Parameters):
    """Two states of a study."""

    first: int = Field(description="The number of a change.", json_schema_extra={"minimum": 1})
    second: int = Field(description="The number of another one.", json_schema_extra={"minimum": 1})


@router.get(
    "/desk/studies/{study}/compare", summary="Compare two states", responses=documented(*REFUSED, 404)
)
def study_comparison(
    study: StudyOf, parameters: Annotated[TwoRevisions, Query()], services: ServicesOf, _: DeskReader
) -> ComparisonAnswer:
    """Return what differs between the states of a study after two changes."""
    first = reading.whole("first", parameters.first, least=1, most=_LAST)
    second = reading.whole("second", parameters.second, least=1, most=_LAST)
    found = services.catalogue.compare(study, first, second)
    return ComparisonAnswer(first=first, second=second, changes=changes(found))


@router.post(
    "/desk/studies/{study}/revert",
    summary="Restore an earlier state",
    responses=documented(*REFUSED, 404, 412, 428),
    openapi_extra=takes(an_object(to={"type": "integer", "minimum": 1})),
)
def study_reversion(
    study: StudyOf,
    visitor: Editor,
    given: Body,
    revision: Revision,
    services: ServicesOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> DeskStudyAnswer:
    """Give a study what it said after an earlier change; it stays where it stands in its life."""
    to = given.get("to")
    if not isinstance(to, int) or isinstance(to, bool):
        raise RequestError("to", message("whole.unreadable"))
    acts.revert(services, study, to=to, by=visitor.name, expected=revision)
    return answer(services, study, response, reader)
