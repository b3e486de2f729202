"""Where in a passage the words of the question stand."""

from index.question import Terms
from models.analysis import TermFinder
from models.language import Language

Span = tuple[int, int]
"""Start and end of a highlight, in characters of the passage's text."""


def highlights(text: str, language: Language | None, terms: Terms, *, find: TermFinder) -> tuple[Span, ...]:
    """Return the spans whose terms the question asks for, in order, none overlapping.

    Matching is that of the lexical arm: accents, case and inflection do not count, and a compound is marked
    whole when one of its parts is asked for.
    """
    spans = {(token.start, token.end) for token in find(text, language, terms)}
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
