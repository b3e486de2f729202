"""Reads what a ``study.toml`` says of one invented study."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus.administrations import registry
from corpus.sample.rendering.errors import SourceError
from corpus.study import AdministrationId, Cost, DocumentType, PublicationDate, Vat
from models.language import Language


class Layout(StrEnum):
    """The form that a file is rendered in."""

    PDF_ONE_COLUMN = "pdf-1col"
    PDF_TWO_COLUMNS = "pdf-2col"
    PDF_SCAN = "pdf-scan"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    PPTX = "pptx"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to render: from which Markdown, in which form, under which name."""

    language: Language
    source: Path
    name: str
    layout: Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceStudy:
    """The true description of a study, which the inventory then spells in its own ways."""

    number: int
    id: str
    titles: Mapping[Language, str]
    administrations: tuple[AdministrationId, ...]
    contractor: str
    published: PublicationDate
    cost: Cost | None
    document_type: DocumentType
    keywords: Mapping[Language, tuple[str, ...]]
    files: tuple[SourceFile, ...]


def read_studies(sources: Path) -> tuple[SourceStudy, ...]:
    """Read every study below ``sources``, by number.

    Raises:
        SourceError: A description is incomplete or names something unknown.
    """
    return tuple(read_study(path) for path in sorted(sources.glob("*/study.toml")))


def read_study(path: Path) -> SourceStudy:
    """Read one ``study.toml``.

    Raises:
        SourceError: The description is incomplete or names something unknown.
    """
    try:
        return _study(tomllib.loads(path.read_text("utf-8")), path.parent)
    except (KeyError, ValueError) as error:
        raise SourceError(path, f"{type(error).__name__}: {error}") from error


def _study(data: Mapping[str, Any], folder: Path) -> SourceStudy:
    return SourceStudy(
        number=int(folder.name.partition("-")[0]),
        id=data["id"],
        titles={Language(key): title for key, title in data["titles"].items()},
        administrations=tuple(map(_administration, data["administrations"])),
        contractor=data["contractor"],
        published=PublicationDate.parse_iso(data["published"]),
        cost=Cost(Decimal(data["cost"]), Vat(data["vat"])) if "cost" in data else None,
        document_type=DocumentType(data["document_type"]),
        keywords={Language(key): tuple(words) for key, words in data["keywords"].items()},
        files=tuple(_file(entry, folder) for entry in data["files"]),
    )


def _administration(name: str) -> AdministrationId:
    administration = AdministrationId(name)
    if registry().get(administration) is None:
        raise ValueError(f"the registry has no administration {name!r}")
    return administration


def _file(entry: Mapping[str, str], folder: Path) -> SourceFile:
    source = folder / entry["source"]
    if not source.is_file():
        raise ValueError(f"{entry['source']} is not beside the description")
    return SourceFile(Language(entry["language"]), source, entry["path"], Layout(entry["layout"]))
