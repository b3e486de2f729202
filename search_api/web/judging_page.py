"""``/{language}/judging``: where a judge gives a token, and what the buttons beside the results send."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from corpus.catalogue.judging import GRADES, JudgedQuestion, Judgement
from corpus.ids import given_study_id
from models.language import Language
from search_api import reading
from search_api.errors import JudgingRefusedError, RequestError
from search_api.judging import judge_with
from search_api.messages import message
from search_api.requests import MOST_QUESTION
from search_api.routes.common import ServicesOf
from search_api.site import Site, SiteOf
from search_api.web.addresses import IN_LANGUAGE
from search_api.web.judge import COOKIE, FormOf, JudgeOf, remember
from search_api.web.rendering import frame, page
from search_api.web.wording import wording

router = APIRouter(include_in_schema=False)

_PATH = IN_LANGUAGE + "/judging"


@router.get(_PATH)
def ask(language: Language, services: ServicesOf, judge: JudgeOf, site: SiteOf) -> HTMLResponse:
    """Ask for a token, or say who judges in this browser."""
    if not services.settings.judges:
        raise HTTPException(404)
    return _page(language, site, judge)


@router.post(_PATH)
def begin(language: Language, services: ServicesOf, form: FormOf, site: SiteOf) -> Response:
    """Let the holder of a token judge in this browser."""
    judge = judge_with(form.get("token", ""), services.settings.judges)
    if judge is None:
        return _page(language, site, None, wrong=True)
    response = RedirectResponse(f"/{language}/judging", status_code=303)
    remember(response, judge, services, site)
    return response


@router.post(_PATH + "/end")
def end(language: Language, _: FormOf) -> Response:
    """Judge no more in this browser."""
    response = RedirectResponse(f"/{language}", status_code=303)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


@router.post(_PATH + "/judgements")
def judge(language: Language, services: ServicesOf, form: FormOf, judge: JudgeOf) -> Response:
    """Keep a judgement and lead back to the result that was judged."""
    if judge is None:
        raise JudgingRefusedError
    judgement = Judgement(
        question=JudgedQuestion(
            text=reading.words("q", form.get("q", ""), limit=MOST_QUESTION),
            language=reading.choice("language", form.get("language", ""), Language),
        ),
        study=services.catalogue.study(given_study_id(form.get("study", ""))).id,
        grade=_grade(form.get("grade", "")),
        judge=judge,
        judged=datetime.now(UTC),
    )
    services.catalogue.record_judgement(judgement)
    back = urlencode(parse_qsl(form.get("back", "")))
    return RedirectResponse(f"/{language}?{back}#result-{judgement.study}", status_code=303)


def _grade(text: str) -> int:
    if text not in map(str, GRADES):
        raise RequestError("grade", message("whole.unreadable"))
    return int(text)


def _page(language: Language, site: Site, judge: str | None, *, wrong: bool = False) -> HTMLResponse:
    words = wording(language)
    made = frame(
        language, words.text("Judge results"), {other: f"/{other}/judging" for other in Language}, site
    )
    return page("judging.html", made, status=403 if wrong else 200, judge=judge, wrong=wrong)
