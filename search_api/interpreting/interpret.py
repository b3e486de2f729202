"""Reads the filters that a question says in words.

Only what can hardly mean anything else is a filter: a year needs a preposition or brackets ("Good Food 2030"
is a name), an amount a bound and a currency, an administration its place in the sentence ("l'accessibilité
de la STIB" is asked *about* it). A question about the world ("comment les loyers ont-ils évolué depuis
2010 ?") is no request for studies of these years. What may be read in two ways stays in the question.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from corpus.administrations import Registry
from search_api.interpreting.administrations import find_administrations
from search_api.interpreting.costs import find_costs
from search_api.interpreting.dates import find_periods
from search_api.interpreting.document_types import find_types
from search_api.interpreting.following import stands_well
from search_api.interpreting.framing import framing, need_met
from search_api.interpreting.interpretation import Interpretation, Recognised
from search_api.interpreting.languages import find_languages
from search_api.interpreting.remaining import asks_nothing, remaining
from search_api.interpreting.sentence import Candidate, Sentence


def interpret(text: str, *, registry: Registry, today: date | None = None) -> Interpretation:
    """Return the filters said in ``text``, in whatever mix of the three languages, and the question left.

    Args:
        text: a question; the places of what is recognised count its characters.
        registry: whose names are known.
        today: years after it are no filter, and "the last five years" are counted from it; without it no
            year is too late, and nothing is counted.
    """
    read = _read(text, registry, today)
    if _says_more(_read(read.question, registry, today), read):
        return Interpretation(question=text)
    return read


def _read(text: str, registry: Registry, today: date | None) -> Interpretation:
    sentence = Sentence(text)
    candidates = _found(sentence, registry, today)
    accepted = _agreeing(_accepted(sentence, candidates))
    if not accepted:
        return Interpretation(question=text)
    frame = framing(sentence, _spans(candidates))
    return Interpretation(
        question=remaining(sentence, accepted, frame),
        asks_nothing=asks_nothing(sentence, accepted, frame),
        recognised=tuple(_recognised(sentence, one) for one in accepted),
    )


def _says_more(left: Interpretation, whole: Interpretation) -> bool:
    """Tell whether the words that are left say filters that they did not among all words: it was unclear."""
    return not {*_said(left)} <= {*_said(whole)}


def _said(read: Interpretation) -> Iterator[tuple[str, str]]:
    for one in read.recognised:
        for name, values in one.parameters.items():
            yield from ((name, value) for value in values)


def _found(sentence: Sentence, registry: Registry, today: date | None) -> list[Candidate]:
    """Return what may be a filter, from left to right, none in another."""
    found = _apart(
        [*find_periods(sentence, today), *find_costs(sentence), *find_languages(sentence)],
    )
    found += find_administrations(sentence, registry, {one.last: one.first for one in found})
    found += find_types(sentence, _spans(found))
    return _apart(found)


def _apart(found: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates from left to right, without those that lie in another."""
    apart: list[Candidate] = []
    for one in sorted(found, key=lambda one: (one.first, -one.last)):
        if not apart or one.first >= apart[-1].last:
            apart.append(one)
    return apart


def _accepted(sentence: Sentence, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that this sentence allows, as the words around them do."""
    spans = _spans(candidates)
    framed = framing(sentence, spans) is not None
    met = need_met(sentence, framed=framed)
    accepted: list[Candidate] = []
    for one in candidates:
        if (one.need <= met or _is_beside(sentence, one, accepted)) and stands_well(
            sentence, one, spans.keys()
        ):
            accepted.append(one)
    return accepted


def _is_beside(sentence: Sentence, one: Candidate, accepted: Sequence[Candidate]) -> bool:
    """Tell whether a filter comes right after another one, or after "et" ("depuis 2018 et en français")."""
    if not accepted:
        return False
    last = accepted[-1].last
    return one.first in (last, sentence.phrase("connective", last))


def _spans(candidates: Iterable[Candidate]) -> dict[int, int]:
    return {one.first: one.last for one in candidates}


def _agreeing(found: Iterable[Candidate]) -> list[Candidate]:
    """Drop the filters that contradict each other: the same parameter twice, or a period that is empty."""
    found = list(found)
    values = Counter(name for one in found for name in one.parameters)
    clear = [
        one for one in found if all(values[name] == 1 for name in one.parameters) or _repeats(one, found)
    ]
    return [one for one in clear if not _is_contradicted(one, clear)]


def _repeats(one: Candidate, found: Iterable[Candidate]) -> bool:
    """Tell whether every other filter of this kind says the same."""
    return all(other.parameters == one.parameters for other in found if other.kind is one.kind)


def _is_contradicted(one: Candidate, found: Iterable[Candidate]) -> bool:
    """Tell whether one bound of a period or cost lies beyond another one."""
    bounds = {
        name: value
        for other in found
        if other.kind is one.kind
        for name, (value, *_) in other.parameters.items()
    }
    if {"date_from", "date_to"} <= set(bounds):
        length = min(len(bounds["date_from"]), len(bounds["date_to"]))
        return bounds["date_from"][:length] > bounds["date_to"][:length]
    if {"cost_min", "cost_max"} <= set(bounds):
        return float(bounds["cost_min"]) > float(bounds["cost_max"])
    return False


def _recognised(sentence: Sentence, one: Candidate) -> Recognised:
    start, end = sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end
    if "(" in sentence.text[start:end] and sentence.text[end : end + 1] == ")":
        end += 1
    return Recognised(one.kind, sentence.text[start:end], start, end, one.parameters)
