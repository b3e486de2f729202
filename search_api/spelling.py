"""What a reader may have meant who wrote a word that the library does not know."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.study import Study
from corpus.text import fold, words
from models.stopwords import STOPWORDS

if TYPE_CHECKING:
    from index.question import Question
    from search_api.services import Services

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST = 4
"""Letters of a word that may be misspelt: among shorter ones nearly every other word is near."""
_LONG = 8
"""Letters from which two of them may be wrong."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the library."""

    text: str
    """As most studies write it."""
    studies: int


Vocabulary = Mapping[str, Known]
"""By the folded word."""


def vocabulary(studies: Iterable[Study]) -> Vocabulary:
    """Return the words of the titles, abstracts and keywords of studies."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for study in studies:
        for word in {word.lower() for text in _texts(study) for word in _WORD.findall(text)}:
            spellings[fold(word)][word] += 1
    return {
        folded: Known(max(counts, key=lambda word: (counts[word], word)), counts.total())
        for folded, counts in spellings.items()
    }


def did_you_mean(services: "Services", question: "Question", known: Vocabulary) -> str | None:
    """Return the question with each word that occurs nowhere replaced by the nearest one of the library.

    ``None`` where all words occur, or nothing is near to those that do not.
    """
    text = question.text
    if all(word in known for word in words(text)):
        return None
    for word in services.live.unknown_words(question):
        if (meant := nearest(word, known)) is not None:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", meant, text)
    return text if text != question.text else None


def nearest(word: str, known: Vocabulary) -> str | None:
    """Return the known word at the least distance, among equals that of most studies.

    The distance is the number of letters put in, left out, changed, or exchanged with their neighbour
    (optimal string alignment): at most one in words below eight letters, two in longer ones.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = fold(word)
    if len(folded) < _SHORTEST or not folded.isalpha() or _is_function_word(folded):
        return None
    most = 1 if len(folded) < _LONG else 2
    near = process.extract(folded, known.keys(), scorer=OSA.distance, score_cutoff=most, limit=None)
    best = min(near, key=lambda one: (one[1], -known[one[0]].studies, one[0]), default=None)
    return known[best[0]].text if best else None


def _is_function_word(folded: str) -> bool:
    return any(folded in stopwords for stopwords in STOPWORDS.values())


def _texts(study: Study) -> Iterator[str]:
    yield from study.titles.values()
    yield from study.abstracts.values()
    for keywords in study.keywords.values():
        yield from keywords
