"""From the words of a question to the words of texts in another language.

Probabilistic structured queries (Darwish & Oard 2003): each word of the question spreads its weight over the
terms that translate it, by their probabilities. Expressions of the glossary come first; words that neither
the glossary nor the tables know (names, numbers, acronyms) are looked for as they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from math import sqrt

from index.question import AskedWord, LexicalQuery, Terms, same_words, total_terms
from models.analysis import Analyser, Place, by_place
from models.folding import fold
from models.glossary import Concept, Glossary, glossary
from models.language import Language
from models.stopwords import STOPWORDS
from models.translation import translations

GlossaryOf = Callable[[Language], Glossary]
"""The glossary of a language as it is when a question is asked."""


def translated_words(analyse: Analyser, known: GlossaryOf = glossary) -> LexicalQuery:
    """Look for a question's words in texts of its language, and for their translations in other texts.

    The expressions of the glossary that is ``known`` come first: the one that ships, unless told otherwise.
    Where its language is not known, or that of the texts, its own words are looked for; so are words that are
    nothing but function words of other languages, as its language was perhaps mistaken.
    """
    same = same_words(analyse)

    def words(text: str, source: Language | None, target: Language | None) -> tuple[AskedWord, ...]:
        if source is None or target is None or source is target:
            return same(text, source, target)
        own = by_place(analyse(text, source))
        if all(fold(text[start:end]) in _function_words(but=source) for start, end in own):
            return same(text, source, target)
        kept = by_place(analyse(text, target))
        return tuple(_translated(text, own, kept, known(source), source, target, analyse))

    return words


@cache
def _function_words(*, but: Language) -> frozenset[str]:
    """Return the function words of the other languages."""
    return frozenset().union(*(STOPWORDS[language] for language in Language if language is not but))


def _translated(
    text: str,
    own: Mapping[Place, Sequence[str]],
    kept: Mapping[Place, Sequence[str]],
    known: Glossary,
    source: Language,
    target: Language,
    analyse: Analyser,
) -> Iterator[AskedWord]:
    places = list(own)
    wholes = [whole for whole, *_ in own.values()]
    start = 0
    while start < len(places):
        count, concepts = known.find(wholes, start)
        here = places[start : start + max(count, 1)]
        said = text[here[0][0] : here[-1][1]]
        if concepts:
            weight = float(sum(len(own[place]) for place in here))
            yield AskedWord(said, _by_glossary(concepts, weight, target, analyse))
        else:
            yield AskedWord(said, _by_table(own[here[0]], source, target) or _unchanged(here[0], kept))
        start += len(here)


def _by_glossary(concepts: Sequence[Concept], weight: float, target: Language, analyse: Analyser) -> Terms:
    """Return the terms of all synonyms: one of them in a text is a match, several are little more.

    A part that synonyms share ("tram" in "tramspoor" and "tramrail") weighs no more than the others.
    """
    synonyms = [
        by_place(analyse(synonym, target)).values()
        for concept in concepts
        for synonym in concept.synonyms[target]
    ]
    weights: dict[str, float] = {}
    for words in synonyms:
        for word in words:
            share = weight / sqrt(len(synonyms)) / len(words)
            for term, part in _parted(word, share).items():
                weights[term] = max(part, weights.get(term, 0.0))
    return weights


def _parted(word: Sequence[str], weight: float) -> Terms:
    """Give half of the weight of a compound to the whole, and the other half to its parts."""
    whole, *parts = word
    if not parts:
        return {whole: weight}
    return {whole: weight / 2, **{part: weight / 2 / len(parts) for part in parts}}


def _by_table(terms: Sequence[str], source: Language, target: Language) -> Terms:
    table = translations(source, target)
    return total_terms(AskedWord("", table.translate(term)) for term in terms)


def _unchanged(place: Place, kept: Mapping[Place, Sequence[str]]) -> Terms:
    start, end = place
    return total_terms(
        AskedWord("", dict.fromkeys(terms, 1.0))
        for (first, last), terms in kept.items()
        if first < end and start < last
    )
