"""What can be edited of a study, as JSON, and how a patch changes it."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.study import DocumentType, Sha256, Study, Vat
from models.language import Language

_DEEPEST = 4
"""Objects within objects of a document, which has two; a patch that goes deeper is a value."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class CostDocument(_Part):
    """What the study cost."""

    amount: str = Field(
        description="Euros: 12500, 12 500,50. What may be read in two ways (12.500) is refused.",
        examples=["12500.00"],
    )
    vat: Vat = Vat.UNKNOWN


class FileDocument(_Part):
    """A file that the study holds already; files come in by imports."""

    sha256: Sha256
    language: Language | None = None


class StudyDocument(_Part):
    """What a librarian writes of a study."""

    titles: dict[Language, str] = Field(examples=[{"fr": "Péage urbain et ménages"}])
    abstracts: dict[Language, str] = Field(default_factory=dict)
    keywords: dict[Language, list[str]] = Field(default_factory=dict, examples=[{"fr": ["péage urbain"]}])
    administrations: list[str] = Field(
        default_factory=list,
        description="Ids or names, in any spelling; “unlisted:” before a name that the registry does not "
        "know keeps it as it is written.",
        examples=[["bruxelles-mobilite"]],
    )
    contractor: str | None = None
    published: str | None = Field(
        default=None,
        description="2021, 2021-03, 2021-03-12, 12/03/2021, spring 2021.",
        examples=["2021-03"],
    )
    cost: CostDocument | None = None
    document_type: DocumentType | None = None
    files: list[FileDocument] = Field(default_factory=list)


class NewStudyDocument(StudyDocument):
    """A study that shall be made; it holds no file yet."""

    id: str | None = Field(
        default=None, description="Made of the title unless given.", examples=["peage-urbain-menages"]
    )


FIELDS = tuple(StudyDocument.model_fields)


def document_of(study: Study) -> StudyDocument:
    """Return what can be edited of a study."""
    cost, published = study.cost, study.published
    return StudyDocument(
        titles=dict(study.titles),
        abstracts=dict(study.abstracts),
        keywords={language: list(words) for language, words in study.keywords.items()},
        administrations=list(study.administrations),
        contractor=study.contractor,
        published=published.isoformat() if published else None,
        cost=CostDocument(amount=f"{cost.amount:.2f}", vat=cost.vat) if cost else None,
        document_type=study.document_type,
        files=[FileDocument(sha256=file.sha256, language=file.language) for file in study.files],
    )


def patched(target: Any, patch: Any, deepest: int = _DEEPEST) -> Any:
    """Return what a JSON merge patch makes of a document (RFC 7396, 2)."""
    if not isinstance(patch, Mapping) or not deepest:
        return patch
    result = dict(target) if isinstance(target, Mapping) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = patched(result.get(name), value, deepest - 1)
    return result
