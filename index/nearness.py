"""How near to each other the words of a question stand in a passage.

A passage that holds "congé" in its first line and "maternité" in its last matches both words, and one that
has "congé de maternité" no more; only the second is about it. As in the sequential dependence model (Metzler
& Croft 2005, "A Markov Random Field Model for Term Dependencies"), words that follow each other in the
question are looked for beside each other, in whichever order: their translations turn it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from index.fusion import ScoredPassage
from index.port import PassageIndex
from index.question import AskedWord, Question
from index.retrieval import WordScores
from models.analysis import TermFinder, Token

LOOKED_AT = 20
"""Passages whose text is read: the best of the ranking."""

_APART = 2
"""Places of the question between two words of a pair, at most; the further apart, the less it counts."""

_BESIDE, _FADED = 12, 100
"""Characters between two words that are beside each other (an article, a preposition), and those after which
that they meet in a passage says no more than that it holds both."""


def near_words(
    index: PassageIndex,
    find: TermFinder,
    question: Question,
    best: Sequence[ScoredPassage],
    worth: WordScores,
) -> Mapping[str, float]:
    """Return how near the words of the question stand in passages found, by their id; 0 is left out.

    Args:
        index: holds their texts.
        find: finds the words in them.
        question: ready for the languages of the passages.
        best: the passages.
        worth: what the words arm gives to each word of the question at best, by language.
    """
    pairs = {
        language: list(_pairs(question.words.get(language, ()), worth.get(language, ())))
        for language in {passage.language for passage in best}
    }
    asked = [passage.id for passage in best if pairs[passage.language]]
    stored = index.passages(asked) if asked else {}
    found = {}
    for passage in stored.values():
        words = question.words[passage.language]
        tokens = find(passage.text, passage.language, question.likely_terms(passage.language))
        found[passage.id] = nearness(_places(words, tokens), pairs[passage.language])
    return {name: value for name, value in found.items() if value > 0}


Pair = tuple[int, int, float]
"""The numbers of two words of a question, and what they count together."""


def nearness(places: Sequence[Sequence[Token]], pairs: Sequence[Pair]) -> float:
    """Return from 0 to 1 how many of the pairs of words stand beside each other, each by what it counts.

    Args:
        places: where each word of the question stands in a text, in reading order.
        pairs: at least one.
    """
    whole = sum(counts for _, _, counts in pairs)
    return sum(counts * _closeness(places[one], places[other]) for one, other, counts in pairs) / whole


def _pairs(words: Sequence[AskedWord], worth: Sequence[float]) -> Iterator[Pair]:
    """Yield the pairs of words that both occur in the library: the commoner one tells what they count."""
    for apart in range(1, _APART + 1):
        for one, other in zip(range(len(words)), range(apart, len(words)), strict=False):
            if (counts := min(worth[one], worth[other]) / apart) > 0:
                yield one, other, counts


def _places(words: Sequence[AskedWord], tokens: Sequence[Token]) -> Sequence[Sequence[Token]]:
    """Return where each word stands, itself or a likely translation of it."""
    meant: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for term in word.likely_terms():
            meant[term].append(number)
    places: list[list[Token]] = [[] for _ in words]
    for token in tokens:
        for number in meant[token.term]:
            places[number].append(token)
    return places


def _closeness(ones: Sequence[Token], others: Sequence[Token]) -> float:
    gap = min(_gaps(ones, others), default=None)
    return 0.0 if gap is None else min(max(1 - (gap - _BESIDE) / _FADED, 0.0), 1.0)


def _gaps(ones: Sequence[Token], others: Sequence[Token]) -> Iterator[int]:
    """Yield the characters between neighbours of both lists, the nearest two among them."""
    one = other = 0
    while one < len(ones) and other < len(others):
        first, second = ones[one], others[other]
        # Two parts of one compound are as near as can be; one word alone is no pair.
        if first.term != second.term or first.start != second.start:
            yield max(second.start - first.end, first.start - second.end, 0)
        if first.start <= second.start:
            one += 1
        else:
            other += 1
