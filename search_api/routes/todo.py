"""``/api/v1/todo``: what imports leave to librarians."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import Field

from corpus.jobs import JobId, TodoId, TodoState
from search_api import reading
from search_api.access.who import DeskReader, Editor
from search_api.jobs import settling
from search_api.jobs.presenting import Choice, TodoAnswer, TodosAnswer, present_todo
from search_api.messages import FALLBACK
from search_api.parameters import Parameters
from search_api.problems import documented
from search_api.requests import MOST_OFFSET
from search_api.routes.common import Reader, ServicesOf

router = APIRouter(tags=["imports"])

MOST_LISTED = 500

TodoOf = Annotated[str, Path(description="Id of a question.", examples=["79c3fe7088a1"])]
_PROBLEMS = documented(401, 403, 404, 409, 422, 503)


class TodoParameters(Parameters):
    """Which questions."""

    job: str | None = Field(default=None, description="Those of one import.")
    state: str = Field(
        default=TodoState.OPEN.value,
        description="Whether somebody has decided.",
        json_schema_extra={"enum": [state.value for state in TodoState]},
    )
    offset: int = Field(
        default=0,
        description="Questions to pass over.",
        json_schema_extra={"minimum": 0, "maximum": MOST_OFFSET},
    )
    limit: int = Field(
        default=50,
        description="Questions wanted.",
        json_schema_extra={"minimum": 1, "maximum": MOST_LISTED},
    )


@router.get("/todo", summary="List what is to be decided", responses=documented(401, 403, 422, 503))
def todo(
    parameters: Annotated[TodoParameters, Query()], services: ServicesOf, _: DeskReader, reader: Reader
) -> TodosAnswer:
    """List the questions that imports left, with what is proposed."""
    book = services.queue.todo
    job = JobId(parameters.job) if parameters.job else None
    state = reading.choice("state", parameters.state, TodoState)
    offset = reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET)
    limit = reading.whole("limit", parameters.limit, least=1, most=MOST_LISTED)
    found = book.todos(job=job, state=state, offset=offset, limit=limit)
    return TodosAnswer(
        total=book.count(job=job, state=state),
        offset=offset,
        limit=limit,
        todo=[present_todo(one, reader or FALLBACK) for one in found],
    )


@router.post("/todo/{todo}/accept", summary="Accept a proposal", responses=_PROBLEMS)
def accept(
    todo: TodoOf, services: ServicesOf, visitor: Editor, reader: Reader, choice: Choice | None = None
) -> TodoAnswer:
    """Carry a proposal out; the history of the study says who wanted it."""
    chosen = choice.choice if choice else None
    settled = settling.accept(services, services.registry, TodoId(todo), chosen, by=visitor.name)
    return present_todo(settled, reader or FALLBACK)


@router.post("/todo/{todo}/dismiss", summary="Dismiss a question", responses=_PROBLEMS)
def dismiss(todo: TodoOf, services: ServicesOf, visitor: Editor, reader: Reader) -> TodoAnswer:
    """Leave everything as it is."""
    settled = settling.dismiss(services.catalogue, TodoId(todo), by=visitor.name)
    return present_todo(settled, reader or FALLBACK)
