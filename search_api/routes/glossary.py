"""``/api/v1/glossary`` and ``/api/v1/desk/glossary``: the glossary as programs of librarians keep it."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from corpus.lists.concepts import GLOSSARY
from corpus.lists.entries import Listed
from corpus.lists.errors import EntryNotFoundError
from models.glossary import Concept
from models.language import Language
from search_api import reading
from search_api.access.who import DeskReader, ListKeeper
from search_api.editing.document import patched
from search_api.editing.reader import given_id
from search_api.lists import acts
from search_api.lists.concepts import read_concept
from search_api.lists.documents import (
    ConceptDocument,
    ConceptEntriesAnswer,
    ConceptEntryAnswer,
    EntryHistoryAnswer,
    NewConceptDocument,
)
from search_api.lists.finding import holds, texts_of
from search_api.parameters import NoParameters, Parameters
from search_api.problems import documented
from search_api.requests import MOST_OFFSET, MOST_RESULTS, Limit, Offset
from search_api.routes.bodies import Body, Revision, a_document, takes
from search_api.routes.common import ServicesOf
from search_api.routes.editing import REFUSED
from search_api.routes.lists import CHANGED, MADE, EntryOf, history_of, stamped
from search_api.services import Services

router = APIRouter(tags=["lists"])

_NEW = a_document(NewConceptDocument)
_PATCH = a_document(ConceptDocument, partial=True)


class GlossaryParameters(Parameters):
    """A page of the glossary."""

    q: str = Field(default="", description="Text that one of the terms holds, whatever its accents.")
    limit: Limit = 50
    offset: Offset = 0


@router.get(
    "/desk/glossary", summary="List the glossary as librarians keep it", responses=documented(*REFUSED)
)
def desk_glossary(
    parameters: Annotated[GlossaryParameters, Query()], services: ServicesOf, _: DeskReader
) -> ConceptEntriesAnswer:
    """List entries, also those that were taken out; those that librarians touched come first."""
    limit = reading.whole("limit", parameters.limit, least=1, most=MOST_RESULTS)
    offset = reading.whole("offset", parameters.offset, least=0, most=MOST_OFFSET)
    entries = services.lists.entries(GLOSSARY).values()
    found = [one for one in entries if holds(texts_of(one), parameters.q)]
    return ConceptEntriesAnswer(
        total=len(found),
        offset=offset,
        limit=limit,
        entries=[_present(one) for one in found[offset : offset + limit]],
    )


@router.get(
    "/desk/glossary/{entry}", summary="Show an entry of the glossary", responses=documented(*REFUSED, 404)
)
def desk_concept(
    entry: EntryOf,
    services: ServicesOf,
    visitor: DeskReader,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> ConceptEntryAnswer:
    """Return an entry with the ETag that a change of it needs."""
    return _answer(services, entry, response)


@router.get(
    "/desk/glossary/{entry}/history",
    summary="Tell what became of an entry of the glossary",
    responses=documented(*REFUSED, 404),
)
def concept_history(
    entry: EntryOf, services: ServicesOf, visitor: DeskReader, _: Annotated[NoParameters, Query()]
) -> EntryHistoryAnswer:
    """Return every change of an entry, oldest first; also of one that was taken out."""
    return history_of(services, GLOSSARY, entry)


@router.post(
    "/glossary",
    status_code=201,
    summary="Add to the glossary",
    responses=MADE | documented(*REFUSED, 409, 413),
    openapi_extra=takes(_NEW),
)
def add_concept(
    visitor: ListKeeper,
    given: Body,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> ConceptEntryAnswer:
    """Add an entry: the next search of keywords translates by it."""
    chosen = given_id(given.pop("id", None))
    read = read_concept(given, chosen)
    made = chosen or acts.free_id(services, GLOSSARY, read.synonyms[Language.EN][0])
    acts.add(services, GLOSSARY, made, replace(read, id=made), by=visitor.name)
    response.headers["Location"] = f"/api/v1/desk/glossary/{made}"
    return _answer(services, made, response)


@router.patch(
    "/glossary/{entry}",
    summary="Change an entry of the glossary",
    responses=documented(*CHANGED),
    openapi_extra=takes(_PATCH, "application/merge-patch+json"),
)
def change_concept(
    entry: EntryOf,
    visitor: ListKeeper,
    given: Body,
    revision: Revision,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> ConceptEntryAnswer:
    """Change the `document` of an entry by a JSON merge patch; a list of terms is replaced as a whole."""
    document = _document(services.lists.entry(GLOSSARY, entry))
    if document is None:
        raise EntryNotFoundError(entry)
    read = read_concept(patched(document.model_dump(mode="json"), given), entry)
    acts.save(services, GLOSSARY, entry, read, expected=revision, by=visitor.name)
    return _answer(services, entry, response)


@router.delete(
    "/glossary/{entry}",
    status_code=204,
    summary="Take an entry out of the glossary",
    responses=documented(*CHANGED),
)
def remove_concept(
    entry: EntryOf,
    visitor: ListKeeper,
    revision: Revision,
    services: ServicesOf,
    _: Annotated[NoParameters, Query()],
) -> None:
    """Take an entry out; its history stays, and can bring it back."""
    acts.remove(services, GLOSSARY, entry, expected=revision, by=visitor.name)


@router.post(
    "/desk/glossary/{entry}/restore",
    summary="Restore an entry of the glossary",
    responses=documented(*CHANGED),
)
def restore_concept(
    entry: EntryOf,
    visitor: ListKeeper,
    revision: Revision,
    services: ServicesOf,
    response: Response,
    _: Annotated[NoParameters, Query()],
) -> ConceptEntryAnswer:
    """Let an entry be as it ships again, or as it was before it was taken out."""
    acts.restore(services, GLOSSARY, entry, expected=revision, by=visitor.name)
    return _answer(services, entry, response)


def _answer(services: Services, entry: str, response: Response) -> ConceptEntryAnswer:
    return _present(stamped(response, services.lists.entry(GLOSSARY, entry)))


def _present(one: Listed[Concept]) -> ConceptEntryAnswer:
    return ConceptEntryAnswer(id=one.id, origin=one.origin, revision=one.revision, document=_document(one))


def _document(one: Listed[Concept]) -> ConceptDocument | None:
    return ConceptDocument.model_validate(GLOSSARY.write(one.entry)) if one.entry else None
