"""``/feeds/search.atom``, ``/robots.txt``, the sitemaps and the OpenSearch description."""

import hashlib
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse, StreamingResponse
from pydantic import Field

from corpus.catalogue.ledger import Arrival
from corpus.study import StudyId
from index.question import Mode
from models.language import Language
from search_api import reading
from search_api.feeds import atom, opensearch, sitemap
from search_api.listing import ListingParameters, matching, present_in_order, reader_of
from search_api.messages import FALLBACK
from search_api.parameters import Parameters
from search_api.problems import documented
from search_api.routes.common import DirectoryOf, Reader, ServicesOf
from search_api.routes.fresh import has
from search_api.routes.search import MOST_SUGGESTIONS, MOST_TYPED, SuggestParameters
from search_api.services import Services
from search_api.site import Site, SiteOf
from search_api.suggesting import suggestions

router = APIRouter(tags=["feeds"])

FEED_PATH = "/feeds/search.atom"

MOST_ENTRIES = 50
"""Studies in a feed."""
MOST_CONSIDERED = 500
"""The best answers of a question, of which a feed has the newest."""

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The feed.", "content": {atom.MEDIA_TYPE: {"schema": {"type": "string"}}}},
    304: {"description": "The reader has it already (If-None-Match)."},
}


class FeedParameters(ListingParameters):
    """A search to follow."""

    mode: str = Field(
        default=Mode.KEYWORD.value,
        description="`keyword`: studies that hold words of the question, or what translates them. By meaning "
        "(`semantic`, `hybrid`) every study is an answer, better or worse; a feed has the newest of the best "
        f"{MOST_CONSIDERED}.",
        json_schema_extra={"enum": [mode.value for mode in Mode]},
    )


@router.get(
    FEED_PATH,
    summary="Follow a search",
    response_class=Response,
    responses=_ANSWERS | documented(422, 429, 503),
)
def feed(
    parameters: Annotated[FeedParameters, Query()],
    services: ServicesOf,
    browser: Reader,
    site: SiteOf,
    request: Request,
) -> Response:
    """Return the 50 studies that match and came into the library last, as an Atom feed.

    The latest day first; inside a day by relevance, or without a question by publication.
    """
    found = _feed(parameters, services, site, reader_of(parameters, browser))
    body = atom.atom(found, site)
    headers = {
        "ETag": f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(found.updated, usegmt=True),
        "Vary": "Accept-Language",
    }
    if has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=atom.MEDIA_TYPE, headers=headers)


def _feed(parameters: FeedParameters, services: Services, site: Site, reader: Language | None) -> atom.Feed:
    question = reading.clean(parameters.q)
    arrivals = services.catalogue.arrivals()
    most = MOST_CONSIDERED if question else services.catalogue.count_studies()
    matched = matching(parameters, services, most=most).studies
    asked = {name: value for name, value in parameters.model_dump(exclude_defaults=True).items() if value}
    page = {name: value for name, value in asked.items() if name != "reader"}
    return atom.Feed(
        question=question,
        address=site.at(FEED_PATH, _written(asked)),
        page=site.at(f"/{reader or FALLBACK}", _written(page)),
        studies=present_in_order(services, _newest(matched, arrivals)[:MOST_ENTRIES], reader),
        arrivals=arrivals,
        reader=reader,
    )


def _newest(ids: Sequence[StudyId], arrivals: Mapping[StudyId, Arrival]) -> list[StudyId]:
    """Return studies by the day they came in, latest first, those that never did last; else as they are."""
    days = {study: arrivals[study].first.date().toordinal() for study in ids if study in arrivals}
    return sorted(ids, key=lambda study: -days.get(study, 0))


def _written(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return parameters as an address has them."""
    return {
        name: "true" if value is True else reading.clean(value) if isinstance(value, str) else value
        for name, value in parameters.items()
    }


@router.get("/robots.txt", include_in_schema=False)
def robots(site: SiteOf) -> PlainTextResponse:
    """Tell crawlers what to fetch."""
    return PlainTextResponse(sitemap.robots(site))


@router.get("/sitemap.xml", include_in_schema=False)
def whole_sitemap(services: ServicesOf, site: SiteOf) -> Response:
    """Return the sitemap, or the list of its parts where one has no room for all studies."""
    ids = services.catalogue.study_ids()
    if len(ids) > sitemap.STUDIES_IN_PART:
        return Response(sitemap.sitemap_index(site, sitemap.parts(len(ids))), media_type=sitemap.MEDIA_TYPE)
    return StreamingResponse(sitemap.urlset(site, ids), media_type=sitemap.MEDIA_TYPE)


@router.get("/sitemap-{number}.xml", include_in_schema=False)
def part_of_sitemap(number: int, services: ServicesOf, site: SiteOf) -> Response:
    """Return one part of the sitemap, from 1."""
    ids = services.catalogue.study_ids()
    if not 1 <= number <= sitemap.parts(len(ids)):
        raise HTTPException(404)
    return StreamingResponse(sitemap.urlset(site, sitemap.part(ids, number)), media_type=sitemap.MEDIA_TYPE)


class LanguageParameters(Parameters):
    """The language that a browser's search speaks."""

    language: str | None = None


@router.get(opensearch.DESCRIPTION_PATH, include_in_schema=False)
def description(
    parameters: Annotated[LanguageParameters, Query()], browser: Reader, site: SiteOf
) -> Response:
    """Describe the engine to a browser."""
    language = _language(parameters.language, browser) or FALLBACK
    headers = {"Vary": "Accept-Language"}
    return Response(opensearch.description(site, language), media_type=opensearch.MEDIA_TYPE, headers=headers)


class BrowserSuggestParameters(SuggestParameters):
    """What was typed so far into a browser's search field."""

    language: str | None = None


@router.get(opensearch.SUGGESTIONS_PATH, include_in_schema=False)
def browser_suggestions(
    parameters: Annotated[BrowserSuggestParameters, Query()],
    services: ServicesOf,
    directory: DirectoryOf,
    browser: Reader,
) -> JSONResponse:
    """Complete what is typed, in the form that browsers read."""
    language = _language(parameters.language, browser)
    typed = reading.words("q", parameters.q, limit=MOST_TYPED)
    found = directory.current().suggest(typed, limit=MOST_SUGGESTIONS)
    texts = list(dict.fromkeys(one.text for one in suggestions(found, services, language)))
    headers = {"Vary": "Accept-Language"}
    return JSONResponse([typed, texts], media_type=opensearch.SUGGESTIONS, headers=headers)


def _language(parameter: str | None, browser: Language | None) -> Language | None:
    return reading.choice("language", parameter, Language) if parameter else browser
