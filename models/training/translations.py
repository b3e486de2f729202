"""Learn which terms of one language stand for which of another from the prepared parallel texts.

Each side of a row is analysed as passages and questions are. IBM model 1 is learned in both directions of
each pair of languages (``models.training.alignment``); the share of a translation is the geometric mean of
both probabilities, so that a word which goes with everything (a frequent one) is none. What is left above a
threshold is scaled to sum to 1.

Chosen on development questions, parliamentary titles and sub-questions of the training data against documents
in the other language (nDCG@10 of BM25 with translated words, fr-nl | nl-fr; titles, then sub-questions):
probabilities of one direction .834 | .897, .451 | .518; geometric mean .863 | .877, .490 | .525, of it only
pairs above .1 .842 | .856, .473 | .496; all texts but product manuals counted three times .884 | .909, .500 |
.544.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from models.language import Language
from models.lexical import analyse
from models.training.alignment import NULL, Aligned, Pair, align
from models.training.prepare import GLOSSARY, open_prepared
from models.training.prepared import Kind, Prepared
from models.translation import SHARES

RAREST = 3
"""Terms in fewer sentences are not learned."""
MOST_ROWS = 120_000
"""Rows taken of one group of texts, drawn at random."""
MANUALS = "ms_"
"""How the names of sources of product manuals begin, which are most of the Dutch text."""
WEIGHT = 3.0
"""How often a row of any other source counts."""
LONGEST = 40
"""Terms taken of one side of a row."""
LEAST_SHARE = 0.03
MOST_TRANSLATIONS = 8

_KINDS = Kind.SENTENCES, Kind.TERMS
"""Whole documents are too long for words to be told apart."""

Sentence = Sequence[str]


class Row(NamedTuple):
    """Two texts that mean the same, and how often they count."""

    first: str
    second: str
    weight: float


class Terms(NamedTuple):
    """The distinct terms of a row."""

    first: Sentence
    second: Sentence
    weight: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translations of one language into another: for each term the likeliest first."""

    source: Language
    target: Language
    entries: Mapping[str, Sequence[tuple[str, float]]]


def parallel(prepared: Prepared, first: Language, second: Language, *, seed: int = 1) -> Iterator[Row]:
    """Yield the texts of all sources that have both languages, at most ``MOST_ROWS`` of one group.

    The glossary is no source: its expressions are looked up before the tables.
    """
    for group in prepared.groups:
        if (group.first, group.second) != (first, second) or group.kind not in _KINDS:
            continue
        if group.source == GLOSSARY:
            continue
        weight = 1.0 if group.source.startswith(MANUALS) else WEIGHT
        drawn = np.random.default_rng(seed).permutation(group.count)[:MOST_ROWS]
        for one, other in prepared.of(group)[np.sort(drawn)]:
            yield Row(prepared.text(one), prepared.text(other), weight)


def analysed(texts: Iterable[Row], first: Language, second: Language) -> Sequence[Terms]:
    """Return the distinct terms of every row that has some on both sides."""
    found = (Terms(_distinct(row.first, first), _distinct(row.second, second), row.weight) for row in texts)
    return [row for row in found if row.first and row.second]


def learn(texts: Sequence[Terms], first: Language, second: Language) -> tuple[Lexicon, Lexicon]:
    """Return the translations of both directions."""
    known = _numbered(row.first for row in texts), _numbered(row.second for row in texts)
    numbered = [Pair(_known(row.first, known[0]), _known(row.second, known[1]), row.weight) for row in texts]
    pairs = [pair for pair in numbered if pair.source and pair.target]
    there, back = align(pairs), align([Pair(pair.target, pair.source, pair.weight) for pair in pairs])
    words = [*known[0]], [*known[1]]
    return (
        Lexicon(first, second, _entries(there, back, words[0], words[1])),
        Lexicon(second, first, _entries(back, there, words[1], words[0])),
    )


def write(lexicons: Sequence[Lexicon], path: Path) -> None:
    """Write the tables in the form that ``models.translation`` reads."""
    vocabularies = {language: _vocabulary(language, lexicons) for language in Language}
    tensors: dict[str, NDArray[np.uint8] | NDArray[np.uint32]] = {
        language.value: np.frombuffer("\n".join(terms).encode(), dtype=np.uint8)
        for language, terms in vocabularies.items()
    }
    for lexicon in lexicons:
        tensors |= _tensors(lexicon, vocabularies[lexicon.source], vocabularies[lexicon.target])
    save_file(tensors, path)


