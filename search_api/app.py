"""The web application: addresses, errors and headers put together."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from search_api import handlers, openapi
from search_api.access.provider.provider import provider_of
from search_api.access_log import AccessLog
from search_api.admitting import admission
from search_api.describing import API
from search_api.directory import DirectoryKeeper
from search_api.headers import SecurityHeaders
from search_api.keeping import Keeper
from search_api.limits import BodyLimit
from search_api.media import MEDIA_TYPES, OCTETS
from search_api.numbers.tables import count
from search_api.oai.items import harvest
from search_api.problems import documented
from search_api.routes import (
    administrations,
    citation,
    comparisons,
    dcat,
    desk_administrations,
    editing,
    export,
    feeds,
    files,
    glossary,
    health,
    imports,
    inventory,
    inventory_tables,
    lives,
    numbers,
    oai,
    pages,
    search,
    studies,
    todo,
)
from search_api.services import Services
from search_api.time_limits import AnswerLimit, BodyPace
from search_api.web import rendering, routing

_DESCRIPTION = """\
Search the public studies of the Brussels administrations, in French, Dutch and English.

Errors are problem documents (RFC 9457); their `type` never changes. Unknown parameters are refused.
"""

# Files are sent as they are: their ranges and their ETag speak of their own bytes.
_NOT_COMPRESSED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, *MEDIA_TYPES.values(), OCTETS)


def create_app(services: Services) -> FastAPI:
    """Return the application that answers from ``services``; whoever opened these closes them."""
    app = FastAPI(
        title="Savoir",
        version="1",
        description=_DESCRIPTION,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        dependencies=admission.ADMISSION,
        responses=documented(414),
    )
    app.state.services = services
    app.state.provider = provider_of(services.settings)
    admission.prepare(app, services.settings)
    app.state.directory = DirectoryKeeper(services)
    app.state.numbers = Keeper(services, count)
    app.state.harvest = Keeper(services, harvest)
    for routes in (
        search,
        export,
        studies,
        citation,
        files,
        administrations,
        numbers,
        inventory_tables,  # before a year, which would take the names of its tables for one
        inventory,
        imports,
        todo,
        editing,
        lives,
        comparisons,
        desk_administrations,
        glossary,
    ):
        app.include_router(routes.router, prefix=API)
    app.include_router(feeds.router)
    app.include_router(oai.router)
    app.include_router(dcat.router)
    app.include_router(health.router)
    app.include_router(pages.router)
    app.include_router(routing.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    app.add_middleware(
        GZipMiddleware, minimum_size=1024, compresslevel=5, exclude_content_types=_NOT_COMPRESSED
    )
    app.add_middleware(AnswerLimit, seconds=services.settings.answer_time_limit)
    app.add_middleware(BodyPace)
    app.add_middleware(BodyLimit, uploads=services.settings.upload_limit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog, questions=services.settings.log_questions)
    handlers.install(app)
    rendering.prepare()
    openapi.describe(app)
    return app
