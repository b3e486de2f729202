"""``/api/v1/administrations``."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from corpus.administrations import Administration, Registry
from corpus.study import AdministrationId
from corpus.text import fold
from models.language import Language
from search_api.answers import AdministrationCountAnswer, AdministrationsAnswer
from search_api.describing import administration
from search_api.directory import Directory
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.common import DirectoryOf, Reader, ServicesOf

router = APIRouter(tags=["administrations"])


@router.get("/administrations", summary="List administrations", responses=documented(422, 503))
def administrations(
    services: ServicesOf,
    directory: DirectoryOf,
    reader: Reader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> AdministrationsAnswer:
    """List every administration with the number of its studies, by name in the reader's language."""
    response.headers["Vary"] = "Accept-Language"
    registry, current = services.registry, directory.current()
    ids = {entry.id for entry in registry} | current.administrations.keys()
    listed = [_counted(identity, registry, current) for identity in ids]
    language = reader or Language.FR
    return AdministrationsAnswer(
        administrations=sorted(listed, key=lambda entry: (fold(entry.names[language]), entry.id))
    )


def _counted(
    identity: AdministrationId, registry: Registry, directory: Directory
) -> AdministrationCountAnswer:
    entry = registry.get(identity)
    named = administration(registry, identity, directory.unlisted.get(identity))
    return AdministrationCountAnswer(
        id=named.id,
        names=named.names,
        as_written=named.as_written,
        acronyms=list(entry.acronyms) if entry else [],
        former_names=_former_names(entry) if entry else [],
        studies=directory.administrations.get(identity, 0),
    )


def _former_names(entry: Administration) -> list[str]:
    return list(dict.fromkeys(name for former in entry.former for name in former.names.values()))