def _distinct(text: str, language: Language) -> Sentence:
    return list(dict.fromkeys(token.term for token in analyse(text, language)))[:LONGEST]


def _numbered(sentences: Iterable[Sentence]) -> dict[str, int]:
    """Number the terms that are frequent enough, from 1: 0 is no word."""
    counts = Counter(term for sentence in sentences for term in sentence)
    frequent = sorted(term for term, count in counts.items() if count >= RAREST)
    return {term: number for number, term in enumerate(frequent, start=NULL + 1)}


def _known(sentence: Sentence, numbers: Mapping[str, int]) -> list[int]:
    return [numbers[term] for term in sentence if term in numbers]


def _entries(
    there: Aligned, back: Aligned, words: Sequence[str], others: Sequence[str]
) -> dict[str, Sequence[tuple[str, float]]]:
    shares = np.sqrt(there.probability * _opposite(there, back))
    kept = np.flatnonzero((shares >= LEAST_SHARE) & (there.source != NULL))
    found: dict[str, list[tuple[str, float]]] = {}
    for place in kept[np.argsort(-shares[kept], kind="stable")]:
        entry = found.setdefault(words[there.source[place] - 1], [])
        if len(entry) < MOST_TRANSLATIONS:
            entry.append((others[there.target[place] - 1], float(shares[place])))
    return {term: _scaled(entry) for term, entry in found.items() if not term.isdigit()}


def _opposite(there: Aligned, back: Aligned) -> NDArray[np.float32]:
    """Return the probability of each pair of ``there`` in the other direction; 0 where there is none."""
    wanted = _key(there.source, there.target)
    known = _key(back.target, back.source)
    order = np.argsort(known)
    places = np.minimum(np.searchsorted(known[order], wanted), len(known) - 1)
    found = known[order][places] == wanted
    return np.where(found, back.probability[order][places], 0).astype(np.float32)


def _key(first: NDArray[np.int32], second: NDArray[np.int32]) -> NDArray[np.int64]:
    return (first.astype(np.int64) << 32) | second


def _scaled(entry: Sequence[tuple[str, float]]) -> Sequence[tuple[str, float]]:
    total = sum(share for _, share in entry)
    return [(term, share / total) for term, share in entry]


def _vocabulary(language: Language, lexicons: Sequence[Lexicon]) -> list[str]:
    terms = {term for lexicon in lexicons if lexicon.source is language for term in lexicon.entries}
    terms |= {
        term
        for lexicon in lexicons
        if lexicon.target is language
        for entry in lexicon.entries.values()
        for term, _ in entry
    }
    return sorted(terms)


def _tensors(
    lexicon: Lexicon, terms: Sequence[str], others: Sequence[str]
) -> dict[str, NDArray[np.uint8] | NDArray[np.uint32]]:
    number = {term: place for place, term in enumerate(others)}
    entries = [
        [(number[other], round(share * SHARES)) for other, share in lexicon.entries.get(term, ())]
        for term in terms
    ]
    written = [[(target, share) for target, share in entry if share] for entry in entries]
    name = f"{lexicon.source}-{lexicon.target}"
    flat = [pair for entry in written for pair in entry]
    return {
        f"{name}.offsets": np.cumsum([0, *map(len, written)], dtype=np.uint32),
        f"{name}.targets": np.array([target for target, _ in flat], dtype=np.uint32),
        f"{name}.shares": np.array([share for _, share in flat], dtype=np.uint8),
    }


def train_translations(work: Path, path: Path, *, seed: int, report: Callable[[str], None]) -> None:
    """Learn from the texts prepared under ``work`` and write the tables to ``path``.

    Raises:
        TrainingInputError: no texts were prepared.
    """
    prepared = open_prepared(work)
    lexicons: list[Lexicon] = []
    for first, second in combinations(Language, 2):
        texts = analysed(parallel(prepared, first, second, seed=seed), first, second)
        lexicons += learn(texts, first, second)
        for lexicon in lexicons[-2:]:
            report(f"{lexicon.source}-{lexicon.target}: {len(lexicon.entries)} terms of {len(texts)} rows")
    write(lexicons, path)
