"""The forms in which a list of results leaves."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from models.language import Language
from search_api.answers import StudyDetailAnswer
from search_api.citing.csl import csl_item
from search_api.citing.formats import FORMS, CitationFormat
from search_api.exporting.sheet import MEDIA_TYPE, Cell, sheet
from search_api.messages import FALLBACK
from search_api.site import Site

MOST_EXPORTED = 1000
"""Studies in one file."""


class ExportFormat(StrEnum):
    """How a list of results is written."""

    CSV = "csv"
    JSON = "json"
    BIBTEX = "bibtex"
    RIS = "ris"


class ExportAnswer(BaseModel):
    """A list of results as JSON."""

    model_config = ConfigDict(frozen=True)

    total: int = Field(ge=0, description="Studies found.")
    limit: int = Field(default=MOST_EXPORTED, description="Studies that one file holds at most.")
    cut: bool = Field(description="Whether more were found than the file holds.")
    studies: list[StudyDetailAnswer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """A list of results and whom it is written for."""

    total: int
    studies: Sequence[StudyDetailAnswer]
    site: Site
    reader: Language | None

    @property
    def cut(self) -> bool:
        """Whether more were found than a file holds."""
        return self.total > MOST_EXPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportForm:
    """A format of lists: how it is written, sent and called."""

    media_type: str
    extension: str
    write: Callable[[Export], str]


def _json(export: Export) -> str:
    answer = ExportAnswer(total=export.total, cut=export.cut, studies=list(export.studies))
    return answer.model_dump_json()


_COLUMNS = (
    "id",
    *(f"title_{language}" for language in Language),
    "administrations",
    "contractor",
    "published",
    "published_first",
    "published_last",
    "cost_eur",
    "vat",
    "languages",
    "document_type",
    "url",
)


def _csv(export: Export) -> str:
    return sheet(_COLUMNS, (tuple(_row(study, export)) for study in export.studies))


def _row(study: StudyDetailAnswer, export: Export) -> Iterator[Cell]:
    yield study.id
    yield from (study.titles.get(language) for language in Language)
    yield " | ".join(entry.names[export.reader or FALLBACK] for entry in study.administrations)
    yield study.contractor
    published, cost = study.published, study.cost
    yield from (published.text, str(published.first), str(published.last)) if published else (None,) * 3
    yield from (Decimal(cost.amount), cost.vat.value) if cost else (None, None)
    yield " | ".join(study.languages)
    yield study.document_type.value if study.document_type else None
    yield export.site.study(study.id)


def _citations(kind: CitationFormat) -> ExportForm:
    form = FORMS[kind]

    def write(export: Export) -> str:
        site, reader = export.site, export.reader
        items = [csl_item(study, url=site.study(study.id), reader=reader) for study in export.studies]
        return form.write(items, reader or FALLBACK)

    return ExportForm(media_type=form.media_type, extension=form.extension, write=write)


EXPORTS: Mapping[ExportFormat, ExportForm] = {
    ExportFormat.CSV: ExportForm(media_type=MEDIA_TYPE, extension="csv", write=_csv),
    ExportFormat.JSON: ExportForm(media_type="application/json", extension="json", write=_json),
    ExportFormat.BIBTEX: _citations(CitationFormat.BIBTEX),
    ExportFormat.RIS: _citations(CitationFormat.RIS),
}
