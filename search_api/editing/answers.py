"""Studies as programs of librarians get them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from corpus.catalogue.records import StudyRecord
from corpus.life import Step, StudyState, allowed_steps
from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.describing import present_studies
from search_api.editing.document import StudyDocument, document_of
from search_api.editing.histories import ChangeAnswer, RevisionAnswer

if TYPE_CHECKING:
    from search_api.services import Services


class DeskStudyAnswer(StudyDetailAnswer):
    """A study in whatever state, and what can be done with it."""

    state: StudyState
    since: datetime | None = Field(description="`null`: before this was recorded.")
    reason: str | None = Field(description="Why it was withdrawn.")
    revision: int = Field(
        ge=0, description="Its latest change, which its ETag is made of; 0: none was recorded."
    )
    steps: list[Step] = Field(description="The steps that it may take.")
    document: StudyDocument = Field(description="What PATCH changes.")


class DeskStudiesAnswer(BaseModel):
    """A page of studies in whatever state."""

    model_config = ConfigDict(frozen=True)

    total: int = Field(ge=0)
    offset: int = Field(ge=0)
    limit: int = Field(ge=1)
    studies: list[DeskStudyAnswer]


class HistoryAnswer(BaseModel):
    """What became of a study, oldest first."""

    model_config = ConfigDict(frozen=True)

    revisions: list[RevisionAnswer]


class ComparisonAnswer(BaseModel):
    """What differs between two states of a study."""

    model_config = ConfigDict(frozen=True)

    first: int = Field(ge=1)
    second: int = Field(ge=1)
    changes: list[ChangeAnswer]


def present_records(
    services: "Services", records: Sequence[StudyRecord], reader: Language | None
) -> list[DeskStudyAnswer]:
    """Return studies as a librarian's program gets them; see ``present_studies``."""
    shown = present_studies(services, [record.study for record in records], reader)
    return [_present(record, detail) for record, detail in zip(records, shown, strict=True)]


def _present(record: StudyRecord, detail: StudyDetailAnswer) -> DeskStudyAnswer:
    study, stands = record.study, record.standing
    files = [file.model_copy(update={"url": file_url(study.id, file.n)}) for file in detail.files]
    return DeskStudyAnswer(
        **{name: getattr(detail, name) for name in StudyDetailAnswer.model_fields if name != "files"},
        files=files,
        state=stands.state,
        since=stands.since,
        reason=stands.reason,
        revision=record.revision,
        steps=list(allowed_steps(stands.state)),
        document=document_of(study),
    )


def file_url(study: str, n: int) -> str:
    """Return where a librarian fetches the nth file of a study in whatever state."""
    return f"/api/v1/desk/studies/{study}/files/{n}"
