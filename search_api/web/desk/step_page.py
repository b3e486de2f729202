"""``/{language}/desk/studies/{id}/steps``: a step in the life of a study, taken in its page."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from corpus.errors import CorpusError, StaleRevisionError, StudyNotFoundError
from corpus.life import Step
from models.language import Language
from search_api import reading
from search_api.access.forms import DeskForm
from search_api.access.who import Publisher
from search_api.editing import acts
from search_api.outcomes import outcome_of
from search_api.routes.common import ServicesOf, StudyOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.edit_form import EditForm
from search_api.web.desk.failing import refusal
from search_api.web.desk.list_page import STUDIES
from search_api.web.desk.revision_view import revision_view
from search_api.web.desk.study_fields import fields_of
from search_api.web.desk.study_page import Desk, number, page_of
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)


@router.post(IN_LANGUAGE + STUDIES + "/{study}/steps")
def step(
    language: Language,
    study: StudyOf,
    services: ServicesOf,
    visitor: Publisher,
    form: DeskForm,
    site: SiteOf,
) -> Response:
    """Take a step from the state that was seen; what keeps the study from it is told in its form."""
    desk = Desk(language=language, services=services, visitor=visitor, site=site, study=study)
    chosen = reading.choice("step", form.get("step"), Step)
    reason, seen = form.get("reason"), number(form, "revision")
    try:
        acts.take_step(services, study, chosen, by=visitor.name, reason=reason, expected=seen)
    except StudyNotFoundError:
        raise
    except CorpusError as error:
        return _refused(desk, error, reason)
    gone = chosen is Step.REMOVE
    return RedirectResponse(f"/{language}{STUDIES}" if gone else f"{desk.url}?done=saved", status_code=303)


def _refused(desk: Desk, error: CorpusError, reason: str) -> Response:
    """Show the study as it is now, why it did not take the step, and what was changed meanwhile."""
    record, registry = desk.record(), desk.services.registry
    fields = fields_of(record.study, registry, desk.language)
    words = wording(desk.language)
    since = error.since if isinstance(error, StaleRevisionError) else ()
    return page_of(
        desk,
        record,
        EditForm(fields={**fields, "reason": [reason]}),
        record.revision,
        meanwhile=[revision_view(one, registry, words) for one in since],
        wrong=refusal(error, words),
        status=outcome_of(error).status,
    )
