"""What the contextual encoder's student reads, and how fast it learns.

Two stages, the first on sentences and terms (distillation from the teacher, and contrast where there is no
English version), the second on questions with the passages that answer them, with a part of the first so
that it is not forgotten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from models.training.batches import Lesson, Share, of_sources
from models.training.prepared import Kind

_SMALL = (
    "belgif_vocab", "eforms", "eforms_codelists", "mozilla_legal", "mozilla_www", "paperless", "sdg", "udhr",
)  # fmt: skip
_SENTENCES, _TERMS, _QUESTIONS = (Kind.SENTENCES,), (Kind.TERMS,), (Kind.QUESTIONS,)


def _distil(count: int, *names: str, kinds: Sequence[Kind], languages: str, english: bool = False) -> Share:
    told = of_sources(*names, kinds=kinds, languages=languages)
    return Share(lesson=Lesson.DISTIL, of=told, count=count, english=english)


def _contrast(
    count: int, *names: str, kinds: Sequence[Kind] = _SENTENCES, languages: str = "", together: int = 1
) -> Share:
    told = of_sources(*names, kinds=kinds, languages=languages)
    return Share(lesson=Lesson.CONTRAST, of=told, count=count, together=together)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Greatest learning rates."""

    body: float
    pieces: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the training."""

    name: str
    shares: Sequence[Share]
    rates: Rates
    longest: int
    """Pieces read of a text, with the special ones."""
    pieces: int
    """Of a batch."""


SENTENCES = Stage(
    name="sentences",
    shares=(
        _distil(155_000, "tatoeba_fra_eng", kinds=_SENTENCES, languages="fr-en"),
        _distil(19_000, "stsb_sick_train", kinds=_SENTENCES, languages="fr-en"),
        _distil(28_000, "stsb_sick_train", kinds=_SENTENCES, languages="nl-en"),
        _distil(35_000, "justice_canada", kinds=_SENTENCES, languages="fr-en"),
        _distil(12_000, "justice_canada", kinds=_TERMS, languages="fr-en"),
        _distil(45_000, "ms_d365", "ms_m365", kinds=_SENTENCES, languages="fr-en"),
        _distil(115_000, "ms_d365", "ms_m365", kinds=_SENTENCES, languages="nl-en"),
        _distil(10_000, "ms_d365", "ms_m365", kinds=_TERMS, languages="fr-en"),
        _distil(24_000, "ms_d365", "ms_m365", kinds=_TERMS, languages="nl-en"),
        _distil(28_000, *_SMALL, kinds=(*_SENTENCES, *_TERMS), languages="fr-en"),
        _distil(28_000, *_SMALL, kinds=(*_SENTENCES, *_TERMS), languages="nl-en"),
        _distil(8_000, "glossary", kinds=_TERMS, languages="fr-en"),
        _distil(8_000, "glossary", kinds=_TERMS, languages="nl-en"),
        _distil(25_000, kinds=(*_SENTENCES, *_TERMS), languages="fr-en", english=True),
        _contrast(34_000, "be_parliament", languages="fr-nl"),
        _contrast(22_000, "be_laws", "belgif_vocab", "stsb_sick_train", "bbsard_train_questions"),
    ),
    rates=Rates(body=8e-5, pieces=2e-3),
    longest=64,
    pieces=5_000,
)
QUESTIONS = Stage(
    name="questions",
    shares=(
        _contrast(12_000, "ms_docs", kinds=_QUESTIONS, languages="nl-nl", together=4),
        _contrast(8_000, "ms_docs", kinds=_QUESTIONS, languages="fr-fr", together=4),
        _contrast(4_000, "ms_docs", kinds=_QUESTIONS, languages="en-en", together=4),
        _contrast(7_000, "justice_canada", kinds=_QUESTIONS, languages="fr-fr", together=4),
        _contrast(4_000, "justice_canada", kinds=_QUESTIONS, languages="en-en", together=4),
        _contrast(13_000, "be_parliament", kinds=_QUESTIONS),
        _contrast(1_200, "fr_admin_faq", kinds=_QUESTIONS),
        _contrast(3_000, "long_passages", kinds=(Kind.DOCUMENTS,)),
        _distil(20_000, "tatoeba_fra_eng", "stsb_sick_train", kinds=_SENTENCES, languages="fr-en"),
        _distil(
            30_000, "ms_d365", "ms_m365", "stsb_sick_train", *_SMALL, kinds=_SENTENCES, languages="nl-en"
        ),
        _contrast(20_000, "be_parliament", "be_laws", "belgif_vocab", languages="fr-nl"),
    ),
    rates=Rates(body=4e-5, pieces=5e-4),
    longest=128,
    pieces=8_000,
)
STAGES = (SENTENCES, QUESTIONS)
"""In their order."""
