"""``/{language}/desk/new-study``: a draft made by hand."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.errors import StudyExistsError
from corpus.study import Study
from models.language import Language
from search_api.access.forms import DeskForm
from search_api.access.who import Editor, Visitor
from search_api.editing import acts
from search_api.editing.errors import InvalidStudyError
from search_api.editing.naming import known_of
from search_api.editing.reader import given_id, read_study
from search_api.errors import RequestError
from search_api.routes.common import ServicesOf
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.telling import explain
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.edit_form import EditForm
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.list_page import STUDIES
from search_api.web.desk.study_fields import document_from
from search_api.web.desk.study_form import problems_of
from search_api.web.desk.study_page import form_views
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_NEW = IN_LANGUAGE + DESK + "/new-study"


@router.get(_NEW)
def ask(language: Language, services: ServicesOf, visitor: Editor, site: SiteOf) -> HTMLResponse:
    """Show an empty form."""
    return _page(language, services, visitor, site, EditForm(fields={}))


@router.post(_NEW)
def make(language: Language, services: ServicesOf, visitor: Editor, form: DeskForm, site: SiteOf) -> Response:
    """Make the draft; show the form again where something in it is wrong."""
    words = wording(language)
    try:
        study = Study(id=given_id(form.get("id") or None), titles={})
        known = known_of(services, keep_unlisted=bool(form.get("keep_unlisted")))
        made = acts.create(services, read_study(document_from(form), study, known), by=visitor.name)
    except (InvalidStudyError, RequestError) as error:
        found = error.problems if isinstance(error, InvalidStudyError) else (error,)
        problems, status = problems_of(found, words), 422
    except StudyExistsError as error:
        problems, status = {"id": [explain(error, language)]}, 409
    else:
        return RedirectResponse(f"/{language}{STUDIES}/{made}?done=saved", status_code=303)
    shown = EditForm(fields=form.fields, problems=problems)
    wrong = words.text("This was not saved: see what is written beside the fields.")
    return _page(language, services, visitor, site, shown, wrong=wrong, status=status)


def _page(
    language: Language,
    services: Services,
    visitor: Visitor,
    site: Site,
    form: EditForm,
    *,
    wrong: str = "",
    status: int = 200,
) -> HTMLResponse:
    title = wording(language).text("New study")
    views = form_views(services, language, form)
    return desk_page(
        "new_study.html",
        language,
        site,
        visitor,
        path="/new-study",
        title=title,
        status=status,
        wrong=wrong,
        **views,
    )
