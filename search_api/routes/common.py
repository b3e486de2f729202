"""What the addresses share."""

from typing import Annotated

from fastapi import Depends, Header, Path, Request

from corpus.errors import StudyIdError, StudyNotFoundError
from corpus.ids import given_study_id
from corpus.study import StudyId
from models.language import Language
from search_api.directory import DirectoryKeeper
from search_api.keeping import Keeper
from search_api.messages import reader_language
from search_api.numbers.tables import Numbers
from search_api.reading import shown
from search_api.services import Services


async def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


async def _directory(request: Request) -> DirectoryKeeper:
    keeper: DirectoryKeeper = request.app.state.directory
    return keeper


async def _numbers(request: Request) -> Keeper[Numbers]:
    keeper: Keeper[Numbers] = request.app.state.numbers
    return keeper


async def _reader(
    accept_language: Annotated[
        str | None, Header(description="fr, nl or en: the language of labels and of errors.", examples=["fr"])
    ] = None,
) -> Language | None:
    return reader_language(accept_language)


ServicesOf = Annotated[Services, Depends(_services)]
DirectoryOf = Annotated[DirectoryKeeper, Depends(_directory)]
NumbersOf = Annotated[Keeper[Numbers], Depends(_numbers)]
Reader = Annotated[Language | None, Depends(_reader)]


async def _study_id(
    study: Annotated[str, Path(description="Id of a study.", examples=["peage-urbain-menages"])],
) -> StudyId:
    """Return the id; a text that no study can have as its id never reaches the database."""
    try:
        return given_study_id(study)
    except StudyIdError as error:
        raise StudyNotFoundError(shown(study)) from error


StudyOf = Annotated[StudyId, Depends(_study_id)]
