"""The words that only frame a question: "je cherche des études … sur"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from search_api.interpreting.sentence import Need, Sentence
from search_api.interpreting.vocabulary import vocabulary

MOST_KEYWORDS = 12
"""Words of bare keywords; a longer text tells something, and its years with it."""


@dataclass(frozen=True, slots=True)
class Framing:
    """The tokens of "je cherche des études récentes"."""

    first: int
    last: int


def framing(sentence: Sentence, filters: Mapping[int, int]) -> Framing | None:
    """Return the words that ask for studies.

    ``filters`` are the tokens that may be one: where each begins, and the token after it.
    """
    for place in _beginnings(sentence, filters):
        noun = sentence.skip(("lead",), place)
        for at in range(noun, place - 1, -1):  # "une" may begin "une étude" or end what leads to it
            last = sentence.phrase("several_kinds", at) or sentence.phrase("study", at)
            if last and (at == place or sentence.together(place, at + 1)):
                end = sentence.skip(("adjective",), last)
                if any(_leads_on(sentence, after, filters) for after in (end, last)):
                    return Framing(place, end)
    return None


def _beginnings(sentence: Sentence, filters: Mapping[int, int]) -> Iterator[int]:
    for place in range(len(sentence)):
        if place == 0 or sentence.ends(place):
            yield place
            led = sentence.skip(("lead",), place)
            yield from (filters[at] for at in dict.fromkeys((place, led)) if at in filters)


def _leads_on(sentence: Sentence, place: int, filters: Mapping[int, int]) -> bool:
    if sentence.cuts(place):
        return False
    return sentence.ends(place) or place in filters or sentence.phrase("subject", place) is not None


def need_met(sentence: Sentence, *, framed: bool) -> Need:
    """Return the most that filters may need of this sentence."""
    if framed:
        return Need.REQUEST
    asks = "?" in sentence.text or any(sentence.phrase("question", place) for place in range(len(sentence)))
    told = vocabulary()["evolution"].sequences | vocabulary()["measured"].sequences
    tells = any((word,) in told for word in sentence.folded)
    return Need.NOTHING if asks or tells or len(sentence) > MOST_KEYWORDS else Need.KEYWORDS
