"""What is left of a question once its filters are taken out."""

import re
from collections.abc import Sequence, Set

from search_api.interpreting.framing import Framing
from search_api.interpreting.sentence import Candidate, Sentence

_EDGES = " ,;:–—-·|"
_BRACKETS = "()[]"
_KEPT = "()[],;:?!"
_HOLLOW = re.compile(r"[(\[]\s*[,;]?\s*[)\]]")
_DOUBLE = re.compile(r"\s*([,;:])(?:\s*[,;:])+")
_DANGLING = re.compile(r"\s*[,;:](?=\s*[?!.)\]])")
_SPACED = re.compile(r"\s+(?=[,;.)\]])|(?<=[(\[])\s+")


def remaining(sentence: Sentence, filters: Sequence[Candidate], frame: Framing | None) -> str:
    """Return the question that is left; the whole text where nothing is."""
    gone = _gone(sentence, filters)
    for more in (_framing(sentence, gone, frame), set[int]()):
        if left := _text(sentence, gone | more):
            return left
    return " ".join(sentence.text.split())


def asks_nothing(sentence: Sentence, filters: Sequence[Candidate], frame: Framing | None) -> bool:
    """Tell whether nothing is said beside the filters but that studies are wanted."""
    framed = range(frame.first, frame.last) if frame else ()
    return not _text(sentence, _gone(sentence, filters).union(framed))


def _gone(sentence: Sentence, filters: Sequence[Candidate]) -> set[int]:
    gone = {place for one in filters for place in range(one.first, one.last)}
    return gone | _linking(sentence, gone)


def _linking(sentence: Sentence, gone: Set[int]) -> set[int]:
    """Return the words that only tied a filter to another, or to an end of the sentence."""
    found: set[int] = set()
    for place in range(len(sentence)):
        last = sentence.phrase("connective", place)
        if last and place not in gone and not sentence.cuts(place) and not sentence.cuts(last):
            before, after = place == 0 or place - 1 in gone, last == len(sentence) or last in gone
            if before and after:
                found.update(range(place, last))
    return found


def _framing(sentence: Sentence, gone: Set[int], frame: Framing | None) -> set[int]:
    """Return the framing words, where they lead to what is asked about."""
    if frame is None:
        return set()
    place = frame.last
    while place in gone:
        place += 1
    subject = sentence.phrase("subject", place)
    framed = {*range(frame.first, frame.last)} - gone
    if subject and not sentence.cuts(subject):
        return {*framed, *range(place, subject)}
    ends = sentence.ends(place) if place < len(sentence) else frame.first > 0
    return framed if ends else set()


def _text(sentence: Sentence, gone: Set[int]) -> str:
    """Return the text without the tokens that are gone, and without the marks that parted them."""
    if len(gone) >= len(sentence):
        return ""
    kept = []
    for place in range(len(sentence) + 1):
        kept.append(_between(sentence.gap(place), place - 1 in gone, place in gone))
        if place < len(sentence):
            token = sentence.tokens[place]
            kept.append("" if place in gone else sentence.text[token.start : token.end])
    text = " ".join("".join(kept).split())
    for pattern, by in ((_HOLLOW, " "), (_DOUBLE, r"\1"), (_DANGLING, ""), (_SPACED, "")):
        text = pattern.sub(by, text)
    return " ".join(text.split()).strip(_EDGES)


def _between(gap: str, gone_before: bool, gone_after: bool) -> str:
    """Return what a gap keeps beside words that are gone: brackets, and the marks that end a part."""
    if not gone_before and not gone_after:
        return gap
    kept = _BRACKETS if gone_before and gone_after else _KEPT
    return f" {''.join(char for char in gap if char in kept)} "
