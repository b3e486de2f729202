"""What is personal in studies, as programs are told."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict, TypeAdapter

from corpus.personal import Verdict
from corpus.study import Study
from ingest.personal.finding import Kind, Weight, Why
from search_api.ingesting.reading import whole_extraction
from search_api.library import Shelf
from search_api.personal.findings import StudyFinding, findings_of


class PersonalDataAnswer(BaseModel):
    """A value that is personal, and what was decided about it."""

    model_config = ConfigDict(frozen=True)

    number: int
    """In its study, from 1; it is another one when the study has changed."""
    key: str
    """The same as long as file (or study), kind and value are."""
    kind: Kind
    text: str
    why: Why | None
    """``null``: it was redacted, and is not found in the text any more; the text is kept from readers."""
    weight: Weight
    field: str | None
    """Of the record, where it stands there; ``null`` in a file."""
    pages: list[int]
    """From 1, in order; where a passage spans two pages, the first. Empty where the format has no pages."""
    places: int
    earlier: bool
    """Whether it stands in earlier states of the record alone, which readers do not see."""
    waits: bool
    """Whether the study cannot be published before somebody has decided about it."""
    verdict: Verdict | None
    by: str | None
    decided: datetime | None


class FilePersonalData(BaseModel):
    """What was found in one file of a study, or in its record."""

    model_config = ConfigDict(frozen=True)

    study: str
    n: int | None
    """The number of the file in its study, from 1; ``null``: the record, where something was found in it."""
    name: str
    read: bool
    """Whether there is text to look at; ``false`` promises nothing about the file."""
    findings: list[PersonalDataAnswer]


PersonalDataList = TypeAdapter(list[FilePersonalData])

RECORD = "record"
"""What stands for the name of a file where something was found in the record of a study."""


def personal_data(shelf: Shelf, studies: Iterable[Study]) -> list[FilePersonalData]:
    """Look through studies; a file that was not read yet, or cannot be, says so.

    Raises:
        FileMissingError: the store has lost a file.
    """
    return [part for study in studies for part in _parts(shelf, study)]


def _parts(shelf: Shelf, study: Study) -> Iterator[FilePersonalData]:
    findings = findings_of(shelf, study)
    if record := [_answer(one) for one in findings if one.file is None]:
        yield FilePersonalData(study=study.id, n=None, name=RECORD, read=True, findings=record)
    for n, file in enumerate(study.files, start=1):
        extraction = whole_extraction(shelf, file)
        yield FilePersonalData(
            study=study.id,
            n=n,
            name=file.name,
            read=bool(extraction and extraction.passages),
            findings=[_answer(one) for one in findings if one.file == n],
        )


def _answer(one: StudyFinding) -> PersonalDataAnswer:
    decision = one.decision
    return PersonalDataAnswer(
        number=one.number,
        key=one.key,
        kind=one.kind,
        text=one.text,
        why=one.why,
        weight=one.weight,
        field=one.where if one.file is None else None,
        pages=list(one.pages),
        places=one.places,
        earlier=one.earlier,
        waits=one.waits,
        verdict=decision.verdict if decision else None,
        by=decision.by if decision else None,
        decided=decision.made if decision else None,
    )
