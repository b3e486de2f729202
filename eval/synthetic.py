"""A library of any size for benchmarks: made-up studies with the shape of real ones."""

import hashlib
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate

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
from index.points import IndexedStudy
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.language import Language

PASSAGES_PER_STUDY = 40
WORDS_PER_PASSAGE = 170


@dataclass(frozen=True, slots=True)
class Words:
    """A vocabulary whose words occur as those of real text do: the n-th in proportion to 1/n (Zipf)."""

    words: Sequence[str]
    cumulative: Sequence[float]

    @classmethod
    def ranked(cls, words: Sequence[str]) -> "Words":
        """Take the words, most frequent first."""
        return cls(words, list(accumulate(1 / rank for rank in range(1, len(words) + 1))))

    def text(self, rng: random.Random, length: int) -> str:
        """Return ``length`` words."""
        return " ".join(rng.choices(self.words, cum_weights=self.cumulative, k=length))


def synthetic_studies(
    passages: int, words: Words, administrations: Sequence[AdministrationId], *, seed: int = 1
) -> Iterator[IndexedStudy]:
    """Yield studies of 40 passages until there are ``passages``; the same seed gives the same library."""
    rng = random.Random(seed)
    for number in range(-(-passages // PASSAGES_PER_STUDY)):
        yield _study(number, words, administrations, rng)


def questions(words: Words, count: int, *, seed: int = 2) -> list[str]:
    """Return questions of three to eight words of the middle of the vocabulary."""
    rng = random.Random(seed)
    middle = words.words[50:5000]
    return [" ".join(rng.choices(middle, k=rng.randint(3, 8))) for _ in range(count)]


def _study(
    number: int, words: Words, administrations: Sequence[AdministrationId], rng: random.Random
) -> IndexedStudy:
    language = rng.choice(tuple(Language))
    sha256 = Sha256(hashlib.sha256(str(number).encode()).hexdigest())
    day = date(2009, 1, 1) + timedelta(days=rng.randrange(16 * 365))
    study = Study(
        id=StudyId(f"synthetic-{number}"),
        titles={language: words.text(rng, 9)},
        administrations=(rng.choice(administrations),),
        published=PublicationDate(day, day, DatePrecision.DAY),
        cost=Cost(Decimal(rng.randrange(4_000, 900_000)), Vat.EXCLUDED) if rng.random() < 0.9 else None,
        document_type=rng.choice(tuple(DocumentType)),
        files=(StudyFile(sha256=sha256, name=f"{number}.txt", size=1, language=language),),
    )
    return IndexedStudy(study=study, extractions=(_extraction(sha256, language, words, rng),))


def _extraction(sha256: Sha256, language: Language, words: Words, rng: random.Random) -> Extraction:
    return Extraction(
        file=sha256,
        state=FileState.INDEXED,
        language=language,
        passages=tuple(
            Passage(
                id=PassageId(f"{sha256[:16]}-{number}"),
                file=sha256,
                number=number,
                text=words.text(rng, WORDS_PER_PASSAGE),
                language=language,
                pages=PageSpan(number + 1, number + 1),
            )
            for number in range(PASSAGES_PER_STUDY)
        ),
    )
