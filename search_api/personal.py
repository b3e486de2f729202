"""What is personal in the files of studies, for whoever publishes them."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.study import Study, StudyFile
from ingest.personal.files import FileFinding, find_in_file
from ingest.personal.finding import Kind, Weight, Why
from search_api.ingesting.reading import kept_extraction
from search_api.library import Shelf


class PersonalDataAnswer(BaseModel):
    """A piece of personal data in a file."""

    model_config = ConfigDict(frozen=True)

    key: str
    """The same for the same kind and text, in any file."""
    kind: Kind
    text: str
    why: Why
    weight: Weight
    pages: list[int]
    """From 1, in order; where a passage spans two pages, the first. Empty where the format has no pages."""
    places: int


class FilePersonalData(BaseModel):
    """What was found in one file of a study."""

    model_config = ConfigDict(frozen=True)

    study: str
    n: int
    """The number of the file in its study, from 1."""
    name: str
    read: bool
    """Whether there is text to look at; ``false`` promises nothing about the file."""
    findings: list[PersonalDataAnswer]


PersonalDataList = TypeAdapter(list[FilePersonalData])


def personal_data(shelf: Shelf, studies: Iterable[Study]) -> list[FilePersonalData]:
    """Look through the kept texts of studies; a file that was not read yet, or cannot be, says so.

    Raises:
        FileMissingError: the store has lost a file.
    """
    return [_of_file(shelf, study, n, file) for study in studies for n, file in enumerate(study.files, 1)]


def _of_file(shelf: Shelf, study: Study, n: int, file: StudyFile) -> FilePersonalData:
    extraction = kept_extraction(shelf, file)
    found = find_in_file(extraction) if extraction else ()
    return FilePersonalData(
        study=study.id,
        n=n,
        name=file.name,
        read=bool(extraction and extraction.passages),
        findings=[_answer(one) for one in found],
    )


def _answer(one: FileFinding) -> PersonalDataAnswer:
    return PersonalDataAnswer(
        key=one.key,
        kind=one.kind,
        text=one.text,
        why=one.why,
        weight=one.weight,
        pages=sorted({place.pages.first for place in one.places if place.pages}),
        places=len(one.places),
    )
