"""Points of made-up studies."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from corpus.study import AdministrationId, DocumentType, Sha256, StudyId
from index.ids import point_id
from index.port import PassagePoint, SparseVector, StudyFacts, TitlePoint
from ingest.passage import PageSpan
from models.encoder import Vector
from models.language import Language

DIMENSIONS = 8
StudyPoints = tuple[tuple[PassagePoint, ...], tuple[TitlePoint, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a test says of a passage or a title; the rest is made up."""

    language: Language | None = Language.FR
    meaning: Sequence[float] = (1.0,)
    words: dict[int, float] = field(default_factory=dict)
    file: str = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a test says of a study."""

    administrations: Sequence[str] = ("bruxelles-mobilite",)
    published: tuple[date, date] | None = None
    cost: Decimal | None = None
    document_type: DocumentType | None = None


def study_points(
    name: str,
    passages: Sequence[Text] = (Text(),),
    titles: Sequence[Text] = (Text(),),
    *,
    facts: Facts = Facts(),
    fingerprint: str = "1",
) -> StudyPoints:
    languages = tuple(sorted({text.language for text in passages if text.language}))
    return (
        tuple(_passage(name, number, text, facts) for number, text in enumerate(passages)),
        tuple(
            _title(name, number, text, facts, languages, fingerprint) for number, text in enumerate(titles)
        ),
    )


def _passage(study: str, number: int, text: Text, facts: Facts) -> PassagePoint:
    return PassagePoint(
        id=point_id(StudyId(study), str(number)),
        facts=_facts(study, facts, (text.language,) if text.language else ()),
        passage_id=f"{text.file}-{number}",
        file=Sha256(text.file * 64),
        number=number,
        text=f"Passage {number} of {study}: l'été « à » Bruxelles.",
        language=text.language,
        pages=PageSpan(number + 1, number + 2) if number % 2 else None,
        headings=("1 Contexte", f"1.{number}")[: number % 3],
        meaning=unit(text.meaning),
        words=sparse(text.words),
    )


def _title(
    study: str, number: int, text: Text, facts: Facts, languages: tuple[Language, ...], fingerprint: str
) -> TitlePoint:
    return TitlePoint(
        id=point_id(StudyId(study), f"title/{number}"),
        facts=_facts(study, facts, languages),
        language=text.language,
        primary=number == 0,
        fingerprint=fingerprint,
        meaning=unit(text.meaning),
        words=sparse(text.words),
    )


def _facts(study: str, facts: Facts, languages: tuple[Language, ...]) -> StudyFacts:
    return StudyFacts(
        study=StudyId(study),
        administrations=tuple(AdministrationId(name) for name in facts.administrations),
        published=facts.published,
        cost=facts.cost,
        document_type=facts.document_type,
        languages=languages,
    )


def unit(values: Sequence[float]) -> Vector:
    """Return a vector of eight dimensions and length one, or zero."""
    vector = np.zeros(DIMENSIONS, dtype=np.float32)
    vector[: len(values)] = values
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def sparse(words: dict[int, float]) -> SparseVector:
    order = sorted(words)
    return SparseVector(tuple(order), tuple(words[number] for number in order))
