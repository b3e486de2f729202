"""``/api/v1/administrations`` and ``/api/v1/desk/administrations``: the list as programs keep it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from corpus.administrations import Administration
from corpus.lists.administrations import ADMINISTRATIONS
from corpus.lists.entries import Listed
from corpus.lists.errors import EntryNotFoundError
from corpus.study import AdministrationId
from models.language import Language
from search_api.access.who import DeskReader, ListKeeper
from search_api.editing.document import patched
from search_api.editing.reader import given_id
from search_api.lists import acts
from search_api.lists.administrations import read_administration
from search_api.lists.documents import (
    AdministrationDocument,
    AdministrationEntriesAnswer,
    AdministrationEntryAnswer,
    EntryHistoryAnswer,
    NewAdministrationDocument,
)
from search_api.parameters import NoParameters
from search_api.problems import documented
from search_api.routes.bodies import Body, Revision, a_document, takes
from search_api.routes.common import ServicesOf
from search_api.routes.editing import REFUSED
from search_api.routes.lists import CHANGED, MADE, EntryOf, history_of, stamped
from search_api.services import Services

router = APIRouter(tags=["lists"])

_NEW = a_document(NewAdministrationDocument)
_PATCH = a_document(AdministrationDocument, partial=True)


@router.get(
    "/desk/administrations",
    summary="List administrations as librarians keep them",
    responses=documented(*REFUSED),
)
def desk_administrations(
    services: ServicesOf, _: DeskReader, __: Annotated[NoParameters, Query()]
) -> AdministrationEntriesAnswer:
    """List every administration, also those that were taken out; those that librarians touched come first."""
    studies = services.lists.carriers()
    found = services.lists.entries(ADMINISTRATIONS).values()
    return AdministrationEntriesAnswer(administrations=[_present(one, studies) for one in found])


@router.get(
    "/desk/administrations/{entry}", summary="Show an administration", responses=documented(*REFUSED, 404)
)
def desk_administration(
    entry: EntryOf,
    services: ServicesOf,
    visitor: DeskReader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> AdministrationEntryAnswer:
    """Return an administration with the ETag that a change of it needs."""
    return _answer(services, entry, response)


@router.get(
    "/desk/administrations/{entry}/history",
    summary="Tell what became of an administration",
    responses=documented(*REFUSED, 404),
)
def administration_history(
    entry: EntryOf, services: ServicesOf, visitor: DeskReader, _: Annotated[NoParameters, Query()]
) -> EntryHistoryAnswer:
    """Return every change of an administration, oldest first; also of one that was taken out."""
    return history_of(services, ADMINISTRATIONS, entry)


@router.post(
    "/administrations",
    status_code=201,
    summary="Add an administration",
    responses=MADE | documented(*REFUSED, 409, 413),
    openapi_extra=takes(_NEW),
)
def add_administration(
    visitor: ListKeeper,
    given: Body,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> AdministrationEntryAnswer:
    """Add an administration; studies that bear its name come to carry it."""
    chosen = given_id(given.pop("id", None))
    read = read_administration(given, chosen)
    made = chosen or acts.free_id(services, ADMINISTRATIONS, read.names[Language.FR])
    acts.add(services, ADMINISTRATIONS, made, replace(read, id=AdministrationId(made)), by=visitor.name)
    response.headers["Location"] = f"/api/v1/desk/administrations/{made}"
    return _answer(services, made, response)


@router.patch(
    "/administrations/{entry}",
    summary="Change an administration",
    responses=documented(*CHANGED),
    openapi_extra=takes(_PATCH, "application/merge-patch+json"),
)
def change_administration(
    entry: EntryOf,
    visitor: ListKeeper,
    given: Body,
    revision: Revision,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> AdministrationEntryAnswer:
    """Change the `document` of an administration by a JSON merge patch: `null` takes a value out."""
    document = _document(services.lists.entry(ADMINISTRATIONS, entry))
    if document is None:
        raise EntryNotFoundError(entry)
    read = read_administration(patched(document.model_dump(mode="json"), given), entry)
    acts.save(services, ADMINISTRATIONS, entry, read, expected=revision, by=visitor.name)
    return _answer(services, entry, response)


@router.delete(
    "/administrations/{entry}",
    status_code=204,
    summary="Take an administration out",
    responses=documented(*CHANGED),
)
def remove_administration(
    entry: EntryOf,
    visitor: ListKeeper,
    revision: Revision,
    services: ServicesOf,
    _: Annotated[NoParameters, Query()],
) -> None:
    """Take an administration out that no study carries; its history stays, and can bring it back."""
    acts.remove(services, ADMINISTRATIONS, entry, expected=revision, by=visitor.name)


@router.post(
    "/desk/administrations/{entry}/restore",
    summary="Restore an administration",
    responses=documented(*CHANGED),
)
def restore_administration(
    entry: EntryOf,
    visitor: ListKeeper,
    revision: Revision,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> AdministrationEntryAnswer:
    """Let an administration be as it ships again, or as it was before it was taken out."""
    acts.restore(services, ADMINISTRATIONS, entry, expected=revision, by=visitor.name)
    return _answer(services, entry, response)


def _answer(services: Services, entry: str, response: Response) -> AdministrationEntryAnswer:
    found = stamped(response, services.lists.entry(ADMINISTRATIONS, entry))
    return _present(found, services.lists.carriers())


def _present(
    one: Listed[Administration], studies: Mapping[AdministrationId, int]
) -> AdministrationEntryAnswer:
    return AdministrationEntryAnswer(
        id=one.id,
        origin=one.origin,
        revision=one.revision,
        document=_document(one),
        studies=studies.get(AdministrationId(one.id), 0),
    )


def _document(one: Listed[Administration]) -> AdministrationDocument | None:
    return AdministrationDocument.model_validate(ADMINISTRATIONS.write(one.entry)) if one.entry else None
