"""``/study/{id}``, the address that lasts, and the page of a study in each language."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse

from corpus.study import StudyId
from index.errors import SearchIndexError
from models.language import Language
from search_api.answers import SimilarAnswer
from search_api.describing import present_studies
from search_api.messages import FALLBACK
from search_api.presenting import present_similar
from search_api.routes.common import Reader, ServicesOf, StudyOf
from search_api.services import Services
from search_api.site import SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.contents import contents
from search_api.web.cost_context import cost_contexts
from search_api.web.editions_view import edition_views
from search_api.web.rendering import frame, page
from search_api.web.studies_view import study_url
from search_api.web.study_view import study_page_view
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

MOST_SIMILAR = 5


@router.get("/study/{study}")
def stable(study: StudyOf, services: ServicesOf, reader: Reader) -> RedirectResponse:
    """Lead to the page of a study in the language that the browser prefers."""
    services.catalogue.study(study)
    url = study_url(study, reader or FALLBACK)
    return RedirectResponse(url, status_code=302, headers={"Vary": "Accept-Language"})


@router.get(IN_LANGUAGE + "/study/{study}")
def study(language: Language, study: StudyOf, services: ServicesOf, site: SiteOf) -> HTMLResponse:
    """Show a study."""
    words = wording(language)
    known = services.catalogue.study(study)
    (shown,) = present_studies(services, [known], language)
    view = study_page_view(
        shown,
        words,
        similar=_similar(services, study),
        costs=cost_contexts(known, services, words),
        contents=contents(known, services, language),
        editions=edition_views(services, study, words),
        site=site,
    )
    urls = {other: study_url(study, other) for other in Language}
    made = frame(language, view.title.text, urls, site, stable=f"/study/{study}")
    return page("study.html", made, view=view)


def _similar(services: Services, study: StudyId) -> SimilarAnswer | None:
    """Return similar studies; a study is shown also while the index cannot answer."""
    try:
        return present_similar(services, study, limit=MOST_SIMILAR)
    except SearchIndexError:
        return None
