"""A library of any size for benchmarks: made-up studies with the shape of real ones."""

import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, chain

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
from index.ids import point_id
from index.points import IndexedStudy
from ingest.passage import Extraction, PageSpan, Passage, PassageId
from models.language import Language
from models.load import WEIGHTS
from models.stopwords import STOPWORDS

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

    @classmethod
    def shipped(cls) -> "Words":
        """Take the whole words of the static encoder's tokenizer, most frequent first as far as it tells.

        Without function words: those of one language would be content in the texts of the others.
        """
        text = (WEIGHTS / "static" / "tokenizer.json").read_text("utf-8")
        pieces: dict[str, int] = json.loads(text)["model"]["vocab"]
        ordered = sorted(pieces, key=pieces.__getitem__)
        empty = frozenset(chain.from_iterable(STOPWORDS.values()))
        return cls.ranked(
            [word for word in ordered if re.fullmatch(r"[a-z]{2,20}", word) and word not in empty]
        )

    def text(self, rng: random.Random, length: int) -> str:
        """Return ``length`` words."""
        return " ".join(rng.choices(self.words, cum_weights=self.cumulative, k=length))


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpLibrary:
    """Studies of so many passages, the last of what is left; the same seed makes the same library.

    Each study is made of the seed and its own number when it is asked for, so that none has to be kept.
    """

    passages: int
    words: Words
    administrations: Sequence[AdministrationId]
    seed: int = 1
    per_study: int = PASSAGES_PER_STUDY

    def __len__(self) -> int:
        return -(-self.passages // self.per_study)

    def catalogue(self) -> Iterator[Study]:
        """Yield the studies without their text."""
        return (self._study(number, self._random(number)) for number in range(len(self)))

    def studies(self) -> Iterator[IndexedStudy]:
        """Yield the studies with their text."""
        return (self._indexed(number) for number in range(len(self)))

    def point_id(self, row: int) -> str:
        """Return the id in the index of a passage, counted from 0 over all studies."""
        study, number = divmod(row, self.per_study)
        return point_id(_study_id(study), _passage_id(_sha256(study), number))

    def _random(self, number: int) -> random.Random:
        return random.Random(f"{self.seed}/{number}")

    def _indexed(self, number: int) -> IndexedStudy:
        rng = self._random(number)
        study = self._study(number, rng)
        return IndexedStudy(study=study, extractions=(self._extraction(number, study.files[0], rng),))

    def _study(self, number: int, rng: random.Random) -> Study:
        language = rng.choice(tuple(Language))
        day = date(2009, 1, 1) + timedelta(days=rng.randrange(16 * 365))
        return Study(
            id=_study_id(number),
            titles={language: self.words.text(rng, 9)},
            administrations=(rng.choice(self.administrations),),
            published=PublicationDate(day, day, DatePrecision.DAY),
            cost=Cost(Decimal(rng.randrange(4_000, 900_000)), Vat.EXCLUDED) if rng.random() < 0.9 else None,
            document_type=rng.choice(tuple(DocumentType)),
            files=(StudyFile(sha256=_sha256(number), name=f"{number}.txt", size=1, language=language),),
        )

    def _extraction(self, number: int, file: StudyFile, rng: random.Random) -> Extraction:
        count = min(self.per_study, self.passages - number * self.per_study)
        return Extraction(
            file=file.sha256,
            state=FileState.INDEXED,
            language=file.language,
            passages=tuple(self._passage(place, file, rng) for place in range(count)),
        )

    def _passage(self, number: int, file: StudyFile, rng: random.Random) -> Passage:
        return Passage(
            id=_passage_id(file.sha256, number),
            file=file.sha256,
            number=number,
            text=self.words.text(rng, WORDS_PER_PASSAGE),
            language=file.language,
            pages=PageSpan(number + 1, number + 1),
        )


def questions(words: Words, count: int, *, seed: int) -> list[str]:
    """Return questions of three to eight words of the middle of the vocabulary."""
    rng = random.Random(seed)
    middle = words.words[50:5000]
    return [" ".join(rng.choices(middle, k=rng.randint(3, 8))) for _ in range(count)]


def _study_id(number: int) -> StudyId:
    return StudyId(f"synthetic-{number}")


def _sha256(number: int) -> Sha256:
    return Sha256(hashlib.sha256(str(number).encode()).hexdigest())


def _passage_id(file: Sha256, number: int) -> PassageId:
    return PassageId(f"{file[:16]}-{number}")
