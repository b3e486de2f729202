"""Where in a passage the words of the question stand."""

from collections.abc import Iterable

from models.analysis import Token

Span = tuple[int, int]
"""Start and end of a highlight, in characters of the passage's text."""


def highlights(tokens: Iterable[Token]) -> tuple[Span, ...]:
    """Return the spans of these tokens of a passage, in order, none overlapping.

    As matching is that of the lexical arm, accents, case and inflection do not count, and a compound is
    marked whole when one of its parts is asked for.
    """
    merged: list[Span] = []
    for start, end in sorted({(token.start, token.end) for token in tokens}):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
