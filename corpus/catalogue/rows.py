"""Between the values of the library and the rows of its catalogue, exactly in both directions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from corpus.catalogue.records import FileRecord
from corpus.catalogue.tables import FileRow, StudyFileRow, StudyRow
from corpus.life import Standing, StudyState
from corpus.study import (
    AdministrationId,
    Cost,
    DatePrecision,
    DocumentType,
    FileState,
    PublicationDate,
    Sha256,
    Study,
    StudyFile,
    StudyId,
    Vat,
)
from models.language import Language

Values = Mapping[str, Any]
"""A row, by column."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows of one study."""

    study: Values
    texts: Sequence[Values]
    administrations: Sequence[Values]
    files: Sequence[Values]


def rows_of(study: Study, standing: Standing) -> Rows:
    """Return the rows of one study where it stands."""
    published, spent = study.published, study.cost
    return Rows(
        study={
            "id": study.id,
            "contractor": study.contractor,
            "published_first": published and published.first,
            "published_last": published and published.last,
            "published_precision": published and published.precision.value,
            "cost_cents": None if spent is None else int(spent.amount.scaleb(2)),
            "cost_vat": spent and spent.vat.value,
            "document_type": study.document_type and study.document_type.value,
            "state": standing.state.value,
            "state_since": standing.since,
            "state_reason": standing.reason,
            "merged_into": standing.into,
        },
        texts=_text_rows(study),
        administrations=_administration_rows(study),
        files=[_file_of_study(study.id, place, file) for place, file in enumerate(study.files)],
    )


def study(row: StudyRow) -> Study:
    """Return the study of these rows."""
    by_language = {Language(text.language): text for text in row.texts}
    return Study(
        id=StudyId(row.id),
        titles={code: text.title for code, text in by_language.items() if text.title is not None},
        abstracts={code: text.abstract for code, text in by_language.items() if text.abstract is not None},
        administrations=tuple(
            AdministrationId(entry.administration_id)
            for entry in row.administrations
            if entry.administration_id is not None
        ),
        administrations_as_written=tuple(
            entry.as_written for entry in row.administrations if entry.as_written is not None
        ),
        contractor=row.contractor,
        published=_published(row),
        cost=cost(row.cost_cents, row.cost_vat),
        document_type=None if row.document_type is None else DocumentType(row.document_type),
        keywords={
            code: tuple(text.keywords) for code, text in by_language.items() if text.keywords is not None
        },
        files=tuple(_study_file(entry) for entry in row.files),
    )


def standing(row: StudyRow) -> Standing:
    """Return where the study of this row stands."""
    into = None if row.merged_into is None else StudyId(row.merged_into)
    return Standing(StudyState(row.state), row.state_since, row.state_reason, into)


def update_file_row(row: FileRow, record: FileRecord) -> None:
    """Give a row what the record says; its name and the time it was first seen stay as they are."""
    row.size = record.size
    row.state = record.state.value
    row.pages_found = record.pages_found
    row.pages_with_text = record.pages_with_text
    row.language = record.language and record.language.value
    row.reason = record.reason
    row.extractor = record.extractor
    row.updated = record.updated


def file_record(row: FileRow) -> FileRecord:
    """Return the record of this row."""
    return FileRecord(
        sha256=Sha256(row.sha256),
        size=row.size,
        name=row.name,
        state=FileState(row.state),
        seen=row.seen,
        updated=row.updated,
        pages_found=row.pages_found,
        pages_with_text=row.pages_with_text,
        language=_language(row.language),
        reason=row.reason,
        extractor=row.extractor,
    )


def _text_rows(study: Study) -> list[Values]:
    """One row a language, the languages of the titles first and in their order."""
    languages = dict.fromkeys([*study.titles, *study.abstracts, *study.keywords])
    return [
        {
            "study_id": study.id,
            "language": language.value,
            "position": place,
            "title": study.titles.get(language),
            "abstract": study.abstracts.get(language),
            "keywords": list(study.keywords[language]) if language in study.keywords else None,
        }
        for place, language in enumerate(languages)
    ]


def _administration_rows(study: Study) -> list[Values]:
    pairs = zip_longest(study.administrations, study.administrations_as_written)
    return [
        {
            "study_id": study.id,
            "position": place,
            "administration_id": administration,
            "as_written": written,
        }
        for place, (administration, written) in enumerate(pairs)
    ]


def _file_of_study(study: StudyId, place: int, file: StudyFile) -> Values:
    return {
        "study_id": study,
        "position": place,
        "sha256": file.sha256,
        "name": file.name,
        "size": file.size,
        "language": file.language and file.language.value,
    }


def _study_file(row: StudyFileRow) -> StudyFile:
    return StudyFile(
        sha256=Sha256(row.sha256), name=row.name, size=row.size, language=_language(row.language)
    )


def _published(row: StudyRow) -> PublicationDate | None:
    if row.published_first is None or row.published_last is None or row.published_precision is None:
        return None
    return PublicationDate(row.published_first, row.published_last, DatePrecision(row.published_precision))


def cost(cents: int | None, vat: str | None) -> Cost | None:
    """Return the cost of these columns; both are ``NULL`` where it is unknown."""
    return None if cents is None or vat is None else Cost(Decimal(cents).scaleb(-2), Vat(vat))


def _language(code: str | None) -> Language | None:
    return None if code is None else Language(code)
