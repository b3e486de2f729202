"""What kind of work the studies are: "audits sur …", "evaluaties over …", "études de type enquête"."""

from collections.abc import Iterator, Mapping

from corpus.inventory.cells import CellFault
from corpus.inventory.document_types import read_document_type
from search_api.interpreting.interpretation import FilterKind
from search_api.interpreting.sentence import Candidate, Need, Sentence


def find_types(sentence: Sentence, filters: Mapping[int, int]) -> Iterator[Candidate]:
    """Yield the words that may say what kind of work is meant.

    Several works of a kind at the head of a request say it, where it goes on with "sur" or with a filter, or
    a label ("type : audit"). One evaluation or the monitoring of something is what is asked about.
    ``filters`` are the tokens that may be another filter: where each begins, and the token after it.
    """
    for place in range(len(sentence)):
        if found := _labelled(sentence, place, filters) or _head(sentence, place, filters):
            yield found


def _labelled(sentence: Sentence, place: int, filters: Mapping[int, int]) -> Candidate | None:
    first = sentence.phrase("type_label", place)
    last = (sentence.phrase("kinds", first) or sentence.phrase("study", first)) if first else None
    if not first or not last or not (sentence.ends(last) or _goes_on(sentence, last, filters)):
        return None
    return _candidate(sentence, place, first, last)


def _head(sentence: Sentence, place: int, filters: Mapping[int, int]) -> Candidate | None:
    last = sentence.phrase("several_kinds", place)
    if not last or not _goes_on(sentence, sentence.skip(("adjective",), last), filters):
        return None
    led = sentence.skip_back(("lead", "only"), place)
    begins = led == 0 or led in filters.values() or sentence.ends(place)
    return _candidate(sentence, place, place, last) if begins else None


def _goes_on(sentence: Sentence, place: int, filters: Mapping[int, int]) -> bool:
    return place in filters or sentence.phrase("subject", place) is not None


def _candidate(sentence: Sentence, first: int, noun: int, last: int) -> Candidate | None:
    words = sentence.text[sentence.tokens[noun].start : sentence.tokens[last - 1].end]
    try:
        kind = read_document_type(words)
    except CellFault:
        return None
    return Candidate(FilterKind.DOCUMENT_TYPE, first, last, {"document_type": (kind.value,)}, Need.NOTHING)
