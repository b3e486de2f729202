"""``/{language}/desk/studies/{id}/personal-data``: what is personal in a study, to decide about."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.personal import Verdict
from corpus.study import StudyId
from models.language import Language
from search_api.access.forms import DeskForm, Form
from search_api.access.who import DeskReader, Editor
from search_api.personal.deciding import keep_decisions
from search_api.personal.findings import findings_of
from search_api.personal.picturing import finding_of, strip_of
from search_api.routes.common import ServicesOf, StudyOf
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.desk.frames import DESK, desk_page
from search_api.web.desk.personal_view import PER_PAGE, personal_view
from search_api.web.desk.sheet_page import png
from search_api.web.paging import page_number
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

PATH = DESK + "/studies/{study}/personal-data"


@router.get(IN_LANGUAGE + PATH)
def show(
    language: Language,
    study: StudyOf,
    services: ServicesOf,
    visitor: DeskReader,
    site: SiteOf,
    page: str = "1",
) -> HTMLResponse:
    """Show findings of a study, those that wait first."""
    known, words = services.catalogue.everything().study(study), wording(language)
    view = personal_view(known, findings_of(services, known), words, page_number(page))
    title, path = words.text("Personal data"), _path(study)
    return desk_page("personal.html", language, site, visitor, path=path, title=title, view=view)


@router.get(IN_LANGUAGE + PATH + "/{key}.png")
def picture(
    language: Language, study: StudyOf, key: str, services: ServicesOf, visitor: DeskReader
) -> Response:
    """Return the place of a finding as a picture."""
    known = services.catalogue.everything().study(study)
    return png(strip_of(services, finding_of(services, known, key)))


@router.post(IN_LANGUAGE + PATH)
def decided(
    language: Language, study: StudyOf, services: ServicesOf, visitor: Editor, form: DeskForm
) -> RedirectResponse:
    """Keep what was decided and show the same page of the findings again."""
    verdicts = _verdicts(form)
    if verdicts and keep_decisions(services, study, verdicts, by=visitor.name):
        services.queue.follow()
    page = page_number(form.get("page"))
    query = f"?page={page}" if page > 1 else ""
    return RedirectResponse(f"/{language}{DESK}{_path(study)}{query}", status_code=303)


def _path(study: StudyId) -> str:
    return f"/studies/{study}/personal-data"


def _verdicts(form: Form) -> dict[str, Verdict]:
    """Return what was chosen, by key; whatever is no verdict leaves a finding as it is."""
    chosen = {key: form.get(f"verdict-{key}") for key in form.all("key")[:PER_PAGE]}
    return {key: Verdict(text) for key, text in chosen.items() if text in set(Verdict)}
